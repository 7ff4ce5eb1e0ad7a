/** A memory as facts, one a line, and how two lookings differ. */

const MOST = 600;

/** @returns {Map<string, string>} path → value; rows of a list go by their `id` where they have one */
export function factsOf(memory) {
  const facts = new Map();
  const walk = (value, path) => {
    if (facts.size >= MOST) return;
    if (value === null || typeof value !== "object") return facts.set(path.join(" › "), String(value));
    for (const [key, each] of Array.isArray(value) ? rows(value) : Object.entries(value)) walk(each, [...path, key]);
  };
  walk(memory, []);
  return facts;
}

/** @returns {{path: string, value: string|null, was: string|null, how: string}[]} in the newer one's order */
export function compared(before, after) {
  const lines = [...after].map(([path, value]) => {
    const was = before.get(path) ?? null;
    const how = was === null ? "added" : was === value ? "same" : "changed";
    return { path, value, was, how };
  });
  const gone = [...before].filter(([path]) => !after.has(path)).map(([path, was]) => ({ path, value: null, was, how: "gone" }));
  return [...lines, ...gone];
}

function rows(list) {
  return list.map((row, number) => [row !== null && typeof row === "object" && "id" in row ? `#${row.id}` : String(number + 1), row]);
}
