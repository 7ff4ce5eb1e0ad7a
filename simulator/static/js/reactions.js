/** Reactions: the mark on a bubble, and the bar to choose one from. */

import { element, icon, spoken } from "./dom.js";

const EMOJI = { love: "❤️", smile: "😆", wow: "😮", sad: "😢", angry: "😠", like: "👍", dislike: "👎" };

/** The mark under a bubble, or null; what has no name here is shown as it is. */
export function reactionMark(reaction) {
  if (!reaction) return null;
  return element("span", { class: "reaction" }, spoken("Reaction: "), EMOJI[reaction] ?? reaction);
}

/** The button beside a message that opens the bar. @param {(id: number, reaction: string|null) => void} react */
export function reactButton(item, react) {
  const open = ({ currentTarget }) => {
    const bar = choices(item, react);
    currentTarget.after(bar);
    bar.querySelector("button").focus();
  };
  return element("button", { type: "button", class: "beside react plain", "aria-label": "React", tabindex: "-1", onclick: open }, icon("smile"));
}

function choices({ id, reaction }, react) {
  const buttons = Object.entries(EMOJI).map(([name, emoji]) => element("button", {
    type: "button",
    "aria-label": name,
    "aria-pressed": String(name === reaction),
    onclick: () => react(id, name === reaction ? null : name),
  }, emoji));
  const bar = element("div", { class: "reaction-bar", role: "group", "aria-label": "Reactions" }, ...buttons);
  bar.addEventListener("focusout", ({ relatedTarget }) => {
    if (!bar.contains(relatedTarget)) bar.remove();
  });
  bar.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") bar.previousElementSibling.focus();
  });
  return bar;
}
