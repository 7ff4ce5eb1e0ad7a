/** Tells what changed on the simulator: by its event stream, else by asking for its version. */

import { getVersion } from "./api.js";

const POLL_MS = 1000;
const POLLS_BEFORE_STREAM = 10;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Follows the simulator for as long as the page lives.
 * `changed(keys)`: these parts changed; `fresh()`: anything may have; `lost()`: it does not answer.
 */
export async function follow({ changed, fresh, lost }) {
  for (;;) {
    await untilVisible();
    await streaming(changed, fresh);
    if (!document.hidden) await polling(fresh, lost);
  }
}

/** A page in the background keeps no stream: a browser has six connections for all its tabs. */
function untilVisible() {
  if (!document.hidden) return Promise.resolve();
  return new Promise((done) => {
    document.addEventListener("visibilitychange", done, { once: true });
  });
}

/** Resolves when the stream ends: refused, broken, or the page went into the background. */
function streaming(changed, fresh) {
  return new Promise((done) => {
    const source = new EventSource("/sim/stream");
    const end = () => {
      source.close();
      document.removeEventListener("visibilitychange", end);
      done();
    };
    source.onopen = fresh;
    source.onmessage = (message) => changed(JSON.parse(message.data).changed);
    source.onerror = end;
    document.addEventListener("visibilitychange", end);
  });
}

/** Asks for the version until it is worth trying the stream again. */
async function polling(fresh, lost) {
  let known = null;
  for (let poll = 0; poll < POLLS_BEFORE_STREAM; poll += 1) {
    const version = await getVersion().then((answer) => answer.version, () => null);
    if (version === null) return untilBack(lost);
    if (version !== known) fresh();
    known = version;
    await pause(POLL_MS);
  }
}

async function untilBack(lost) {
  lost();
  for (;;) {
    await pause(POLL_MS);
    if (await getVersion().then(() => true, () => false)) return;
  }
}
