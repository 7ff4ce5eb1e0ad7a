/** Orders of what shall go wrong: given, watched, cancelled. */

import { cancelFault, cancelFaults, getFaults, orderFault } from "./api.js";
import { element } from "./dom.js";
import { KINDS, orderInWords } from "./fault-kinds.js";
import { latest } from "./latest.js";
import { redraw } from "./redraw.js";

export class Faults {
  #section;
  #form;
  #author;
  #named;

  /** `author()` is the person shown, or null; `named(psid)` a person's first name. */
  constructor(section, author, named) {
    this.#section = section;
    this.#form = section.querySelector("form");
    this.#author = author;
    this.#named = named;
    this.refresh = latest(async () => this.#show(await getFaults()));
    const { kind } = this.#form.elements;
    kind.append(...["graph", "webhook"].map((on) => element("optgroup", { label: on === "graph" ? "Graph calls" : "Webhooks" },
      ...KINDS.filter((each) => each.on === on).map((each) => element("option", { value: each.kind }, each.words)))));
    kind.addEventListener("change", () => this.#offer());
    this.#offer();
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask(orderFault(this.#filledIn()));
    });
    section.querySelector(".cancel-all").addEventListener("click", () => this.#ask(cancelFaults()));
  }

  #offer() {
    const { options } = this.#kind();
    this.#form.querySelector(".fault-options").replaceChildren(...options.map(field));
  }

  #kind() {
    return KINDS.find(({ kind }) => kind === this.#form.elements.kind.value);
  }

  #filledIn() {
    const { elements } = this.#form;
    const given = this.#kind().options.map(({ name, type }) => [name, type ? elements[name].valueAsNumber : elements[name].value]);
    const share = elements.share.valueAsNumber / 100;
    return {
      kind: elements.kind.value,
      ...Object.fromEntries(given.filter(([, value]) => !Number.isNaN(value))),
      ...(elements.times.value && { times: elements.times.valueAsNumber }),
      ...(share < 1 && { share }),
      ...(elements.only.checked && this.#author() && { psid: this.#author().psid }),
    };
  }

  async #ask(asked) {
    this.#section.querySelector(".problem").textContent = await asked.then(() => "", ({ message }) => message);
    this.refresh();
  }

  #show(faults) {
    const open = faults.filter(({ over }) => !over).length;
    document.querySelector("#tab-conditions .count").textContent = open === 0 ? "" : `${open} ordered`;
    this.#section.querySelector(".cancel-all").hidden = open === 0;
    const list = this.#section.querySelector("ol");
    redraw(list, faults, () => faults.toReversed().map((fault) => this.#drawn(fault)));
  }

  #drawn(fault) {
    const met = fault.hits === 0 ? "not yet met" : `met ${fault.hits === 1 ? "once" : `${fault.hits} times`}`;
    const words = orderInWords(fault, this.#named);
    const cancel = () => this.#ask(cancelFault(fault.id));
    return element("li", { class: fault.over ? "over" : null },
      element("p", {}, words, element("span", { class: "hint" }, ` · ${fault.over ? "over, " : ""}${met}`)),
      fault.over ? null : element("button", { type: "button", class: "copy", "aria-label": `Cancel: ${words}`, onclick: cancel }, "Cancel"));
  }
}

function field({ name, label, type, usual, most, choices }) {
  const input = choices
    ? element("select", { name }, ...choices.map((each) => element("option", { value: each }, each)))
    : element("input", { name, type, value: String(usual), min: 0, max: most, step: "any" });
  return element("label", {}, label, input);
}
