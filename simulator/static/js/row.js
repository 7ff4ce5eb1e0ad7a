/** One line of the conversation: whose it is, when it was, and its bubble. */

import { avatar, pageAvatar } from "./avatar.js";
import { bubble } from "./bubbles/index.js";
import { element, spoken } from "./dom.js";
import { inspectButton, inspectOnTap } from "./inspect.js";
import { reactButton, reactionMark } from "./reactions.js";

const PAUSE_MS = 15 * 60 * 1000;
const INBOX = { name: "Page inbox" };

/**
 * @param {object} item of the conversation
 * @param {object} around {pageName, firstName, tap, react, inspect, said(mid)}
 */
export function row(item, around) {
  if (item.from === "notice") {
    return element("div", { class: "row notice" }, element("p", { dir: "auto" }, item.text ?? ""));
  }
  const fromPage = item.from === "page";
  const persona = item.author === "inbox" ? INBOX : item.persona;
  const name = fromPage ? (persona?.name ?? around.pageName) : around.firstName;
  const inspect = item.mid ? inspectButton(item, around.inspect) : null;
  const body = element("div", { class: "body" }, quote(item, around), bubble(item, around.tap), reactionMark(item.reaction));
  if (item.mid) inspectOnTap(body, item, around.inspect);
  return element("div", { class: `row from-${item.from}` },
    persona ? element("p", { class: "speaker", "aria-hidden": "true", dir: "auto" }, name) : null,
    element("div", { class: "line" },
      fromPage ? face(persona, name) : inspect,
      spoken(`${name}: `),
      body,
      fromPage && item.mid ? reactButton(item, around.react) : null,
      fromPage ? inspect : null));
}

/** What a message answers, in brief. */
function quote({ reply_to: mid }, { said }) {
  const words = mid && said(mid);
  return words ? element("p", { class: "quote", dir: "auto" }, spoken("In reply to: "), words) : null;
}

function face(persona, name) {
  return persona ? avatar(name, persona.profile_picture_url) : pageAvatar(name);
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
  if (one.persona?.name !== other.persona?.name || one.author !== other.author) return false;
  return other.at - one.at <= PAUSE_MS;
}

function clock(at) {
  const when = new Date(at);
  const today = when.toDateString() === new Date().toDateString();
  const style = today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
  return element("time", { datetime: when.toISOString() }, when.toLocaleString(undefined, style));
}
