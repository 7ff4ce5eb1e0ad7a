/** The simulator's script API, /sim, as functions. */

/** What the simulator refused, in its own sentence. */
export class Refused extends Error {}

async function call(method, path, body) {
  return answered(await fetch(`/sim${path}`, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  }));
}

async function upload(path, file, name = "file") {
  const form = new FormData();
  form.append(name, file);
  return answered(await fetch(`/sim${path}`, { method: "POST", body: form }));
}

async function answered(response) {
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer;
  throw new Refused(answer?.error ?? `The simulator answered with status ${response.status}.`);
}

const person = (psid, what) => `/people/${encodeURIComponent(psid)}/${what}`;
const MOST = 300; // what the page shows of either kind
const after = (id) => `?since=${encodeURIComponent(id ?? 0)}&most=${MOST}`;

export const getPage = () => call("GET", "/page");
export const getVersion = () => call("GET", "/version");
export const getPeople = () => call("GET", "/people");
export const getScreen = (psid) => call("GET", person(psid, "screen"));
export const getTranscript = async (psid) => (await fetch(`/sim${person(psid, "transcript")}`)).text();
export const getWebhooks = (since) => call("GET", `/webhooks${after(since)}`);
export const getCalls = (since) => call("GET", `/calls${after(since)}`);

export const addPerson = (about) => call("POST", "/people", about);
export const openLink = (psid, link) => call("POST", person(psid, "open"), { link });
export const tap = (psid, title, place) => call("POST", person(psid, "tap"), { title, ...place });
export const say = (psid, text) => call("POST", person(psid, "say"), { text });
export const sendAttachment = (psid, attachment) => call("POST", person(psid, "send"), attachment);
export const sendFile = (psid, file) => upload(person(psid, "send"), file);
export const react = (psid, id, reaction) => call("POST", person(psid, "react"), { id, reaction });
export const asInbox = (psid, action) => call("POST", person(psid, "inbox"), action);

export const getFeed = () => call("GET", "/feed");
export const writeOnPage = (entry) => call("POST", "/feed", entry);
export const changeOnPage = (id, verb) => call("POST", `/feed/${encodeURIComponent(id)}`, { verb });

export const getClock = () => call("GET", "/clock");
export const moveClock = (how) => call("POST", "/clock", how);
export const getFaults = () => call("GET", "/faults");
export const orderFault = (fault) => call("POST", "/faults", fault);
export const cancelFault = (id) => call("DELETE", `/faults/${id}`);
export const cancelFaults = () => call("DELETE", "/faults");
export const getSettings = () => call("GET", "/settings");
export const changeSettings = (some) => call("POST", "/settings", some);

export const sendEvent = (psid, event) => call("POST", person(psid, "event"), event);
export const sendWebhook = (psid, body) => call("POST", `/webhook${psid === null ? "" : `?psid=${encodeURIComponent(psid)}`}`, body);
export const getExamples = async () => (await fetch("/static/events.json")).json();

export const getMemory = (psid) => call("GET", person(psid, "memory"));

/** @param {Blob} picture @returns {Promise<{text: string}>} */
export const readCode = (picture) => upload("/qr", picture, "picture");
