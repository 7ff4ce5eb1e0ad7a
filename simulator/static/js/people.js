/** Who is holding the phone that is used: the picker of people. */

import { element } from "./dom.js";
import { redraw } from "./redraw.js";

/** The PSIDs that the page's address named when it was loaded. */
export const SHOWN_BEFORE = location.hash.slice(1).split(",").filter(Boolean);

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
    picker.addEventListener("change", () => this.choose(picker.value));
  }

  /** Shows the people there are. @returns {boolean} whether some are gone, as after a reset */
  show(list) {
    const gone = this.#known.some(({ psid }) => !list.some((each) => each.psid === psid));
    this.#known = list;
    redraw(this.#picker, list, () => list.map(option));
    this.#picker.hidden = list.length === 0;
    this.choose(this.current?.psid ?? SHOWN_BEFORE[0]);
    return gone;
  }

  /** All but those given, newest first. */
  others(psids) {
    return this.#known.filter(({ psid }) => !psids.includes(psid)).reverse();
  }

  /** All there are. */
  get all() {
    return this.#known;
  }

  /** Shows a person who was just added and picks them. */
  add(person) {
    this.show([...this.#known.filter(({ psid }) => psid !== person.psid), person]);
    this.choose(person.psid);
  }

  /** A person's first name, or null for nobody here. */
  named(psid) {
    return this.#known.find((each) => each.psid === psid)?.first_name ?? null;
  }

  /** Picks a person; somebody unknown stands for the newest. */
  choose(psid) {
    const person = this.#known.find((each) => each.psid === psid) ?? this.#known.at(-1) ?? null;
    this.#picker.value = person?.psid ?? "";
    if (JSON.stringify(person) === JSON.stringify(this.current)) return;
    this.current = person;
    this.#chosen(person);
  }
}

function option({ psid, name, locale, role_holder: holder }) {
  return element("option", { value: psid }, `${name} · ${locale}${holder ? " · role holder" : ""}`);
}
