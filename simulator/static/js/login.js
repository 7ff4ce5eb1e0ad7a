/** Account linking: the shop's log-in page in a sheet, as Messenger shows it. */

import { fromTemplate } from "./dom.js";

const BACK = "/sim/account_linking"; // where the shop sends the person when it is done
const READ_MS = 1200;

/** Opens the log-in page; the sheet goes by itself once the shop has sent the person back. */
export function openLogin(address) {
  const sheet = fromTemplate("login-template");
  const frame = sheet.querySelector("iframe");
  const { host } = new URL(address);
  sheet.querySelector(".host").textContent = host;
  sheet.querySelector(".outside").href = address;
  sheet.querySelector(".close").addEventListener("click", () => sheet.close());
  sheet.addEventListener("close", () => sheet.remove());
  frame.title = `Log in at ${host}`;
  frame.addEventListener("load", () => {
    if (pathOf(frame) === BACK) setTimeout(() => sheet.close(), READ_MS);
  });
  frame.src = address;
  document.body.append(sheet);
  sheet.showModal();
}

/** The path shown, or null while the shop's own page is there, which is closed to us. */
function pathOf(frame) {
  try {
    return frame.contentWindow.location.pathname;
  } catch {
    return null;
  }
}
