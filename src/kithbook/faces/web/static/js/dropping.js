// Files dropped on the page: sent one after another as they are, so that size does not matter.
async function bring(form, files) {
  const said = form.querySelector("[data-receiving]"), bar = form.querySelector("[data-receiving-bar]");
  const token = form.querySelector("[name=token]").value;
  let drop = "";
  said.hidden = bar.hidden = false;
  for (const file of files) {
    said.textContent = file.name;
    const answer = await sent(file, drop, token, (share) => { bar.value = 100 * share; });
    if (!answer.drop) { said.textContent = answer.error; bar.hidden = true; return; }
    drop = answer.drop;
  }
  location.assign(`/import/look?drop=${encodeURIComponent(drop)}`);
}
function sent(file, drop, token, told) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ name: file.name, size: file.size, ...(drop ? { drop } : {}) });
    request.open("POST", `/import/receive?${query}`);
    request.setRequestHeader("x-kith-token", token);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (event) => { if (event.lengthComputable) told(event.loaded / event.total); };
    request.onerror = () => resolve({ error: "It did not arrive. Your book is unchanged. Try it again." });
    request.onload = () => {
      if (request.status === 200) { resolve(JSON.parse(request.responseText)); return; }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      resolve({ error: [...page.querySelectorAll(".error h1, .error > p:not(:has(a))")].map((one) => one.textContent).join(" ") || "It could not be taken." });
    };
    request.send(file);
  });
}
document.addEventListener("submit", (event) => {
  const form = event.target.closest?.("[data-drop]");
  const files = form && [...form.querySelector("input[type=file]").files];
  if (files?.length) { event.preventDefault(); bring(form, files); }
});
for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => {
  if (![...(event.dataTransfer?.types || [])].includes("Files")) return;
  event.preventDefault();
  const form = document.querySelector("[data-drop]");
  if (kind === "drop" && form) bring(form, [...event.dataTransfer.files]);
  else if (kind === "drop") location.assign("/import");
});
