/** What a webhook or a Graph call is about, in a few words, and what can be said of it. */

import { copiesAsTest } from "./as-test.js";
import { callAsCurl, webhookAsCurl } from "./curl.js";
import { eventsOf } from "./events.js";
import { pretty } from "./json.js";
import { ruleOfCall, WEBHOOKS } from "./rules.js";

const ENVELOPE = new Set(["sender", "recipient", "timestamp"]);
const ECHOES = new Set(["echo", "delivery", "read"]);

/** @param {object} entry of GET /sim/webhooks */
export function webhook(entry) {
  const kinds = eventsOf(entry.body).map(eventKind);
  const { status, ms, at, problem, headers } = entry;
  return {
    status, ms, at, problem, headers,
    way: "Webhook",
    what: kinds.join(", ") || (entry.body?.object ?? "webhook"),
    quiet: kinds.every((kind) => ECHOES.has(kind)),
    about: eventAbout(entry.body),
    again: entry.attempt > 1 ? `attempt ${entry.attempt}` : null,
    method: "POST",
    path: new URL(entry.url ?? "/webhook", location.origin).pathname,
    verdict: problem ? "Not acknowledged, against " : `Acknowledged in time, after ${Math.round(ms)} ms.`,
    rule: problem ? WEBHOOKS : null,
    copies: [["as curl", () => webhookAsCurl(entry)], ["as JSON", () => pretty(entry.body)], ...copiesAsTest(entry)],
    parts: [["Delivered", entry.body]],
  };
}

/** @param {object} entry of GET /sim/calls */
export function graphCall(entry) {
  const { status, ms, at, problem, headers, method, path } = entry;
  return {
    status, ms, at, problem, headers, method, path,
    way: "Graph",
    what: callWords(entry),
    quiet: Boolean(entry.request?.sender_action),
    about: callAbout(entry),
    verdict: problem ? "Refused, by " : "Done as asked.",
    rule: problem ? ruleOfCall(entry) : null,
    copies: [["as curl", () => callAsCurl(entry)], ["as JSON", () => pretty(entry.request)], ...copiesAsTest(entry)],
    parts: [["Request", entry.request], ["Answer", entry.answer]],
  };
}

/** The words that tell one event from the next: a text, a title, a ref. */
function eventAbout(body) {
  const [event] = eventsOf(body);
  if (!event) return "";
  const { message, postback, optin } = event;
  const ref = (event.referral ?? postback?.referral ?? message?.referral ?? optin)?.ref;
  const said = message?.text ?? postback?.title ?? optin?.title ?? event.template?.coupon_code;
  return [said, ref && `ref ${ref}`].filter(Boolean).join(" · ");
}

function eventKind(event) {
  if (event.message?.is_echo) return "echo";
  if (event.message?.quick_reply) return "quick reply";
  if (event.field) return event.field;
  const kind = Object.keys(event).find((key) => !ENVELOPE.has(key)) ?? "event";
  return kind.replaceAll("_", " ");
}

function callWords({ method, path, request }) {
  const attachment = request?.message?.attachment;
  if (attachment) return attachment.payload?.template_type?.replaceAll("_", " ") ?? attachment.type;
  if (request?.message) return "text";
  if (request?.sender_action) return request.sender_action.toLowerCase().replaceAll("_", " ");
  const place = path.split("?")[0].split("/").pop().replaceAll("_", " ");
  return /^\d+$/u.test(place) ? (method === "GET" ? "user profile" : "object") : place;
}

function callAbout({ request }) {
  const message = request?.message;
  const payload = message?.attachment?.payload;
  return message?.text ?? payload?.title ?? payload?.text ?? payload?.elements?.[0]?.title ?? "";
}
