/** The palette of events: a ready-made example, or a file of one's own, edited and sent to the bot. */

import { getExamples, sendEvent, sendWebhook } from "./api.js";
import { element } from "./dom.js";
import { filled } from "./examples.js";
import { pretty } from "./json.js";

export class Palette {
  #form;
  #facts;
  #examples = [];

  /** `facts()` is `{page, app, person, mid}`: what the examples are filled with. */
  constructor(form, facts) {
    this.#form = form;
    this.#facts = facts;
    const { example, json, file } = form.elements;
    example.addEventListener("change", () => this.#choose(Number(example.value)));
    json.addEventListener("input", () => this.#say());
    file.addEventListener("change", () => this.#take(file.files[0]));
    form.addEventListener("dragover", (event) => event.preventDefault());
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      this.#take(event.dataTransfer.files[0]);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(json.value);
    });
    this.#begin();
  }

  async #begin() {
    const groups = await getExamples();
    this.#examples = groups.flatMap(({ examples }) => examples);
    let number = 0;
    this.#form.elements.example.append(...groups.map(({ group, examples }) => element("optgroup", { label: group },
      ...examples.map(({ words }) => element("option", { value: String(number++) }, words)))));
  }

  #choose(number) {
    const { json } = this.#examples[number];
    this.#form.elements.json.value = pretty(filled(json, this.#facts()));
    this.#say();
  }

  async #take(file) {
    if (!file) return;
    this.#form.elements.json.value = await file.text();
    this.#form.elements.file.value = "";
    this.#say();
    this.#form.elements.json.focus();
  }

  async #send(text) {
    const event = this.#read(text);
    if (event === null) return;
    const psid = this.#facts().person?.psid ?? null;
    const whole = "entry" in event || "object" in event;
    if (!whole && psid === null) return this.#say("Nobody is here yet: open a link or make a new person first.");
    await (whole ? sendWebhook(psid, event) : sendEvent(psid, event)).then(
      ({ sent }) => (sent ? this.#say("", "On its way to the bot; Traffic shows what it answered.") : this.#say("Not sent: the bot is not subscribed to this kind of event.")),
      ({ message }) => this.#say(message),
    );
  }

  /** What is written, as an object; null, and the field says why, for anything else. */
  #read(text) {
    try {
      const event = JSON.parse(text);
      if (event !== null && typeof event === "object" && !Array.isArray(event) && Object.keys(event).length > 0) return event;
      this.#say("Write an object that is not empty, such as {\"message\": {\"text\": \"Hello\"}}.");
    } catch ({ message }) {
      this.#say(`This is no JSON. ${message}.`);
      this.#show(/position (\d+)/u.exec(message)?.[1]);
    }
    return null;
  }

  /** Puts the cursor where it is wrong, if the browser knows. */
  #show(position) {
    const { json } = this.#form.elements;
    json.focus();
    if (position !== undefined) json.setSelectionRange(Number(position), Number(position) + 1);
  }

  #say(problem = "", done = "") {
    this.#form.elements.json.setAttribute("aria-invalid", String(problem !== ""));
    this.#form.querySelector(".problem").textContent = problem;
    this.#form.querySelector(".done").textContent = done;
  }
}
