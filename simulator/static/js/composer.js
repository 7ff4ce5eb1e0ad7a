/** Where a person writes: a field that grows, Send, and what a link has put there. */

import { fromTemplate } from "./dom.js";
import { menu } from "./menu.js";

/** @param {{say: (text: string) => Promise, tap: (title: string) => Promise}} doing */
export function composer({ say, tap }) {
  const form = fromTemplate("composer-template");
  const field = form.elements.text;
  const button = form.querySelector(".send");
  const showMenu = menu(form.querySelector(".menu-button"), form.querySelector(".menu"), tap);
  let waiting = "";

  const written = (text) => {
    field.value = text;
    button.disabled = text.trim() === "";
  };
  field.addEventListener("input", () => written(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = field.value;
    if (text.trim() === "") return;
    written("");
    waiting = "";
    if (!(await say(text))) written(text);
  });

  /** A link's text replaces the last link's, never what the person has typed. */
  function show(screen) {
    showMenu(screen.menu ?? []);
    if (screen.composer === waiting) return;
    if (field.value === waiting) written(screen.composer);
    waiting = screen.composer;
  }
  return { node: form, show };
}
