/** The switches: behaviours that Meta leaves open or that differ from Page to Page. */

import { changeSettings, getSettings } from "./api.js";
import { element } from "./dom.js";
import { latest } from "./latest.js";

export class Switches {
  #section;
  #begun = 0;
  #done = 0;

  constructor(section) {
    this.#section = section;
    this.refresh = latest(async () => {
      const done = this.#done;
      const settings = await getSettings();
      // What was known before a change must not turn a switch back that was just turned.
      if (done === this.#begun) this.#show(settings);
    });
    section.addEventListener("change", ({ target }) => this.#change(target));
  }

  /** Each is drawn once and keeps the keyboard; what is being typed is left alone. */
  #show(settings) {
    const list = this.#section.querySelector(".switch-list");
    if (list.childElementCount === 0) list.append(...Object.entries(settings).map(([name, value]) => drawn(name, value)));
    for (const input of list.querySelectorAll("input")) {
      if (input.type === "checkbox") input.checked = settings[input.name];
      else if (input !== document.activeElement) input.value = String(settings[input.name]);
    }
  }

  async #change({ name, type, checked, value, valueAsNumber }) {
    const given = type === "checkbox" ? checked : type === "number" ? valueAsNumber : value;
    this.#begun += 1;
    const refusal = await changeSettings({ [name]: given }).then(() => "", ({ message }) => message);
    this.#done += 1;
    this.#section.querySelector(".problem").textContent = refusal;
    this.refresh();
  }
}

function drawn(name, value) {
  const words = `${name[0].toUpperCase()}${name.slice(1).replaceAll("_", " ")}`;
  if (typeof value === "boolean") {
    return element("label", { class: "check" }, element("input", { type: "checkbox", name }), words);
  }
  const type = typeof value === "number" ? "number" : "text";
  return element("label", { class: "switch" }, words, element("input", { type, name }));
}
