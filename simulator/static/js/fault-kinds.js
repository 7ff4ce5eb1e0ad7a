/** What may go wrong on order, in words, and the options each kind has. */

const number = (name, label, usual, most = 600) => ({ name, label, type: "number", usual, most });
const choice = (name, label, choices) => ({ name, label, choices, usual: choices[0] });
const SECONDS = number("seconds", "Seconds", 30);

/** @type {{kind: string, words: string, on: "graph"|"webhook", options: object[]}[]} */
export const KINDS = [
  { kind: "error", words: "Graph refuses", on: "graph", options: [number("code", "Code", 2, 10 ** 8), number("subcode", "Subcode", "", 10 ** 8)] },
  { kind: "timeout", words: "Graph does not answer", on: "graph", options: [SECONDS] },
  { kind: "not_json", words: "Graph answers with no JSON", on: "graph", options: [number("status", "Status", 502, 599)] },
  { kind: "drop", words: "The connection to Graph breaks", on: "graph", options: [] },
  { kind: "duplicate", words: "A webhook comes twice", on: "webhook", options: [number("copies", "How often", 2, 20)] },
  { kind: "reorder", words: "Webhooks come in reverse", on: "webhook", options: [number("size", "How many", 2, 100), { ...SECONDS, label: "Wait for them, seconds", usual: 1 }] },
  { kind: "batch", words: "Several events in one POST", on: "webhook", options: [number("size", "How many", 2, 100), choice("form", "As", ["entries", "events"]), { ...SECONDS, label: "Wait for them, seconds", usual: 1 }] },
  { kind: "slow", words: "A webhook comes late", on: "webhook", options: [{ ...SECONDS, usual: 6, most: 86_400 }] },
  { kind: "signature", words: "A webhook is signed wrongly", on: "webhook", options: [choice("form", "How", ["wrong", "missing", "sha1"])] },
];

/** An order in words: "Graph refuses · code 2 · once". */
export function orderInWords({ kind, times, share, edge, ...order }, named) {
  const { words, options } = KINDS.find((each) => each.kind === kind) ?? { words: kind, options: [] };
  const how = options.filter(({ name }) => order[name] !== null && order[name] !== undefined)
    .map(({ name, label }) => `${label.toLowerCase()} ${order[name]}`);
  const often = times === null ? "until cancelled" : times === 1 ? "once" : `${times} times`;
  const part = share < 1 ? `for ${Math.round(share * 100)} % of them` : null;
  const who = order.psid ? `for ${named(order.psid) ?? order.psid}` : null;
  return [words, ...how, edge, often, part, who].filter(Boolean).join(" · ");
}
