/** Round pictures of the Page, of personas and of people: a picture, else initials. */

import { element } from "./dom.js";
import { webAddress } from "./links.js";

const COLOURS = 6;

/** The Page's own. */
export const pageAvatar = (name) => round(name, "of-page");

/** @param {string} name  @param {string|null} picture an address; what does not load is left out */
export function avatar(name, picture = null) {
  const node = round(name, `colour-${colourOf(name)}`);
  const address = webAddress(picture);
  if (address) node.append(photograph(address));
  return node;
}

function round(name, colour) {
  return element("span", { class: `avatar ${colour}`, "aria-hidden": "true" }, initials(name));
}

function photograph(address) {
  const image = element("img", { src: address, alt: "" });
  image.addEventListener("error", () => image.remove());
  return image;
}

function initials(name) {
  const words = name.trim().split(/\s+/u).slice(0, 2);
  return words.map((word) => [...word][0] ?? "").join("").toLocaleUpperCase();
}

function colourOf(name) {
  const sum = [...name].reduce((total, letter) => total + letter.codePointAt(0), 0);
  return sum % COLOURS;
}
