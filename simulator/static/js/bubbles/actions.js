/** The buttons under a template. */

import { element, icon } from "../dom.js";
import { outsideLink, webAddress } from "../links.js";
import { openLogin } from "../login.js";

/** The buttons as a stack, or null where there are none. */
export function actionStack(buttons, tap) {
  if (!buttons?.length) return null;
  return element("div", { class: "actions" }, ...buttons.map((button) => action(button, tap)));
}

/** One button: a link where it opens an address, else a tap for the simulator. */
export function action(button, tap) {
  const { title, type } = button;
  const tapped = () => tap(title);
  if (type === "web_url") return doorway(button, tapped);
  if (type === "phone_number" && button.payload) {
    return element("a", { class: "action", href: `tel:${button.payload}`, dir: "auto", onclick: tapped }, icon("phone"), title);
  }
  const pressed = type === "account_link" ? () => logIn(tapped) : tapped;
  return element("button", { type: "button", class: "action", dir: "auto", onclick: pressed }, title);
}

async function logIn(tapped) {
  const address = webAddress((await tapped())?.opened);
  if (address) openLogin(address);
}

function doorway({ title, url }, tapped) {
  const address = webAddress(url);
  if (address) return outsideLink(address, { class: "action", dir: "auto", title: address, onclick: tapped }, title);
  return element("button", { type: "button", class: "action", disabled: true, title: `Not a web address: ${url}` }, title);
}
