/** Which entries of the inspector are shown: those with the words searched, of one person. */

export class Filter {
  #form;
  #changed;
  #psid = null;

  /** @param {() => void} changed called whenever other entries are to be shown */
  constructor(form, changed) {
    this.#form = form;
    this.#changed = changed;
    form.addEventListener("input", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  /** Whom "Only this person" means from now on; null for nobody. */
  follow(psid) {
    this.#psid = psid;
    if (this.#form.elements.following.checked) this.#changed();
  }

  /** Whether an entry is shown. */
  lets({ psid, ...entry }) {
    const { words, following } = this.#form.elements;
    if (following.checked && psid !== this.#psid) return false;
    const searched = words.value.trim().toLowerCase();
    return searched === "" || JSON.stringify(entry).toLowerCase().includes(searched);
  }
}
