/** The ways from a bubble to what is behind it: a tap on it, and a button beside it. */

import { element, icon } from "./dom.js";

const OF_ITS_OWN = "a, button, input, select, textarea, audio, video, summary, .carousel-row";

/** The button, for a keyboard and a screen reader. @param {(item: object) => void} inspect */
export function inspectButton(item, inspect) {
  return element("button", { type: "button", class: "beside inspect plain", "aria-label": "Inspect", tabindex: "-1", onclick: () => inspect(item) }, icon("traffic"));
}

/** A tap on the bubble itself, unless it means something there or marks words. */
export function inspectOnTap(body, item, inspect) {
  body.addEventListener("click", ({ target }) => {
    if (target.closest(OF_ITS_OWN) || getSelection().toString() !== "") return;
    inspect(item);
  });
}
