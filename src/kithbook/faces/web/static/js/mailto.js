// A letter's address holds the words as they were edited.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-mailto]");
  if (!link) return;
  const form = link.closest("form"), value = (name) => form.querySelector(`[name=${name}]`)?.value ?? "";
  const lines = value("text").replace(/\r?\n/g, "\r\n");
  link.href = `mailto:${encodeURIComponent(value("to")).replace("%40", "@")}?subject=${encodeURIComponent(value("subject").replace(/[\r\n]+/g, " "))}&body=${encodeURIComponent(lines)}`;
}, true);
