/** JSON as people read it: indented, coloured, never run. */

import { element } from "./dom.js";

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;
const COLOURED_UP_TO = 20_000;

export const pretty = (value) => JSON.stringify(value, null, 2);

/** A scrollable block; a very long one stays uncoloured to stay quick. */
export function jsonBlock(value, label = "JSON") {
  const text = typeof value === "string" ? value : pretty(value) ?? "";
  const content = text.length > COLOURED_UP_TO ? [text] : coloured(text);
  return element("pre", { class: "json", tabindex: "0", role: "group", "aria-label": label, dir: "ltr" }, ...content);
}

function coloured(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon] = match;
    const shown = string ?? whole;
    nodes.push(text.slice(end, match.index), element("span", { class: kindOf(string, colon) }, shown));
    end = match.index + shown.length;
  }
  return [...nodes, text.slice(end)];
}

function kindOf(string, colon) {
  if (string === undefined) return "json-value";
  return colon === undefined ? "json-string" : "json-key";
}
