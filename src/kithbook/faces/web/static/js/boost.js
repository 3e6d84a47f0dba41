// A link or a form is boosted when it is first used, and not with the page: that is a fifth of a second on a phone for what
// is hardly ever followed. What says itself what it asks for is the enhancer's from the start.
// How its answer is taken in it says itself from then on: it may have left the page by the time that the answer comes, as a
// choice of the finder does when a later answer takes its place, and would then inherit nothing and be boosted no more.
const INHERITED = ["hx-select", "hx-select-oob", "hx-swap"];
for (const kind of ["click", "submit"]) document.addEventListener(kind, ({ target }) => {
  const used = target.closest?.("a[href], button, input[type=submit]");
  const one = used?.matches("a") ? used : used?.form ?? target.closest?.("form");
  if (!window.htmx || !one || one.closest("[hx-boost]") || one.matches("[hx-get], [hx-post]")) return;
  for (const name of INHERITED) one.setAttribute(name, one.closest(`[${name}]`)?.getAttribute(name) ?? "");
  for (const name of ["hx-boost", "hx-push-url"]) one.setAttribute(name, "true");
  window.htmx.process(one);
}, true);
