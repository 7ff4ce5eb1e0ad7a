/** One line of the conversation: whose it is, when it was, and its bubble. */

import { avatar, pageAvatar } from "./avatar.js";
import { bubble } from "./bubbles/index.js";
import { element, spoken } from "./dom.js";

const PAUSE_MS = 15 * 60 * 1000;

/**
 * @param {object} item of the conversation
 * @param {object} around {pageName, firstName, tap}
 */
export function row(item, around) {
  if (item.from === "notice") {
    return element("div", { class: "row notice" }, element("p", { dir: "auto" }, item.text ?? ""));
  }
  const fromPage = item.from === "page";
  const name = fromPage ? (item.persona?.name ?? around.pageName) : around.firstName;
  return element("div", { class: `row from-${item.from}` },
    item.persona ? element("p", { class: "speaker", "aria-hidden": "true", dir: "auto" }, name) : null,
    element("div", { class: "line" },
      fromPage ? face(item.persona, name) : null,
      spoken(`${name}: `),
      element("div", { class: "body" }, bubble(item, around.tap), reaction(item))));
}

function face(persona, name) {
  return persona ? avatar(name, persona.profile_picture_url) : pageAvatar(name);
}

function reaction({ reaction: given }) {
  if (!given) return null;
  return element("span", { class: "reaction" }, spoken("Reaction: "), given);
}

/** Marks where a row stands among its neighbours: a speaker's run, and the time after a pause. */
export function place(node, item, previous, next) {
  node.classList.toggle("first", !sameRun(previous, item));
  node.classList.toggle("last", !sameRun(item, next));
  const paused = !previous || item.at - previous.at > PAUSE_MS;
  const time = node.querySelector(":scope > time");
  if (paused && !time) node.prepend(clock(item.at));
  if (!paused) time?.remove();
}

function sameRun(one, other) {
  if (!one || !other || one.from !== other.from) return false;
  return one.persona?.name === other.persona?.name && other.at - one.at <= PAUSE_MS;
}

function clock(at) {
  const when = new Date(at);
  const today = when.toDateString() === new Date().toDateString();
  const style = today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
  return element("time", { datetime: when.toISOString() }, when.toLocaleString(undefined, style));
}
