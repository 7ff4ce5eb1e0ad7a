/** A text bubble: line breaks kept, web addresses as links, a few emoji alone shown large. */

import { element } from "../dom.js";
import { linked } from "../links.js";

const FEW_EMOJI = /^(?:\p{RGI_Emoji}\s*){1,3}$/v;

export function text(item) {
  const large = FEW_EMOJI.test(item.text);
  return element("div", { class: large ? "emoji" : "bubble", dir: "auto" }, ...linked(item.text));
}
