/** A person's conversation as a test of simulator.pytest_plugin, or as a text that replays. */

import { getPage, getScreen, getTranscript, getWebhooks } from "./api.js";
import { eventsOf } from "./events.js";

/** The copy of an entry that is about somebody: their conversation up to then. */
export function copiesAsTest({ psid, at }) {
  return psid ? [["as a test", () => asTest(psid, at)], ["as a transcript", () => getTranscript(psid)]] : [];
}

async function asTest(psid, until) {
  const [{ page }, screen, webhooks] = await Promise.all([getPage(), getScreen(psid), getWebhooks(null)]);
  const acts = webhooks.filter((each) => each.psid === psid && each.attempt === 1 && !each.problem)
    .flatMap(({ body }) => eventsOf(body)).map((event) => ({ at: event.timestamp, lines: act(event, page.name) }));
  const sights = screen.conversation.filter(({ from }) => from === "page")
    .map((item) => ({ at: item.at, lines: sight(item) }));
  const steps = [...acts, ...sights].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
  return written(screen.person, steps.flatMap(({ lines }) => lines));
}

function written({ first_name: name, locale }, lines) {
  const who = locale === "en_US" ? python(name) : `${python(name)}, locale=${python(locale)}`;
  return ["def test_the_conversation(messenger):", `    person = messenger.person(${who})`, ...lines.map((line) => `    person.${line}`), ""].join("\n");
}

/** What the person did, from the event that told the bot of it. */
function act({ message, postback, referral, optin, template }, pageName) {
  const link = (ref) => `opens(${python(`m.me/${pageName}?ref=${encodeURIComponent(ref)}`)})`;
  if (referral?.ref) return [link(referral.ref)];
  if (postback) return [...(postback.referral?.ref ? [link(postback.referral.ref)] : []), `taps(${python(postback.title)})`];
  if (template) return ['taps("Reveal code")'];
  if (optin?.title) return [`taps(${python("Get updates")})`];
  if (!message || message.is_echo) return [];
  if (message.quick_reply) return [`taps(${python(message.text)})`];
  if (message.text) return [`says(${python(message.text)})`];
  const [attached] = message.attachments ?? [];
  return attached ? [`sends(${python(attached.type)}, ${python(attached.payload?.url ?? "")})`] : [];
}

function sight({ text, title, elements, subtitle }) {
  const words = text ?? title ?? elements?.[0]?.title ?? subtitle;
  return words ? [`sees(${python(words.split("\n")[0])})`] : [];
}

/** A Python string; JSON's escapes are Python's too. */
const python = (text) => JSON.stringify(text);
