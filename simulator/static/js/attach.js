/** The form behind the plus: a picture, file or link, from this device or the web. */

import { disclosure } from "./disclosure.js";

/** Wires the form; `send({type, url})` and `sendFile(file)` resolve to null if refused. */
export function attach(button, form, { send, sendFile }) {
  const open = disclosure(button, form);
  const { file, type, url } = form.elements;
  const share = () => (file.files[0] ? sendFile(file.files[0]) : send({ type: type.value, url: url.value }));
  button.addEventListener("click", () => {
    url.value ||= `${location.origin}/static/coast.svg`;
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if ((await share()) === null) return;
    open(false);
    form.reset();
    button.focus();
  });
}
