/** The conversation's lines: only what is new or changed is drawn, and only the latest are kept. */

import { reachByArrows, renewTabStop } from "./beside.js";
import { place, row } from "./row.js";

const KEPT = 300;

/** Shows items in `log`; `around` is what every row needs to know. */
export class Conversation {
  #log;
  #around;
  #rows = new Map();
  #said = new Map();

  constructor(log, around) {
    this.#log = log;
    this.#around = { ...around, said: (mid) => this.#said.get(mid) };
    reachByArrows(log);
  }

  /** @returns {boolean} whether the Page has said something new */
  show(conversation) {
    const items = conversation.slice(-KEPT);
    this.#said = new Map(conversation.map(({ mid, text, title, kind }) => [mid, text ?? title ?? kind]));
    this.#forget(items);
    const before = this.#rows.size;
    const added = items.filter((item) => this.#draw(item));
    items.forEach((item, index) =>
      place(this.#rows.get(item.id).node, item, items[index - 1], items[index + 1]));
    renewTabStop(this.#log);
    this.#log.classList.toggle("settled", before > 0);
    return before > 0 && added.some((item) => item.from === "page");
  }

  #forget(items) {
    const kept = new Set(items.map((item) => item.id));
    for (const [id, { node }] of this.#rows) {
      if (kept.has(id)) continue;
      node.remove();
      this.#rows.delete(id);
    }
  }

  /** @returns {boolean} whether the item was not there before */
  #draw(item) {
    const drawnFrom = JSON.stringify({ ...item, quick_replies: null });
    const known = this.#rows.get(item.id);
    if (known?.drawnFrom === drawnFrom) return false;
    const node = row(item, this.#around);
    if (known) replace(known.node, node);
    else this.#log.append(node);
    this.#rows.set(item.id, { node, drawnFrom });
    return !known;
  }
}

/** Puts the new drawing in the old one's place and keeps the keyboard there. */
function replace(old, fresh) {
  const focused = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (focused) fresh.querySelector("button, a")?.focus();
}
