/** Templates that ask the person for something: an opt-in to messages, a rating. */

import { element, icon } from "../dom.js";
import { actionStack } from "./actions.js";
import { picture } from "./picture.js";

export function optIn(item, tap) {
  return element("div", { class: "card opt-in" },
    item.image_url ? picture(item.image_url) : null,
    element("div", { class: "card-text" },
      element("p", { class: "card-title", dir: "auto" }, icon("bell"), item.title ?? ""),
      element("p", { class: "card-subtitle", dir: "auto" }, item.subtitle ?? "The Page will message you about this. You can turn it off at any time.")),
    actionStack(item.buttons, tap));
}

export function feedback(item, tap) {
  return element("div", { class: "card" },
    element("div", { class: "card-text" },
      element("p", { class: "card-title", dir: "auto" }, item.title ?? ""),
      element("p", { class: "card-subtitle", dir: "auto" }, item.subtitle ?? "")),
    actionStack(item.buttons, tap));
}
