// A menu that opens takes the focus, so that Tab goes on in it and nothing under it is focused.
document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (event.newState !== "open" || !menu.matches?.("[popover]") || menu.contains(document.activeElement)) return;
  menu.querySelector("a, button, summary, select, textarea, input:not([type=hidden])")?.focus();
}, true);
