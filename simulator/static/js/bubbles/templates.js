/** The button template and the generic template with its carousel. */

import { element, icon } from "../dom.js";
import { linked, outsideLink, webAddress } from "../links.js";
import { actionStack } from "./actions.js";
import { picture } from "./picture.js";

export function buttons(item, tap) {
  return element("div", { class: "card plain-card" },
    element("div", { class: "card-text", dir: "auto" }, ...linked(item.text ?? "")),
    actionStack(item.buttons, tap));
}

/** The cards of a generic template; more than one make a row that scrolls sideways. */
export function cards(item, tap) {
  const drawn = (item.elements ?? []).map((each, index) =>
    card(each, (title) => tap(title, { element: index })));
  if (drawn.length === 1) return drawn[0];
  return carousel(element("div", { class: "carousel-row", tabindex: "0", role: "group", "aria-label": `${drawn.length} cards` }, ...drawn));
}

/** One card: picture, title, subtitle and buttons. */
export function card({ title, subtitle, image_url, url, buttons: below }, tap) {
  const face = [
    image_url ? picture(image_url) : null,
    element("div", { class: "card-text" },
      element("p", { class: "card-title", dir: "auto" }, title ?? ""),
      subtitle ? element("p", { class: "card-subtitle", dir: "auto" }, subtitle) : null),
  ];
  const address = webAddress(url);
  return element("div", { class: "card" },
    address ? outsideLink(address, { class: "card-face" }, ...face) : element("div", { class: "card-face" }, ...face),
    actionStack(below, tap));
}

function carousel(row) {
  const previous = turner(row, "previous", -1);
  const next = turner(row, "next", 1);
  const atEnds = () => {
    const from = Math.abs(row.scrollLeft);
    previous.disabled = from < 2;
    next.disabled = from + row.clientWidth > row.scrollWidth - 2;
  };
  row.addEventListener("scroll", atEnds);
  new ResizeObserver(atEnds).observe(row);
  return element("div", { class: "carousel" }, row, previous, next);
}

/** For the mouse only: the keyboard scrolls the row itself, a finger pushes it. */
function turner(row, name, direction) {
  const turn = () => row.scrollBy({ left: direction * row.clientWidth * 0.8, behavior: "smooth" });
  return element("button", { type: "button", class: `turner ${name}`, tabindex: "-1", "aria-hidden": "true", onclick: turn }, icon(name));
}
