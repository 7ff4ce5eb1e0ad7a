/** The coupon template: a ticket that keeps its code to itself until it is revealed. */

import { copyButton } from "../copy.js";
import { element } from "../dom.js";
import { actionStack } from "./actions.js";
import { picture } from "./picture.js";

export function coupon(item, tap) {
  return element("div", { class: "card coupon" },
    item.image_url ? picture(item.image_url) : null,
    element("div", { class: "card-text" },
      element("p", { class: "card-title", dir: "auto" }, item.title ?? ""),
      element("p", { class: "card-subtitle", dir: "auto" }, item.subtitle ?? "")),
    item.code ? ticket(item.code) : null,
    actionStack(item.buttons, tap));
}

function ticket(code) {
  return element("div", { class: "ticket" },
    element("span", { class: "ticket-label" }, "Your code"),
    element("code", { class: "ticket-code", dir: "ltr" }, code),
    copyButton("Copy", () => code));
}
