/** What went over the wire, webhooks and Graph calls together, the newest first. */

import { details, summary } from "./entry.js";
import { element } from "./dom.js";
import { graphCall, webhook } from "./wire.js";

const KEPT = 300;
const DESCRIBE = { webhook, call: graphCall };

export class Traffic {
  #root;
  #count;
  #filter;
  #named;
  #newest = { webhook: null, call: null };
  #shown = new Map();

  /** `count` shows how many went wrong; `named(psid)` gives a person's first name or null. */
  constructor(root, count, filter, named) {
    this.#root = root;
    this.#count = count;
    this.#filter = filter;
    this.#named = named;
    this.clear();
  }

  /** The id of the newest entry of a kind, or null. */
  newest(kind) {
    return this.#newest[kind];
  }

  clear() {
    this.#newest = { webhook: null, call: null };
    this.#shown.clear();
    this.#root.replaceChildren(element("p", { class: "nothing" }, "Nothing yet. This fills as the conversation goes on."));
    this.#tally();
  }

  /** Adds entries of a kind, "webhook" or "call", given oldest first. */
  add(kind, entries) {
    if (entries.length === 0) return;
    if (this.#shown.size === 0) this.#root.replaceChildren();
    this.#newest[kind] = entries.at(-1).id;
    for (const entry of entries.slice(-KEPT)) this.#insert(kind, entry);
    while (this.#root.childElementCount > KEPT) this.#drop(this.#root.lastElementChild);
    this.#tally();
  }

  /** Shows and hides entries as the filter now says. */
  sift() {
    for (const [node, { kind, entry }] of this.#shown) node.hidden = !this.#filter.lets(kind, entry);
  }

  /** People got to be known, or other names. */
  rename() {
    for (const [node, { entry }] of this.#shown) {
      const who = node.querySelector(".entry-who");
      const name = this.#named(entry.psid) ?? "";
      if (who.textContent !== name) who.textContent = name;
    }
  }

  /** Where in time it belongs: the two kinds arrive each in its own order. */
  #insert(kind, entry) {
    const node = this.#drawn(kind, entry);
    let below = this.#root.firstElementChild;
    while (below && begun(this.#shown.get(below).entry) > begun(entry)) below = below.nextElementSibling;
    this.#root.insertBefore(node, below);
    this.#shown.set(node, { kind, entry });
  }

  #drawn(kind, entry) {
    const described = DESCRIBE[kind](entry);
    const node = element("details", { class: `entry ${kind}` }, summary(described, this.#named(entry.psid)));
    node.addEventListener("toggle", () => node.append(...details(described)), { once: true });
    node.hidden = !this.#filter.lets(kind, entry);
    return node;
  }

  #drop(node) {
    node.remove();
    this.#shown.delete(node);
  }

  #tally() {
    const wrong = [...this.#shown.values()].filter(({ entry }) => entry.problem).length;
    this.#count.textContent = wrong === 0 ? "" : `${wrong} wrong`;
  }
}

/** An entry is written down when it has ended. */
const begun = ({ at, ms = 0 }) => at - ms;
