/** What people write on the Page: posts and comments, which the bot may answer in private. */

import { changeOnPage, getFeed, writeOnPage } from "./api.js";
import { element } from "./dom.js";
import { latest } from "./latest.js";
import { redraw } from "./redraw.js";

const KEPT = 100;

export class Feed {
  #section;
  #author;

  /** `author()` is the person shown, or null; `named(psid)` a person's first name. */
  constructor(section, author, named) {
    this.#section = section;
    this.#author = author;
    this.refresh = latest(async () => this.#show(await getFeed(), named));
    section.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#write(event.target, event.submitter?.value ?? "comment");
    });
  }

  async #write(form, kind) {
    const { message, page } = form.elements;
    const psid = page.checked ? null : (this.#author()?.psid ?? null);
    const written = await this.#ask(writeOnPage({ message: message.value, psid, kind }));
    if (written) message.value = "";
  }

  /** @returns {Promise<boolean>} whether it was done; a refusal is said */
  async #ask(asked) {
    const refusal = await asked.then(() => "", ({ message }) => message);
    this.#section.querySelector(".problem").textContent = refusal;
    this.refresh();
    return refusal === "";
  }

  #show(entries, named) {
    const shown = entries.slice(-KEPT).reverse().map((entry) => ({ ...entry, name: named(entry.psid) ?? "The Page" }));
    const list = this.#section.querySelector("ol");
    redraw(list, shown, () => shown.map((entry) => drawn(entry, (verb) => this.#ask(changeOnPage(entry.id, verb)))));
  }
}

function drawn({ name, kind, message, replied, removed }, change) {
  return element("li", { class: removed ? "removed" : null },
    element("p", {}, element("b", { dir: "auto" }, name), kind === "post" ? " wrote" : " commented", replied ? element("span", { class: "replied" }, "answered in private") : null),
    element("p", { dir: "auto" }, message),
    removed ? element("p", { class: "hint" }, "removed") : element("div", { class: "entry-verbs" }, ...["hide", "unhide", "remove"].map((verb) =>
      element("button", { type: "button", class: "copy", onclick: () => change(verb) }, VERBS[verb]))));
}

const VERBS = { hide: "Hide", unhide: "Show again", remove: "Remove" };
