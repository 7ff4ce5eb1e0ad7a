/** One entry of the inspector: a line that tells it, and all there is to it when it is opened. */

import { copyButton } from "./copy.js";
import { element } from "./dom.js";
import { jsonBlock, pretty } from "./json.js";
import { outsideLink } from "./links.js";

/** @param {object} described see wire.js  @param {string|null} who the person's first name */
export function summary({ way, what, quiet, about, again, method, path, status, ms, at, problem }, who) {
  return element("summary", {},
    element("span", { class: "entry-what" },
      element("span", { class: "way" }, way),
      element("b", { class: quiet && "quiet" }, what),
      about ? element("span", { class: "entry-about", dir: "auto", "data-about": about }) : null),
    element("span", { class: `status ${mood(status)}` }, status === null ? "no answer" : String(status)),
    element("span", { class: "entry-wire" },
      element("span", { class: "entry-who", dir: "auto" }, who ?? ""), again ? element("span", {}, again) : null,
      element("span", { class: "method" }, method), element("span", { class: "path" }, ...breakable(path))),
    element("span", { class: "entry-when" }, `${duration(ms)} · ${clock(at)}`),
    problem ? element("span", { class: "entry-problem" }, problem) : null);
}

/** A path that goes to the next line at a slash. */
const breakable = (path) => path.split(/(?=\/)/u).flatMap((part) => [element("wbr"), part]);

/** How it went, ways to take it along, its headers and its JSON. */
export function details({ verdict, rule, copies, headers, parts }) {
  return [
    element("div", { class: "entry-verdict" },
      element("p", {}, verdict, rule ? outsideLink(rule.address, { class: "rule" }, rule.title) : null),
      element("div", { class: "copies", role: "group", "aria-label": "Copy" },
        ...copies.map(([label, text]) => copyButton(label, text)))),
    headers ? section("Headers", headersList(headers)) : null,
    ...parts.map(([name, value]) => section(name, jsonBlock(value, name), () => pretty(value))),
  ].filter(Boolean);
}

function section(name, content, copied) {
  return element("div", { class: "entry-body" },
    element("header", {}, element("h3", {}, name), copied ? copyButton("Copy", copied) : null), content);
}

function headersList(headers) {
  const pairs = Object.entries(headers).map(([name, value]) =>
    element("div", {}, element("dt", {}, name), element("dd", { dir: "ltr" }, value)));
  return element("dl", { class: "headers" }, ...pairs);
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
