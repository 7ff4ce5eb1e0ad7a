/** The stage before there is anybody: the sample links as doorways. */

import { pageAvatar } from "./avatar.js";
import { fromTemplate } from "./dom.js";

/** @param {string} name the Page's  @param {HTMLElement} links the list of sample links */
export function nobody(name, links) {
  const node = fromTemplate("nobody-template");
  node.querySelector(".avatar-place").replaceWith(pageAvatar(name));
  node.append(links);
  return node;
}
