/** Where a person writes: a field that grows, Send, and what a link has put there. */

import { fromTemplate } from "./dom.js";
import { menu } from "./menu.js";

export class Composer {
  #say;
  #field;
  #button;
  #showMenu;
  #waiting = "";

  /** `say(text)` resolves to whether it was sent; `tap(title)` is for the persistent menu. */
  constructor({ say, tap }) {
    this.node = fromTemplate("composer-template");
    this.#say = say;
    this.#field = this.node.elements.text;
    this.#button = this.node.querySelector(".send");
    this.#showMenu = menu(this.node.querySelector(".menu-button"), this.node.querySelector(".menu"), tap);
    this.#listen();
  }

  /** A link's text replaces the last link's, never what the person has typed. */
  show(screen) {
    this.#showMenu(screen.menu);
    if (screen.composer === this.#waiting) return;
    if (this.#field.value === this.#waiting) this.#write(screen.composer);
    this.#waiting = screen.composer;
  }

  #listen() {
    this.#field.addEventListener("input", () => this.#write(this.#field.value));
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.node.requestSubmit();
    });
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(this.#field.value);
    });
  }

  async #send(text) {
    if (text.trim() === "") return;
    this.#write("");
    this.#waiting = "";
    if (!(await this.#say(text))) this.#write(text);
  }

  #write(text) {
    if (this.#field.value !== text) this.#field.value = text;
    this.#button.disabled = text.trim() === "";
  }
}
