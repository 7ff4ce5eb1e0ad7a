/** A picture a bot sends; one that does not load says so instead of leaving a gap. */

import { element, icon } from "../dom.js";
import { webAddress } from "../links.js";

/** @param {string} address  @param {string} words what a screen reader says; "" for decoration */
export function picture(address, words = "") {
  const source = webAddress(address);
  const frame = element("div", { class: "picture" });
  if (source) {
    const image = element("img", { src: source, alt: words });
    image.addEventListener("error", () => frame.replaceChildren(missing(address)));
    frame.append(image);
  } else {
    frame.append(missing(address));
  }
  return frame;
}

function missing(address) {
  return element("p", { class: "missing" }, icon("picture"), element("span", {}, "This picture did not load: ", String(address)));
}
