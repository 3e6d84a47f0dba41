// What was found: the arrows choose in it, and Enter goes to the first.
document.addEventListener("keydown", (event) => {
  const list = event.target.closest?.("[data-choices]");
  if (!list || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  event.preventDefault();
  const choices = all("[data-choice]", list);
  const at = choices.findIndex((choice) => choice.getAttribute("aria-selected") === "true" || choice === document.activeElement);
  const next = choices[(at + (event.key === "ArrowDown" ? 1 : -1) + choices.length) % choices.length];
  for (const choice of choices) choice.removeAttribute("aria-selected");
  if (next) { next.setAttribute("aria-selected", "true"); next.focus(); }
});

// Enter in the field goes to the first that was found for these very letters, once they are answered.
let isAwaited = false;
const isAnswered = (list) => list?.querySelector("[data-query]")?.dataset.query === list?.querySelector("input[type=search]").value;
const choose = (list) => list?.querySelector("[data-query]:not([data-query='']) [data-choice]")?.click();
document.addEventListener("submit", (event) => {
  const list = event.target.closest?.("[data-choices]");
  if (!list || !window.htmx) return;
  isAwaited = !isAnswered(list);
  if (isAwaited) return; // the enhancer asks, and the answer is chosen from
  event.preventDefault();
  event.stopPropagation();
  choose(list);
}, true);
document.addEventListener("input", () => { isAwaited = false; });
document.addEventListener("htmx:afterSwap", (event) => {
  if (!isAwaited || !event.detail.target?.hasAttribute("data-query")) return;
  const list = document.querySelector("dialog[open] [data-choices]") || main()?.querySelector("[data-choices]");
  if (!isAnswered(list)) return; // an answer to fewer letters, while the next is on its way
  isAwaited = false;
  choose(list);
});

// A later answer takes the place of what was found: whoever was choosing in it goes on, at the same choice or in the field.
let heldChoice = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const at = document.activeElement, target = event.detail.target;
  heldChoice = target?.hasAttribute("data-query") && target.contains(at) ? at.getAttribute("href") : null;
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (heldChoice === null || !event.detail.target?.hasAttribute("data-query")) return;
  const list = document.querySelector("dialog[open] [data-choices]") || main()?.querySelector("[data-choices]");
  const same = all("[data-choice]", list || undefined).find((choice) => choice.getAttribute("href") === heldChoice);
  heldChoice = null;
  same?.setAttribute("aria-selected", "true");
  (same || list?.querySelector("input[type=search]"))?.focus();
});
