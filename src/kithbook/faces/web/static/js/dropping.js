// Files dropped on any page: sent one after another as they are, so that size does not matter.
async function bring(files) {
  const place = receiving(), said = place.querySelector("[data-receiving]"), bar = place.querySelector("[data-receiving-bar]");
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["x-kith-token"];
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
// A page that asks for files says there how far they are; any other where it says what was done.
function receiving() {
  const form = document.querySelector("[data-drop]");
  if (form) return form;
  const toast = document.getElementById("toast");
  toast.replaceChildren(document.getElementById("receiving").content.cloneNode(true));
  return toast;
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
  if (files?.length) { event.preventDefault(); bring(files); }
});
for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => {
  if (![...(event.dataTransfer?.types || [])].includes("Files")) return;
  event.preventDefault();
  if (kind === "drop") bring([...event.dataTransfer.files]);
});
