/** QR codes: a picture that is chosen, dropped or pasted, or the camera, opens its link. */

import { readCode } from "./api.js";
import { Camera } from "./camera.js";

/** @param {(link: string) => void} found hears what the code says */
export function qrReader(button, dialog, found) {
  const form = dialog.querySelector("form");
  const says = dialog.querySelector(".problem");
  const camera = new Camera(dialog.querySelector(".viewfinder"), look);

  async function look(picture) {
    const text = await readCode(picture).then((answer) => answer.text, ({ message }) => { says.textContent = message; return null; });
    if (text === null) return false;
    dialog.close();
    found(text);
    return true;
  }

  async function take(picture) {
    says.textContent = "";
    if (picture?.type.startsWith("image/")) await look(picture);
    else if (picture) says.textContent = "This is no picture.";
    form.reset();
  }

  button.addEventListener("click", () => {
    says.textContent = "";
    dialog.showModal();
  });
  dialog.addEventListener("close", () => camera.stop());
  dialog.querySelector("[value=cancel]").addEventListener("click", () => dialog.close());
  for (const input of form.querySelectorAll("[type=file]")) input.addEventListener("change", () => take(input.files[0]));
  form.addEventListener("submit", (event) => event.preventDefault());
  const start = dialog.querySelector(".camera");
  start.hidden = !Camera.isThere;
  dialog.querySelector(".snapshot").hidden = Camera.isThere;
  start.addEventListener("click", () => camera.start().then(() => { says.textContent = ""; }, () => {
    says.textContent = "The camera cannot be used: the browser does not allow it, or there is none.";
  }));
  listen(dialog, take);
}

/** Pictures may be dropped and pasted anywhere on the page, where no field wants them. */
function listen(dialog, take) {
  const dropped = ({ dataTransfer, clipboardData }) => [...(dataTransfer ?? clipboardData).files].find(({ type }) => type.startsWith("image/"));
  const isForCode = ({ target }) => !target.closest?.("form:not(#address, #qr form)");
  document.addEventListener("dragover", (event) => {
    if (isForCode(event) && [...event.dataTransfer.types].includes("Files")) event.preventDefault();
  });
  for (const kind of ["drop", "paste"]) {
    document.addEventListener(kind, (event) => {
      const picture = dropped(event);
      if (!picture || !isForCode(event)) return;
      event.preventDefault();
      if (!dialog.open) dialog.showModal();
      take(picture);
    });
  }
}
