/** The phones on the stage: one, or on a wide screen two or three side by side. */

import { avatar } from "./avatar.js";
import { element, icon } from "./dom.js";

const VERY_WIDE = matchMedia("(min-width: 1600px)");

/** How many have room side by side. */
const most = () => (VERY_WIDE.matches ? 3 : 2);

export class Phones {
  #root;
  #make;
  #activate;
  #frames = new Map();
  #active = null;

  /** `make(person)` gives a phone; `activate(psid)` hears whose phone is being used. */
  constructor(root, make, activate) {
    this.#root = root;
    this.#make = make;
    this.#activate = activate;
    VERY_WIDE.addEventListener("change", () => this.#fit());
  }

  /** The phone that is being used, or null. */
  get active() {
    return this.#frames.get(this.#active)?.phone ?? null;
  }

  /** The PSIDs of those whose phones are shown, the used one first. */
  get psids() {
    return [this.#active, ...[...this.#frames.keys()].filter((psid) => psid !== this.#active)].filter(Boolean);
  }

  /** Whether one more has room. */
  get haveRoom() {
    return this.#frames.size < most();
  }

  /** Uses a person's phone: the one that is shown, else a new one in the place of the used one. */
  use(person) {
    const known = this.#frames.get(person.psid);
    if (known === undefined || JSON.stringify(known.person) !== JSON.stringify(person)) {
      this.#put(person, (known ?? this.#frames.get(this.#active))?.node);
    }
    this.#active = person.psid;
    for (const [psid, { node }] of this.#frames) node.classList.toggle("used", psid === person.psid);
  }

  /** Puts one more phone beside the others. */
  add(person) {
    if (!this.#frames.has(person.psid)) this.#put(person, null);
  }

  /** Takes away the phones of people who are gone, and what `others` stands there. */
  keep(people, others = []) {
    for (const psid of [...this.#frames.keys()]) {
      if (!people.some((each) => each.psid === psid)) this.#drop(psid);
    }
    if (this.#frames.size === 0) this.#root.replaceChildren(...others);
  }

  /** Fetches a person's screen, or everybody's. */
  refresh(psid = null) {
    const asked = psid === null ? [...this.#frames.values()] : [this.#frames.get(psid)];
    for (const frame of asked) frame?.phone.refresh();
  }

  /** Puts away what the window has no room for any more. */
  #fit() {
    const spare = this.psids.slice(most());
    spare.forEach((psid) => this.#drop(psid));
    this.#activate(this.#active);
  }

  #put(person, place) {
    if (this.#frames.size === 0) this.#root.replaceChildren();
    const phone = this.#make(person);
    const node = element("div", { class: "frame" }, this.#head(person), phone.node);
    const used = () => this.#activate(person.psid);
    node.addEventListener("pointerdown", used);
    node.addEventListener("focusin", used);
    if (place) {
      this.#drop([...this.#frames].find(([, frame]) => frame.node === place)[0], node);
    } else {
      this.#root.append(node);
    }
    this.#frames.set(person.psid, { person, phone, node });
    phone.refresh();
  }

  #head({ psid, name, locale }) {
    const close = (event) => {
      event.stopPropagation();
      this.#drop(psid);
      this.#activate([...this.#frames.keys()].at(-1));
      this.active?.focus();
    };
    return element("div", { class: "frame-head" }, avatar(name), element("b", { dir: "auto" }, name), element("span", { class: "hint" }, locale),
      element("button", { type: "button", class: "plain", "aria-label": `Put ${name}’s phone away`, onclick: close }, icon("close")));
  }

  #drop(psid, replacement = null) {
    const { node } = this.#frames.get(psid);
    if (replacement) node.replaceWith(replacement);
    else node.remove();
    this.#frames.delete(psid);
    if (this.#active === psid) this.#active = null;
  }
}
