/** Fills an example of events.json with who and what is there. */

/** The example with `{psid}`, `{page}`, `{app}`, `{name}`, `{mid}`, `{new}` and `{now}` replaced. */
export function filled(example, { page, app, person, mid, now }) {
  const known = {
    psid: person?.psid ?? "0",
    name: person?.name ?? "Ana Alder",
    page,
    app,
    mid: mid ?? "m_an_earlier_message",
    now,
    new: `m_${crypto.randomUUID()}`,
  };
  const replaced = (value) => {
    if (typeof value === "string") return /^\{(\w+)\}$/u.test(value) ? known[value.slice(1, -1)] : value;
    if (Array.isArray(value)) return value.map(replaced);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [replaced(key), replaced(each)]));
  };
  return replaced(example);
}
