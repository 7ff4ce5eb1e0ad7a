/** What is behind a bubble: the webhook or call that made it, and what the bot did about it. */

/**
 * @param {object} item that was tapped  @param {object[]} conversation it stands in
 * @returns {{psid: string, mid: string, from: number, to: number, words: string}}
 */
export function bubbleOf(psid, item, conversation) {
  const later = conversation.slice(conversation.findIndex(({ id }) => id === item.id) + 1);
  const next = later.find(({ from }) => from !== "page");
  const answered = item.from === "person" ? (next?.at ?? Infinity) : item.at;
  return { psid, mid: item.mid, from: item.at, to: answered, words: item.text ?? item.title ?? item.kind.replaceAll("_", " ") };
}

/** Whether an entry carries the bubble's id, or is a call that a person's own bubble led to. */
export function behind({ psid, mid, from, to }, entry) {
  if (JSON.stringify(entry).includes(JSON.stringify(mid))) return true;
  return entry.method !== undefined && entry.psid === psid && entry.at >= from && entry.at < to;
}
