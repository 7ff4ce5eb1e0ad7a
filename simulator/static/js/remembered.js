/** A table of what the bot remembers, to be read: times as times, JSON indented. */

import { element } from "./dom.js";
import { pretty } from "./json.js";

const MARKS = { added: "new", changed: "changed", gone: "gone" };
const TIME = /(?:^|_)(?:at|until|time|timestamp)$/u;
const SINCE = Date.UTC(2001), UNTIL = Date.UTC(2100);

/** A folding table. `told` is called with whether it is open once somebody folds or opens it. */
export function table(name, rows, isOpen, told) {
  const lines = [...rows.values()].flat();
  const changed = lines.filter(({ how }) => how !== "same").length;
  const isList = !rows.has("") && !(rows.size === 1 && rows.has("1"));
  const node = element("details", { class: "memory-table", open: isOpen },
    element("summary", { onclick: () => told(!node.open) },
      element("b", {}, name), isList ? element("span", { class: "memory-count" }, String(rows.size)) : null,
      changed > 0 ? element("span", { class: "mark" }, `${changed} changed`) : null),
    ...[...rows].flatMap(([row, facts]) => [
      row !== "" && (isList || rows.has("")) ? element("h3", {}, row) : null,
      element("dl", {}, ...facts.map(drawn)),
    ]));
  return node;
}

function drawn({ path, value, was, how }) {
  const column = path.at(-1) ?? "";
  const name = path.slice(path.length > 2 ? 2 : 1).join(" › ") || column;
  return element("div", { class: how },
    element("dt", {}, name),
    element("dd", { dir: "auto" },
      how === "changed" || how === "gone" ? element("del", {}, readable(column, was)) : null,
      value === null ? null : element("span", { title: readable(column, value) === value ? null : value }, readable(column, value)),
      how === "same" ? null : element("b", { class: "mark" }, MARKS[how])));
}

/** Seconds or milliseconds since 1970 as a time where the column's name says so; JSON indented; else the value. */
function readable(column, value) {
  if (TIME.test(column) && /^\d+(?:\.\d+)?$/u.test(value)) {
    const milliseconds = [Number(value) * 1000, Number(value)].find((each) => each > SINCE && each < UNTIL);
    if (milliseconds) return new Date(milliseconds).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
  }
  return /^[[{]/u.test(value) ? indented(value) : value;
}

function indented(text) {
  try {
    return pretty(JSON.parse(text));
  } catch {
    return text;
  }
}
