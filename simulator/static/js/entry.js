/** One entry of the inspector: a line that tells it, and its JSON when it is opened. */

import { copyButton } from "./copy.js";
import { element } from "./dom.js";
import { jsonBlock, pretty } from "./json.js";

export function summary({ what, quiet, about, who, method, path, status, ms, at, problem }) {
  return element("summary", {},
    element("span", { class: "entry-what" }, element("b", { class: quiet && "quiet" }, what), about ? element("span", { class: "entry-about", dir: "auto", "data-about": about }) : null),
    element("span", { class: `status ${mood(status)}` }, status === null ? "no answer" : String(status)),
    element("span", { class: "entry-wire" },
      who ? element("span", { class: "entry-who", dir: "auto" }, who) : null, element("span", { class: "method" }, method), element("span", { class: "path" }, path)),
    element("span", { class: "entry-when" }, `${duration(ms)} · ${clock(at)}`),
    problem ? element("span", { class: "entry-problem" }, problem) : null);
}

/** The entry's JSON, each part with its heading and a button that copies it. */
export function bodies({ parts }) {
  return parts.map(([name, value]) => element("section", { class: "entry-body", "aria-label": name },
    element("header", {}, element("h3", {}, name), copyButton("Copy", () => pretty(value))),
    jsonBlock(value, name)));
}

function mood(status) {
  if (status === null || status >= 500) return "bad";
  return status >= 400 ? "refused" : "good";
}

function duration(ms) {
  if (ms === null || ms === undefined) return "—";
  return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
}

const clock = (at) => new Date(at).toLocaleTimeString(undefined, { timeStyle: "medium" });
