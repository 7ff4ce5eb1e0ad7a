/** Who is holding the phone: the picker of people, kept in the page's address. */

import { element } from "./dom.js";
import { redraw } from "./redraw.js";

/**
 * @param {HTMLSelectElement} picker
 * @param {(person: object|null) => void} chosen called whenever another person is picked
 */
export function people(picker, chosen) {
  let known = [];
  let current = null;

  const choose = (psid) => {
    const person = known.find((each) => each.psid === psid) ?? known.at(-1) ?? null;
    picker.value = person?.psid ?? "";
    if (JSON.stringify(person) === JSON.stringify(current)) return;
    current = person;
    history.replaceState(null, "", person ? `#${person.psid}` : location.pathname);
    chosen(person);
  };

  /** Shows the people there are. @returns {boolean} whether some are gone, as after a reset */
  const show = (list) => {
    const gone = known.some((one) => !list.some((each) => each.psid === one.psid));
    known = list;
    redraw(picker, list, () => list.map(option));
    picker.hidden = list.length === 0;
    choose(current?.psid ?? location.hash.slice(1));
    return gone;
  };
  picker.addEventListener("change", () => choose(picker.value));

  return {
    show,
    /** Shows a person who was just added and picks them. */
    add: (person) => {
      show([...known.filter((each) => each.psid !== person.psid), person]);
      choose(person.psid);
    },
    current: () => current,
    named: (psid) => known.find((each) => each.psid === psid)?.first_name ?? null,
  };
}

function option({ psid, name, locale, role_holder: holder }) {
  return element("option", { value: psid }, `${name} · ${locale}${holder ? " · role holder" : ""}`);
}
