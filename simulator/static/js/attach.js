/** The form behind the plus: a picture, file or link, given by its address. */

import { disclosure } from "./disclosure.js";

/** Wires the form; `send({type, url})` resolves to null if it was refused. */
export function attach(button, form, send) {
  const open = disclosure(button, form);
  const { type, url } = form.elements;
  const offerSample = () => {
    if (type.value === "image" && url.value === "") url.value = `${location.origin}/static/coast.svg`;
  };
  button.addEventListener("click", offerSample);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if ((await send({ type: type.value, url: url.value })) === null) return;
    open(false);
    form.reset();
    button.focus();
  });
}
