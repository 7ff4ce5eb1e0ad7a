/** A memory as facts, one a line, how two lookings differ, and the tables that they belong to. */

const MOST = 600;
// Whom it is about comes first; what went to and fro is in the traffic as well, and comes last.
const FIRST = [/^person$/iu, /^(?:facts?|opt_?ins?|coupons?)$/iu];
const LAST = /^(?:in|out)box$/iu;

/** @returns {Map<string, {path: string[], value: string}>} rows of a list go by their `id` where they have one */
export function factsOf(memory) {
  const facts = new Map();
  const walk = (value, path) => {
    if (facts.size >= MOST) return;
    if (value === null || typeof value !== "object") return facts.set(JSON.stringify(path), { path, value: String(value) });
    for (const [key, each] of Array.isArray(value) ? rows(value) : Object.entries(value)) walk(each, [...path, key]);
  };
  const isTold = memory !== null && typeof memory === "object" && !Array.isArray(memory);
  walk(isTold ? Object.fromEntries(inOrder(Object.entries(memory))) : memory, []);
  return facts;
}

/** @returns {{path: string[], value: string|null, was: string|null, how: string}[]} in the newer one's order */
export function compared(before, after) {
  const lines = [...after].map(([key, { path, value }]) => {
    const was = before.get(key)?.value ?? null;
    const how = was === null ? "added" : was === value ? "same" : "changed";
    return { path, value, was, how };
  });
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, { path, value }]) => ({ path, value: null, was: value, how: "gone" }));
  return [...lines, ...gone];
}

/** @returns {[string, Map<string, object[]>][]} each table's name, and its lines by row, "" for those of no row */
export function byTable(lines) {
  const tables = new Map();
  for (const line of lines) {
    const [table, row] = [line.path.length > 1 ? line.path[0] : "Other", line.path.length > 2 ? line.path[1] : ""];
    if (!tables.has(table)) tables.set(table, new Map());
    const rowsOfTable = tables.get(table);
    rowsOfTable.set(row, [...(rowsOfTable.get(row) ?? []), line]);
  }
  return inOrder([...tables]);
}

/** Whether a table is folded until somebody opens it. */
export const isFolded = (table) => LAST.test(table);

function inOrder(entries) {
  const rank = (name) => {
    const first = FIRST.findIndex((each) => each.test(name));
    return first >= 0 ? first : FIRST.length + Number(LAST.test(name));
  };
  return entries.toSorted(([one], [other]) => rank(one) - rank(other));
}

function rows(list) {
  return list.map((row, number) => [row !== null && typeof row === "object" && "id" in row ? `#${row.id}` : String(number + 1), row]);
}
