/** What this page has no drawing for, shown as it is. */

import { element } from "../dom.js";
import { jsonBlock } from "../json.js";

export function unknown(item) {
  return element("div", { class: "card unknown" },
    element("div", { class: "card-text" },
      element("p", { class: "card-title" }, item.kind.replaceAll("_", " ")),
      element("p", { class: "card-subtitle" }, "The pocket Messenger has no drawing for this kind yet; this is what was sent.")),
    jsonBlock(item));
}
