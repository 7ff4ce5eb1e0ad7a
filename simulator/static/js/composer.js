/** Where a person writes: a field that grows, Send, and what a link has put there. */

import { attach } from "./attach.js";
import { fromTemplate } from "./dom.js";
import { menu } from "./menu.js";
import { LIKE } from "./stickers.js";

export class Composer {
  #doing;
  #form;
  #field;
  #showMenu;
  #waiting = "";

  /** `say(text)`, `send(attachment)`, `sendFile(file)` resolve to null if refused; `tap(title)` is the menu's. */
  constructor(doing) {
    this.#doing = doing;
    this.node = fromTemplate("composer-template");
    this.#form = this.#part("writing");
    this.#field = this.#form.elements.text;
    this.#showMenu = menu(this.#part("menu-button"), this.#part("persistent"), doing.tap);
    attach(this.#part("attach-button"), this.#part("attach"), doing);
    this.#listen();
  }

  /** A link's text replaces the last link's, never what the person has typed. */
  show(screen) {
    this.#showMenu(screen.menu);
    if (screen.composer === this.#waiting) return;
    if (this.#field.value === this.#waiting) this.#write(screen.composer);
    this.#waiting = screen.composer;
  }

  #part(name) {
    return this.node.querySelector(`.${name}`);
  }

  #listen() {
    this.#field.addEventListener("input", () => this.#write(this.#field.value));
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#form.requestSubmit();
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#say(this.#field.value);
    });
    this.#part("like").addEventListener("click", () => this.#doing.send({ type: "sticker", sticker_id: LIKE }));
  }

  async #say(text) {
    if (text.trim() === "") return;
    this.#write("");
    this.#waiting = "";
    this.#field.focus();
    if ((await this.#doing.say(text)) === null) this.#write(text);
  }

  /** Send is there when there is something to send, else Like. */
  #write(text) {
    if (this.#field.value !== text) this.#field.value = text;
    this.#part("send").hidden = text.trim() === "";
    this.#part("like").hidden = !this.#part("send").hidden;
  }
}
