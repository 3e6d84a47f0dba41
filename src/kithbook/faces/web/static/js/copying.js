// Words to copy.
document.addEventListener("click", (event) => {
  const copy = event.target.closest?.("[data-copy]");
  if (!copy) return;
  event.preventDefault();
  const words = document.querySelector(copy.dataset.copy);
  navigator.clipboard.writeText(words.value ?? words.textContent).then(
    () => tell(copy, copy.dataset.copied || "Copied"),
    () => { words.focus(); words.select?.(); },
  );
});
function tell(button, words) {
  const said = button.querySelector("[data-words]") || button;
  said.textContent = words;
  document.getElementById("toast").setAttribute("aria-live", "polite");
}
