/** A list of what went over the wire, newest first; an entry opens to its JSON. */

import { element } from "./dom.js";
import { summary, bodies } from "./entry.js";

const KEPT = 200;

export class Entries {
  #root;
  #count;
  #describe;
  #filter;
  #entries = new Map();
  #total = 0;
  #newest = null;

  /**
   * @param {HTMLElement} root where entries stand  @param {HTMLElement} count shows how many
   * @param {(entry: object) => object} describe see wire.js  @param {Filter} filter
   */
  constructor(root, count, describe, filter) {
    this.#root = root;
    this.#count = count;
    this.#describe = describe;
    this.#filter = filter;
    this.clear();
  }

  /** The id of the newest entry shown, or null. */
  get newest() {
    return this.#newest;
  }

  clear() {
    this.#total = 0;
    this.#newest = null;
    this.#entries.clear();
    this.#count.textContent = "";
    this.#root.replaceChildren(element("p", { class: "nothing" }, "Nothing yet. This fills as the conversation goes on."));
  }

  /** Adds entries, given oldest first. */
  add(entries) {
    if (entries.length === 0) return;
    if (this.#newest === null) this.#root.replaceChildren();
    this.#total += entries.length;
    this.#newest = entries.at(-1).id;
    this.#count.textContent = String(this.#total);
    for (const entry of entries.slice(-KEPT)) this.#root.prepend(this.#drawn(entry));
    while (this.#root.childElementCount > KEPT) this.#drop(this.#root.lastElementChild);
  }

  /** Shows and hides entries as the filter now says. */
  sift() {
    for (const [node, entry] of this.#entries) node.hidden = !this.#filter.lets(entry);
  }

  #drop(node) {
    node.remove();
    this.#entries.delete(node);
  }

  #drawn(entry) {
    const described = this.#describe(entry);
    const node = element("details", { class: "entry" }, summary(described));
    node.addEventListener("toggle", () => node.append(...bodies(described)), { once: true });
    node.hidden = !this.#filter.lets(entry);
    this.#entries.set(node, entry);
    return node;
  }
}
