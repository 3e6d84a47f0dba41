// A link or a form is boosted when it is first used, and not with the page: that is a fifth of a second on a phone for what
// is hardly ever followed. What says itself what it asks for is the enhancer's from the start.
for (const kind of ["click", "submit"]) document.addEventListener(kind, ({ target }) => {
  const used = target.closest?.("a[href], button, input[type=submit]");
  const one = used?.matches("a") ? used : used?.form ?? target.closest?.("form");
  if (!window.htmx || !one || one.closest("[hx-boost]") || one.matches("[hx-get], [hx-post]")) return;
  one.setAttribute("hx-boost", "true");
  window.htmx.process(one);
}, true);
