/** The Page's inbox: who has the conversation, and the people who answer from there. */

import { asInbox } from "./api.js";

const OWNERS = {
  bot: "The bot answers this conversation.",
  inbox: "People of the Page answer this conversation.",
};

export class Inbox {
  #section;
  #psid = null;

  constructor(section) {
    this.#section = section;
    section.querySelector(".inbox-actions").addEventListener("click", ({ target }) => {
      if (target.value) this.#act({ action: target.value });
    });
    section.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const field = event.target.elements.text;
      if (await this.#act({ action: "say", text: field.value })) field.value = "";
    });
    this.hold(null);
  }

  /** Whose conversation it is about; null for nobody's. */
  hold(psid) {
    this.#psid = psid;
    this.#section.hidden = psid === null;
  }

  /** @param {"bot"|"inbox"} owner of the conversation */
  show(owner) {
    const status = this.#section.querySelector(".owner");
    if (status.textContent !== OWNERS[owner]) status.textContent = OWNERS[owner];
    for (const button of this.#section.querySelectorAll("[value]")) {
      button.hidden = (owner === "inbox") !== (button.value === "give_back");
    }
  }

  /** @returns {Promise<boolean>} whether it was done */
  async #act(action) {
    const refusal = await asInbox(this.#psid, action).then(() => "", ({ message }) => message);
    this.#section.querySelector(".problem").textContent = refusal;
    return refusal === "";
  }
}
