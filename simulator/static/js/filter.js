/** Which entries of the inspector are shown: those with the words searched, of one person… */

import { behind } from "./behind.js";

export class Filter {
  #form;
  #changed;
  #psid = null;
  #bubble = null;

  /** @param {() => void} changed called whenever other entries are to be shown */
  constructor(form, changed) {
    this.#form = form;
    this.#changed = changed;
    form.addEventListener("input", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector(".behind").addEventListener("click", () => {
      this.bubble(null);
      form.elements.words.focus();
    });
  }

  /** Whom "Only this person" means from now on; null for nobody. */
  follow(psid) {
    this.#psid = psid;
    if (this.#form.elements.following.checked) this.#changed();
  }

  /** Shows only what is behind a bubble, see behind.js; null: all again. */
  bubble(bubble) {
    this.#bubble = bubble;
    const chip = this.#form.querySelector(".behind");
    chip.hidden = bubble === null;
    chip.querySelector(".behind-words").textContent = bubble?.words ?? "";
    this.#changed();
  }

  /** Whether an entry is shown. @param {"webhook"|"call"} kind */
  lets(kind, entry) {
    if (this.#bubble) return behind(this.#bubble, entry);
    const { words, following, kinds } = this.#form.elements;
    if (following.checked && entry.psid !== this.#psid) return false;
    if (kinds.value === "problem" ? !entry.problem : kinds.value !== "" && kinds.value !== kind) return false;
    const searched = words.value.trim().toLowerCase();
    return searched === "" || JSON.stringify({ ...entry, psid: null }).toLowerCase().includes(searched);
  }
}
