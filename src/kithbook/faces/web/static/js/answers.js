// What was asked on a page that is left meanwhile changes nothing on the next one, and not its address.
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  elt.addEventListener("htmx:beforeOnLoad", (event) => { if (!event.detail.target.isConnected) event.preventDefault(); }, { once: true });
});

// The rows of an answer before go at once: the enhancer would take leave of each of their thousand elements by itself.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.shouldSwap || !detail.target.matches("[data-renewed]")) return;
  for (const one of all("[data-renewed]")) if (!one.contains(document.activeElement)) one.replaceChildren();
});
