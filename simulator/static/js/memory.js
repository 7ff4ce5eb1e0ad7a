/** What the bot remembers about the person shown, and what changed since the last look. */

import { getMemory } from "./api.js";
import { byTable, compared, factsOf, isFolded } from "./facts.js";
import { latest } from "./latest.js";
import { redraw } from "./redraw.js";
import { table } from "./remembered.js";

const PEOPLE_KEPT = 20;

export class Memory {
  #panel;
  #person = null;
  #facts = null;
  #looks = new Map();
  #open = new Map();

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
    const shown = only ? changed : lines;
    redraw(this.#panel.querySelector(".memory-tables"), [only, shown], () => byTable(shown).map(([name, rows]) =>
      table(name, rows, this.#open.get(name) ?? (only || !isFolded(name)), (isOpen) => this.#open.set(name, isOpen))));
  }
}
