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
