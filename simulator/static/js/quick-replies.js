/** Quick replies: pills under the newest message, gone once the person acts. */

import { element } from "./dom.js";
import { webAddress } from "./links.js";

/** Wires the group; the result shows the replies, and hands the keyboard to `thread` at the end. */
export function quickReplies(group, thread, tap) {
  let drawn = "[]";
  return (replies) => {
    const drawnFrom = JSON.stringify(replies);
    if (drawnFrom === drawn) return;
    drawn = drawnFrom;
    if (group.contains(document.activeElement)) thread.focus({ preventScroll: true });
    group.hidden = replies.length === 0;
    group.replaceChildren(...replies.map((reply) => pill(reply, tap)));
  };
}

function pill({ title, image_url }, tap) {
  const address = webAddress(image_url);
  const picture = address ? element("img", { src: address, alt: "" }) : null;
  return element("button", { type: "button", class: "pill", dir: "auto", onclick: () => tap(title) }, picture, title);
}
