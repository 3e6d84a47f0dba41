// What pages do beyond HTML: keys, the cursor, the finder, focus after an update. It adds no content of its own.
"use strict";

// Trusted Types: strings become HTML only here, and only such HTML as our templates give, which escape everything. What
// could run is refused, should one ever not: handlers, frames, foreign scripts, addresses that are no address. Scripts and
// script addresses have no policy, so that no string can become either.
if (window.trustedTypes) {
  const NEVER = new Set(["iframe", "frame", "object", "embed", "applet", "base", "portal"]);
  const PLACE = /^(?:$|[#?]|\/(?![\/\\])|https?:\/\/|mailto:|tel:)/i;
  const OURS = /^\/static\/[\w/.-]+$/;
  const isHarmless = (html) => {
    const attribute = /[\s\/]*([^\s>\/=][^\s>\/=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y;
    for (const tag of html.matchAll(/<([a-z][^\s>\/]*)/gi)) {
      const element = tag[1].toLowerCase();
      if (NEVER.has(element)) return false;
      attribute.lastIndex = tag.index + tag[0].length;
      const said = {};
      for (let one; (one = attribute.exec(html)); ) said[one[1].toLowerCase()] ??= (one[2] ?? one[3] ?? one[4] ?? "").trim();
      for (const [name, value] of Object.entries(said)) {
        if (name.startsWith("on") || name.startsWith("hx-on") || name === "srcdoc") return false;
        if (/^(?:(?:xlink:)?href|src|action|formaction)$/.test(name) && !PLACE.test(value)) return false;
      }
      if ((element === "script" && !OURS.test(said.src)) || (element === "link" && !OURS.test(said.href))) return false;
      if (element === "meta" && said["http-equiv"] && !/^\d+$/.test(said.content)) return false;
    }
    return true;
  };
  window.trustedTypes.createPolicy("default", { createHTML: (html) => (isHarmless(html) ? html : null) });
}

(() => {
  const main = () => document.getElementById("main");
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const rows = () => all("[data-row]", main()).filter((row) => row.checkVisibility());
  const finder = () => document.getElementById("finder");
  const areKeysOn = () => document.body.dataset.keys !== "off";
  const isTyping = (at) => at instanceof HTMLElement && (at.isContentEditable || at.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select"));

  // -- the cursor: one row is at hand; its keys are shown and act ---------------------------------------
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
  function step(by) {
    const list = rows();
    const at = list.findIndex((row) => row.classList.contains("at"));
    point(list[Math.min(list.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by))]);
  }

  // -- keys ---------------------------------------------------------------------------------------------
  let gone = 0; // when `g` was pressed
  function press(element) {
    if (element.matches("input:not([type=checkbox], [type=radio]), textarea, select")) { element.focus(); element.select?.(); }
    else {
      if (element.hasAttribute("popovertarget")) element.focus({ preventScroll: true }); // where the focus returns to
      element.click();
    }
  }
  // A menu that opens takes the focus, so that Tab goes on in it and nothing under it is focused.
  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (event.newState !== "open" || !menu.matches?.("[popover]") || menu.contains(document.activeElement)) return;
    menu.querySelector("a, button, summary, select, textarea, input:not([type=hidden])")?.focus();
  }, true);
  function keyed(key) {
    const at = main()?.querySelector("[data-row].at");
    const wanted = `[data-key="${CSS.escape(key)}"]`;
    const open = all("dialog[open], :popover-open").at(-1);
    const places = open ? [open, at] : [at, main(), document.getElementById("toast"), document];
    for (const place of places) {
      const found = all(wanted, place || undefined).find((one) => one.checkVisibility() && !one.disabled);
      if (place && found) return found;
    }
    return null;
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      find();
      return;
    }
    if (event.key === "Escape") { settle(event); return; }
    if (early !== null && finder()?.open && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      early += event.key;
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areKeysOn()) return;
    const now = event.timeStamp;
    if (gone && now - gone < 1500) {
      gone = 0;
      const place = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
      if (place) { event.preventDefault(); place.click(); }
      return;
    }
    if (event.key === "g") { gone = now; return; }
    if (event.key === "j" || event.key === "k") { event.preventDefault(); step(event.key === "j" ? 1 : -1); return; }
    if (event.key === "?") { event.preventDefault(); go("/help/keys"); return; }
    const found = keyed(event.key);
    if (found) { event.preventDefault(); press(found); }
    else if (event.key === "/") { event.preventDefault(); find(); }
  });
  function settle(event) {
    for (const shown of all(".fn.show")) shown.classList.remove("show");
    const box = finder();
    if (box?.open) { event.preventDefault(); box.close(); return; } // a filled search field would take the key for itself
    if (document.querySelector("dialog[open], :popover-open")) return; // the browser closes that, and gives the focus back
    const close = main()?.querySelector("[data-escape]");
    // Out of a field first, so that one key does not lose what was typed.
    if (isTyping(event.target)) (close || main())?.focus({ preventScroll: true });
    else close?.click();
  }
  function go(address) {
    const link = document.createElement("a"); // followed as every link is, so that the way back is right
    link.href = address;
    document.body.append(link);
    window.htmx?.process(link);
    link.click();
    link.remove();
  }

  // -- the finder: the page /find in a dialog over this one -----------------------------------------------
  function find() {
    const box = finder();
    if (!window.htmx || !box || typeof box.showModal !== "function") { location.assign("/find"); return; }
    if (box.open) { box.close(); return; }
    const here = main()?.querySelector("[data-choices] input[type=search]"); // its own page is open already
    if (here) { here.focus(); here.select(); return; }
    box.showModal();
    if (box.querySelector("input[type=search]")) { ask(box, ""); return; }
    early = "";
    window.htmx.ajax("GET", "/find", { target: "#finder", select: "#finder-body", swap: "innerHTML" })
      .then(() => { ask(box, early); early = null; });
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
    if (box?.open && (event.target === box || (event.target.closest?.("a[href], button") && box.contains(event.target)))) box.close();
  }, true);
  // Inside the finder the arrows choose among what was found.
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

  // Enter in its field goes to the first that was found for these very letters, once they are answered.
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

  // -- pieces that a form shows or hides, many boxes at once, words to copy -------------------------------
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-all]")) for (const box of all(event.target.dataset.all)) box.checked = event.target.checked;
    if (event.target.matches?.("[data-submit]")) event.target.form.requestSubmit();
    const tray = event.target.form?.querySelector("[data-chosen]");
    if (tray) tray.textContent = `${all(":checked[name=who]", event.target.form).length} chosen`;
  });
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

  // -- files dropped on the page: sent one after another as they are, so that size does not matter ---------
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

  // -- a letter's address holds the words as they were edited -------------------------------------------------
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-mailto]");
    if (!link) return;
    const form = link.closest("form"), value = (name) => form.querySelector(`[name=${name}]`)?.value ?? "";
    const lines = value("text").replace(/\r?\n/g, "\r\n");
    link.href = `mailto:${encodeURIComponent(value("to")).replace("%40", "@")}?subject=${encodeURIComponent(value("subject").replace(/[\r\n]+/g, " "))}&body=${encodeURIComponent(lines)}`;
  }, true);

  // What was asked on a page that is left meanwhile changes nothing on the next one, and not its address.
  document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
    elt.addEventListener("htmx:beforeOnLoad", (event) => { if (!event.detail.target.isConnected) event.preventDefault(); }, { once: true });
  });

  // The rows of an answer before go at once: the enhancer would take leave of each of their thousand elements by itself.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!detail.shouldSwap || !detail.target.matches("[data-renewed]")) return;
    for (const one of all("[data-renewed]")) if (!one.contains(document.activeElement)) one.replaceChildren();
  });

  // -- after an update: focus goes where the reader was, or to the page's start ---------------------------
  // What a page asks by itself, to say how far work is, leaves the focus where it was.
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
    if (!main()?.querySelector("[data-row].at")) point(list[0], { focus: false });
    document.getElementById("rail")?.hidePopover?.();
  });
  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector("[data-row].at")) point(rows()[0], { focus: false });
  });
})();
