// Keys: what is pressed acts on the row at hand, on the page, or goes to another.
let gone = 0; // when `g` was pressed
function press(element) {
  if (element.matches("input:not([type=checkbox], [type=radio]), textarea, select")) { element.focus(); element.select?.(); }
  else {
    if (element.hasAttribute("popovertarget")) element.focus({ preventScroll: true }); // where the focus returns to
    element.click();
  }
}
function keyed(key) {
  const at = atHand();
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  const open = all("dialog[open], :popover-open").at(-1);
  const places = open ? [open, at] : [at, main(), document.getElementById("toast"), document];
  for (const place of places) {
    const found = all(wanted, place || undefined).find((one) => one.checkVisibility() && !one.disabled);
    if (place && found) return found;
  }
  return null;
}
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    find();
    return;
  }
  if (event.key === "Escape") { settle(event); return; }
  if (early !== null && finder()?.open && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    early += event.key;
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areKeysOn()) return;
  const now = event.timeStamp;
  if (gone && now - gone < 1500) {
    gone = 0;
    const place = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (place) { event.preventDefault(); place.click(); }
    return;
  }
  if (event.key === "g") { gone = now; return; }
  if (event.key === "j" || event.key === "k") { event.preventDefault(); step(event.key === "j" ? 1 : -1); return; }
  if (event.key === "?") { event.preventDefault(); go("/help/keys"); return; }
  const found = keyed(event.key);
  if (found) { event.preventDefault(); press(found); }
  else if (event.key === "/") { event.preventDefault(); find(); }
});
function settle(event) {
  for (const shown of all(".fn.show")) shown.classList.remove("show");
  const box = finder();
  if (box?.open) { event.preventDefault(); shut(box); return; } // a filled search field would take the key for itself
  if (document.querySelector("dialog[open], :popover-open")) return; // the browser closes that, and gives the focus back
  const close = main()?.querySelector("[data-escape]");
  // Out of a field first, so that one key does not lose what was typed.
  if (isTyping(event.target)) (close || main())?.focus({ preventScroll: true });
  else close?.click();
}
function go(address) {
  const link = document.createElement("a"); // followed as every link is, so that the way back is right
  link.href = address;
  document.body.append(link);
  link.click();
  link.remove();
}
