/** Buttons behind a button: the persistent menu, and the topics a person may stop or resume. */

import { action } from "./bubbles/actions.js";
import { disclosure } from "./disclosure.js";
import { redraw } from "./redraw.js";

/** Wires a menu; the result shows items ({title, type, url?}), and hides the button for none. */
export function menu(button, panel, tap) {
  const open = disclosure(button, panel);
  const choose = (title) => {
    open(false);
    button.focus();
    return tap(title);
  };
  return (items) => redraw(panel, items, () => {
    button.hidden = items.length === 0;
    if (button.hidden) open(false);
    return items.map((item) => action(item, choose));
  });
}
