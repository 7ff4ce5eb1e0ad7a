/** The top of a thread: who the Page is, and its greeting before the conversation has begun. */

import { pageAvatar } from "./avatar.js";
import { element } from "./dom.js";
import { redraw } from "./redraw.js";

/** Draws the top into `node`; `greeting` may be null. */
export function drawIntro(node, pageName, { begun, greeting }) {
  node.classList.toggle("welcome", !begun);
  redraw(node, greeting, () => [
    element("div", { class: "cover", "aria-hidden": "true" }),
    pageAvatar(pageName),
    element("p", { class: "intro-name", dir: "auto" }, pageName),
    element("p", { class: "intro-kind" }, "Page · Automated replies"),
    ...(greeting ? [element("p", { class: "greeting", dir: "auto" }, greeting)] : []),
  ]);
}

/** The button that begins a conversation, with what it means. */
export function getStarted(tap) {
  return element("div", { class: "get-started" },
    element("p", {}, "The Page will see your name and can message you."),
    element("button", { type: "button", class: "primary wide", onclick: () => tap("Get Started") }, "Get Started"));
}
