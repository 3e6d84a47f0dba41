// The finder: the page /find in a dialog over this one.
function find() {
  const box = finder();
  if (!window.htmx || !box || typeof box.showModal !== "function") { location.assign("/find"); return; }
  if (box.open) { shut(box); return; }
  const here = main()?.querySelector("[data-choices] input[type=search]"); // its own page is open already
  if (here) { here.focus(); here.select(); return; }
  box.showModal();
  if (box.querySelector("input[type=search]")) { ask(box, ""); return; }
  early = "";
  window.htmx.ajax("GET", "/find", { target: "#finder", select: "#finder-body", swap: "innerHTML" })
    .then(() => { ask(box, early); early = null; });
}
function shut(box) {
  box.close();
  // The focus would leave it with the next frame only, and a key that comes before be taken for a letter in its field.
  if (box.contains(document.activeElement)) document.activeElement.blur();
}
let early = null; // letters typed before the field was there
function ask(box, words) {
  const field = box.querySelector("input[type=search]");
  if (!field) return;
  const isNew = field.value !== words;
  field.value = words;
  field.focus();
  if (isNew) field.dispatchEvent(new Event("input", { bubbles: true }));
}
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-finder]");
  if (link && window.htmx && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); event.stopPropagation(); find(); }
  const box = finder();
  if (box?.open && (event.target === box || (event.target.closest?.("a[href], button") && box.contains(event.target)))) shut(box);
}, true);
