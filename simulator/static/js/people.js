/** Who is holding the phone: the picker of people, kept in the page's address. */

import { element } from "./dom.js";
import { redraw } from "./redraw.js";

export class People {
  #picker;
  #chosen;
  #known = [];

  /** The person shown, or null. */
  current = null;

  /**
   * @param {HTMLSelectElement} picker
   * @param {(person: object|null) => void} chosen called whenever another person is picked
   */
  constructor(picker, chosen) {
    this.#picker = picker;
    this.#chosen = chosen;
    picker.addEventListener("change", () => this.#choose(picker.value));
  }

  /** Shows the people there are. @returns {boolean} whether some are gone, as after a reset */
  show(list) {
    const gone = this.#known.some(({ psid }) => !list.some((each) => each.psid === psid));
    this.#known = list;
    redraw(this.#picker, list, () => list.map(option));
    this.#picker.hidden = list.length === 0;
    this.#choose(this.current?.psid ?? location.hash.slice(1));
    return gone;
  }

  /** Shows a person who was just added and picks them. */
  add(person) {
    this.show([...this.#known.filter(({ psid }) => psid !== person.psid), person]);
    this.#choose(person.psid);
  }

  /** A person's first name, or null for nobody here. */
  named(psid) {
    return this.#known.find((each) => each.psid === psid)?.first_name ?? null;
  }

  #choose(psid) {
    const person = this.#known.find((each) => each.psid === psid) ?? this.#known.at(-1) ?? null;
    this.#picker.value = person?.psid ?? "";
    if (JSON.stringify(person) === JSON.stringify(this.current)) return;
    this.current = person;
    history.replaceState(null, "", person ? `#${person.psid}` : location.pathname);
    this.#chosen(person);
  }
}

function option({ psid, name, locale, role_holder: holder }) {
  return element("option", { value: psid }, `${name} · ${locale}${holder ? " · role holder" : ""}`);
}
