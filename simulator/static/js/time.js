/** The simulator's time: shown, stopped, moved forward. */

import { getClock, moveClock } from "./api.js";
import { latest } from "./latest.js";

const SECONDS = { minutes: 60, hours: 3600, days: 86_400 };
const TICK_MS = 1000;

export class Time {
  #section;
  #clock = null;
  #psid = null;
  #closesAt = null;

  constructor(section) {
    this.#section = section;
    this.refresh = latest(async () => this.#show(await getClock()));
    section.querySelector(".time-steps").addEventListener("click", ({ target }) => {
      if (target.value) this.#move({ forward: Number(target.value) });
    });
    this.#part("time-pause").addEventListener("click", () => this.#move({ pause: !this.#clock.paused }));
    this.#part("time-window").addEventListener("click", () => this.#move({ to: "window_end", psid: this.#psid }));
    section.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const { amount, unit } = event.target.elements;
      this.#move({ forward: amount.valueAsNumber * SECONDS[unit.value] });
    });
    setInterval(() => this.#tick(), TICK_MS);
  }

  /** Whose window the time can be moved to the end of. */
  hold(person, closesAt) {
    const button = this.#part("time-window");
    this.#psid = person?.psid ?? null;
    this.#closesAt = closesAt;
    if (closesAt) button.textContent = `To the end of ${person.first_name}’s window, ${spelled(closesAt)}`;
    this.#tick();
  }

  /** The simulator's time now, in epoch milliseconds. */
  get now() {
    const { now = Date.now(), paused, ahead = 0 } = this.#clock ?? {};
    return paused ? now : Date.now() + ahead;
  }

  #part(name) {
    return this.#section.querySelector(`.${name}`);
  }

  #show(clock) {
    this.#clock = clock;
    this.#part("time-pause").textContent = clock.paused ? "Let it run on" : "Stop the time";
    this.#part("time-how").textContent = how(clock);
    this.#tick();
  }

  #tick() {
    this.#part("time-window").hidden = !this.#closesAt || this.#closesAt <= this.now;
    if (this.#section.offsetParent !== null) this.#part("time-now").textContent = spelled(this.now, "medium");
  }

  async #move(step) {
    const refusal = await moveClock(step).then((clock) => { this.#show(clock); return ""; }, ({ message }) => message);
    this.#part("problem").textContent = refusal;
  }
}

function how({ paused, ahead }) {
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  const far = minutes < 1 ? "" : minutes < 120 ? `${minutes} minutes` : minutes < 2880 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 1440)} days`;
  const where = far === "" ? "" : `${far} ${ahead > 0 ? "ahead of" : "behind"} real time`;
  if (paused) return where ? `Stands still, ${where}.` : "Stands still.";
  return where ? `Runs on, ${where}.` : "Runs with real time.";
}

/** A moment with its day, for the eyes. */
function spelled(at, timeStyle = "short") {
  return new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle });
}
