// After an update: focus goes where the reader was, or to the page's start. What a page asks by itself, to say how far work
// is, leaves the focus where it was.
let held = null;
const sign = (one) => [one.localName, one.id, one.name, one.value, one.getAttribute("href"), one.textContent].join("\n");
const isUnasked = (event) => Boolean(event.detail.requestConfig?.elt?.matches("[hx-trigger^=every]"));
document.addEventListener("htmx:beforeSwap", (event) => {
  const at = document.activeElement;
  held = isUnasked(event) && at !== main() && event.detail.target?.contains(at) ? sign(at) : null;
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (isUnasked(event) && document.activeElement !== document.body) return;
  const same = held && all("a, button, input, summary, select, textarea", main()).find((one) => sign(one) === held);
  if (same) { same.focus({ preventScroll: true }); return; }
  if (event.detail.target?.id !== "main" && event.detail.target !== document.body) return;
  const first = main()?.querySelector("[data-first]");
  const list = rows(), aimed = list.find((row) => row.id && row.id === event.detail.pathInfo?.anchor);
  if (first) first.focus();
  else if (aimed) point(aimed);
  else if (event.detail.requestConfig?.verb === "post" && list.length) point(list[Math.min(last, list.length - 1)]);
  else main()?.focus({ preventScroll: true });
  atHand();
  document.getElementById("rail")?.hidePopover?.();
});
