/** Quick replies: pills under the newest message, gone once the person acts. */

import { element } from "./dom.js";
import { webAddress } from "./links.js";
import { redraw } from "./redraw.js";

/** Shows the replies in `group`; when they go, the keyboard goes to `thread`. */
export function showQuickReplies(group, thread, replies, tap) {
  redraw(group, replies, () => {
    if (group.contains(document.activeElement)) thread.focus({ preventScroll: true });
    group.hidden = replies.length === 0;
    return replies.map((reply) => pill(reply, tap));
  });
}

function pill({ title, image_url }, tap) {
  const address = webAddress(image_url);
  const picture = address ? element("img", { src: address, alt: "" }) : null;
  return element("button", { type: "button", class: "pill", dir: "auto", onclick: () => tap(title) }, picture, title);
}
