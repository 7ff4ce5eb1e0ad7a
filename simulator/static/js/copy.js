/** A button that copies a text and says that it did. */

import { element, icon } from "./dom.js";

const SAID_MS = 1500;

/** @param {string} label the button's words  @param {() => string|Promise<string>} text what it copies */
export function copyButton(label, text) {
  const words = element("span", { "aria-live": "polite" }, label);
  const button = element("button", { type: "button", class: "copy", onclick: copy }, icon("copy"), words);

  async function copy() {
    try {
      await navigator.clipboard.writeText(await text());
      words.textContent = "Copied";
    } catch {
      words.textContent = "Could not copy";
    }
    setTimeout(() => { words.textContent = label; }, SAID_MS);
  }
  return button;
}
