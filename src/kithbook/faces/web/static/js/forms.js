// Many boxes at once, a form that is sent by a choice, how many are chosen.
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-all]")) for (const box of all(event.target.dataset.all)) box.checked = event.target.checked;
  if (event.target.matches?.("[data-submit]")) event.target.form.requestSubmit();
  const tray = event.target.form?.querySelector("[data-chosen]");
  if (tray) tray.textContent = `${all(":checked[name=who]", event.target.form).length} chosen`;
});
