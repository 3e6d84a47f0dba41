// The cursor: one row is at hand; its keys are shown and act.
let last = 0;
function point(row, { focus = true } = {}) {
  for (const one of all("[data-row].at")) one.classList.remove("at");
  if (!row) return;
  row.classList.add("at");
  last = Math.max(0, rows().indexOf(row));
  if (focus) (row.querySelector("[data-focus]") || row.querySelector("a, button, input"))?.focus({ preventScroll: true });
  // Once more after an update, which ends at the page's top.
  if (focus) { row.scrollIntoView({ block: "nearest" }); queueMicrotask(() => row.scrollIntoView({ block: "nearest" })); }
}
// The first row is at hand until another is chosen. Whether a row is seen asks for the layout, so it is looked for once the
// page is painted, or by the first key if that is sooner.
function atHand() {
  const at = () => main()?.querySelector("[data-row].at");
  if (!at()) point(all("[data-row]", main() || undefined).find((row) => row.checkVisibility()), { focus: false });
  return at();
}
document.addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(atHand)));
function step(by) {
  atHand();
  const list = rows();
  const at = list.findIndex((row) => row.classList.contains("at"));
  point(list[Math.min(list.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by))]);
}
