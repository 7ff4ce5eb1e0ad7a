/** Buttons behind a button: the persistent menu, and the topics a person may stop or resume. */

import { action } from "./bubbles/actions.js";
import { disclosure } from "./disclosure.js";

/** Wires a menu; the result shows items ({title, type, url?}), none of which hides the button. */
export function menu(button, panel, tap) {
  const open = disclosure(button, panel);
  let drawn = "";

  const choose = (title) => {
    open(false);
    button.focus();
    tap(title);
  };
  return (items) => {
    const drawnFrom = JSON.stringify(items);
    if (drawnFrom === drawn) return;
    drawn = drawnFrom;
    button.hidden = items.length === 0;
    panel.replaceChildren(...items.map((item) => action(item, choose)));
    if (items.length === 0) open(false);
  };
}
