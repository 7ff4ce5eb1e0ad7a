/** What a webhook or a Graph call is about, in a few words. */

const ENVELOPE = new Set(["sender", "recipient", "timestamp"]);
const ECHOES = new Set(["echo", "delivery", "read"]);

/** @param {object} entry of GET /sim/webhooks  @param {(psid: string) => string|null} named */
export function webhook(entry, named) {
  const again = entry.attempt > 1 ? `attempt ${entry.attempt}` : null;
  const kinds = events(entry.body).map(eventKind);
  return {
    ...common(entry),
    what: kinds.join(", ") || (entry.body?.object ?? "webhook"),
    quiet: kinds.every((kind) => ECHOES.has(kind)),
    about: eventAbout(entry.body),
    who: [named(entry.psid), again].filter(Boolean).join(" · "),
    method: "POST",
    path: "/webhook",
    parts: [["Delivered", entry.body]],
  };
}

/** @param {object} entry of GET /sim/calls */
export function graphCall(entry, named) {
  return {
    ...common(entry),
    what: callWords(entry),
    about: callAbout(entry),
    who: named(entry.psid),
    method: entry.method,
    path: entry.path,
    parts: [["Request", entry.request], ["Answer", entry.answer]],
  };
}

/** What both have. */
function common({ status, ms, at, problem }) {
  return { status, ms, at, problem };
}

function events(body) {
  return (body?.entry ?? []).flatMap((entry) => entry.messaging ?? entry.standby ?? entry.changes ?? []);
}

/** The words that tell one event from the next: a text, a title, a ref. */
function eventAbout(body) {
  const [event] = events(body);
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
