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
  return element("button", { type: "button", class: "react plain", "aria-label": "React", tabindex: "-1", onclick: open }, icon("smile"));
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

/** Tab reaches the newest message's button; the arrows go from message to message. */
export function reachByArrows(log) {
  log.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.target.matches(".react")) return;
    event.preventDefault();
    const all = [...log.querySelectorAll(".react")];
    all[all.indexOf(event.target) + step]?.focus();
  });
}

/** To be called when messages came or went. */
export function renewTabStop(log) {
  const all = [...log.querySelectorAll(".react")];
  for (const button of all) button.tabIndex = button === all.at(-1) ? 0 : -1;
}
