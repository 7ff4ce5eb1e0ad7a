/** The address bar for m.me links, with the sample links ready to tap. */

import { element } from "./dom.js";
import { redraw } from "./redraw.js";

/**
 * On a narrow screen the samples fold away once a link is followed, so that the conversation
 * has the room.
 */
export class AddressBar {
  #field;
  #folder;
  #list;
  #problem;
  #follow;

  /** @param {(link: string) => Promise<void>} follow throws what is wrong with the link */
  constructor(form, list, problem, follow) {
    this.#field = form.elements.link;
    this.#folder = form.querySelector("#links-button");
    this.#list = list;
    this.#problem = problem;
    this.#follow = follow;
    this.#folder.addEventListener("click", () => this.#fold(!list.classList.contains("folded")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const link = this.#field.value.trim();
      if (link) this.#open(link);
      else this.#field.focus();
    });
  }

  /** Follows a link that came another way, such as from a QR code. */
  follow(link) {
    this.#open(link);
  }

  /** Shows the sample links. */
  show(links) {
    redraw(this.#list, links, () => links.map((each) => this.#sample(each)));
  }

  async #open(link) {
    this.#field.value = link;
    this.#problem.textContent = await this.#follow(link).then(() => "", ({ message }) => message);
    if (this.#problem.textContent === "") this.#fold(true);
  }

  #fold(yes) {
    this.#list.classList.toggle("folded", yes);
    this.#folder.setAttribute("aria-expanded", String(!yes));
  }

  #sample({ label, link }) {
    const open = () => this.#open(link);
    return element("li", {},
      element("button", { type: "button", class: "chip", title: link, dir: "auto", onclick: open }, label));
  }
}
