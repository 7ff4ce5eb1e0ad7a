/** The top of a thread: who the Page is, and its greeting before the conversation has begun. */

import { pageAvatar } from "./avatar.js";
import { element } from "./dom.js";

/** Draws the top into `node`; `greeting` may be null. */
export function drawIntro(node, pageName, { begun, greeting }) {
  const drawnFrom = JSON.stringify([begun, greeting]);
  if (node.dataset.drawnFrom === drawnFrom) return;
  node.dataset.drawnFrom = drawnFrom;
  node.classList.toggle("welcome", !begun);
  node.replaceChildren(
    element("div", { class: "cover", "aria-hidden": "true" }),
    pageAvatar(pageName),
    element("p", { class: "intro-name", dir: "auto" }, pageName),
    element("p", { class: "intro-kind" }, "Page · Automated replies"));
  if (greeting) node.append(element("p", { class: "greeting", dir: "auto" }, greeting));
}

/** The button that begins a conversation, with what it means. */
export function getStarted(tap) {
  return element("div", { class: "get-started" },
    element("p", {}, "When you tap Get Started, the Page sees your name and can message you."),
    element("button", { type: "button", class: "primary wide", onclick: () => tap("Get Started") }, "Get Started"));
}
