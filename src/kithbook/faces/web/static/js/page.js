// What pages do beyond HTML, a part a file; none adds content of its own. All of this folder is served as one script in
// one scope: what is named in one part is known in all, so each name stands once. Here is what every part asks a page.
const main = () => document.getElementById("main");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const rows = () => all("[data-row]", main()).filter((row) => row.checkVisibility());
const finder = () => document.getElementById("finder");
const areKeysOn = () => document.body.dataset.keys !== "off";
const isTyping = (at) => at instanceof HTMLElement && (at.isContentEditable || at.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select"));
