/** Addresses a bot sends: which may be followed, and where they stand in a text. */

import { element } from "./dom.js";

const ADDRESS = /https?:\/\/[^\s<>"“”]+/giu;
const TRAILING = /[.,;:!?)\]}'’»]+$/u;

/** The address if a browser may follow it (http and https only), else null. */
export function webAddress(address) {
  if (typeof address !== "string") return null;
  const url = URL.parse(address, document.baseURI);
  return url && ["http:", "https:"].includes(url.protocol) ? url.href : null;
}

/** A link that opens a new tab which cannot reach back to this one. */
export function outsideLink(address, attributes, ...children) {
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer", ...attributes }, ...children);
}

/** The text as nodes, its web addresses as links. */
export function linked(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = match[0].replace(TRAILING, "");
    const address = webAddress(shown);
    if (!address) continue;
    nodes.push(text.slice(end, match.index), outsideLink(address, {}, shown));
    end = match.index + shown.length;
  }
  return [...nodes, text.slice(end)];
}
