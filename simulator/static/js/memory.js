/** What the bot remembers about the person shown, and what changed since the last look. */

import { getMemory } from "./api.js";
import { element } from "./dom.js";
import { compared, factsOf } from "./facts.js";
import { latest } from "./latest.js";
import { redraw } from "./redraw.js";

const PEOPLE_KEPT = 20;
const MARKS = { added: "new", changed: "changed", gone: "gone" };

export class Memory {
  #panel;
  #person = null;
  #facts = null;
  #looks = new Map();

  constructor(panel) {
    this.#panel = panel;
    this.refresh = latest(() => this.#look());
    panel.querySelector(".looked").addEventListener("click", () => this.#seen());
    panel.querySelector("[name=changes]").addEventListener("change", () => this.#draw());
    new IntersectionObserver(([{ isIntersecting }]) => (isIntersecting ? this.refresh() : this.#seen())).observe(panel);
  }

  /** Whom it is about from now on; null for nobody. */
  hold(person) {
    if (person?.psid === this.#person?.psid) return;
    this.#seen();
    this.#person = person;
    this.#facts = null;
    this.refresh();
  }

  async #look() {
    const person = this.#person;
    if (this.#panel.hidden || person === null) return this.#say(person ? "" : "Nobody is here yet.");
    await getMemory(person.psid).then((memory) => {
      if (person !== this.#person) return;
      this.#facts = factsOf(memory);
      this.#say(this.#facts.size === 0 ? `The bot remembers nothing of ${person.first_name}.` : "");
      if (!this.#looks.has(person.psid)) this.#keep(person.psid, this.#facts);
    }, ({ message }) => {
      this.#facts = null;
      this.#say(message);
    });
    this.#draw();
  }

  /** From here on, changes count anew. */
  #seen() {
    if (this.#person === null || this.#facts === null) return;
    this.#keep(this.#person.psid, this.#facts);
    this.#draw();
  }

  #keep(psid, facts) {
    this.#looks.delete(psid);
    this.#looks.set(psid, facts);
    if (this.#looks.size > PEOPLE_KEPT) this.#looks.delete(this.#looks.keys().next().value);
  }

  #say(words) {
    this.#panel.querySelector(".memory-says").textContent = words;
  }

  #draw() {
    const lines = this.#facts === null ? [] : compared(this.#looks.get(this.#person.psid) ?? new Map(), this.#facts);
    const changed = lines.filter(({ how }) => how !== "same");
    const only = this.#panel.querySelector("[name=changes]").checked;
    this.#panel.querySelector(".memory-bar").hidden = lines.length === 0;
    this.#panel.querySelector(".memory-news").textContent = changed.length === 0 ? "No change since the last look." : `${changed.length} changed since the last look.`;
    const list = this.#panel.querySelector("dl");
    const shown = only ? changed : lines;
    redraw(list, shown, () => shown.map(drawn));
  }
}

function drawn({ path, value, was, how }) {
  return element("div", { class: how },
    element("dt", {}, path),
    element("dd", { dir: "auto" },
      how === "changed" || how === "gone" ? element("del", {}, was) : null,
      value === null ? null : element("span", {}, value),
      how === "same" ? null : element("b", { class: "mark" }, MARKS[how])));
}
