/** The stage before there is anybody: the sample links as doorways. */

import { linkButtons } from "./address.js";
import { pageAvatar } from "./avatar.js";
import { fromTemplate } from "./dom.js";

export function nobody({ name, links }, open) {
  const node = fromTemplate("nobody-template");
  node.querySelector(".avatar-place").replaceWith(pageAvatar(name));
  node.querySelector(".doorways").append(...linkButtons(links, open));
  return node;
}
