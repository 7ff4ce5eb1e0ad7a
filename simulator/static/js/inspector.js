/** The panel of webhooks and Graph calls; on a narrow screen, a sheet over the conversation. */

import { getCalls, getWebhooks } from "./api.js";
import { Entries } from "./entries.js";
import { Filter } from "./filter.js";
import { latest } from "./latest.js";
import { tabs } from "./tabs.js";
import { graphCall, webhook } from "./wire.js";

/** Wires the panel; `named(psid)` gives a person's first name. */
export function inspector(named) {
  const panel = document.getElementById("inspector");
  tabs(panel.querySelector("[role=tablist]"));
  sheet(panel);
  const filter = new Filter(document.getElementById("filter"), () => {
    webhooks.sift();
    calls.sift();
  });
  const webhooks = entries("webhooks", (entry) => webhook(entry, named), filter);
  const calls = entries("calls", (entry) => graphCall(entry, named), filter);
  const news = (list, fetch) => latest(async () => list.add(await fetch(list.newest)));
  return {
    webhooks: news(webhooks, getWebhooks),
    calls: news(calls, getCalls),
    follow: (psid) => filter.follow(psid),
    clear: () => { webhooks.clear(); calls.clear(); },
  };
}

function entries(id, describe, filter) {
  const count = document.querySelector(`#tab-${id} .count`);
  return new Entries(document.getElementById(id), count, describe, filter);
}

/** Opens and closes the sheet; the conversation behind it cannot be reached meanwhile. */
function sheet(panel) {
  const opener = document.getElementById("inspector-button");
  const show = (open) => {
    document.body.classList.toggle("inspecting", open);
    document.querySelector(".desk").inert = open;
    opener.setAttribute("aria-expanded", String(open));
    (open ? panel.querySelector("[aria-selected=true]") : opener).focus();
  };
  opener.addEventListener("click", () => show(!document.body.classList.contains("inspecting")));
  document.getElementById("inspector-close").addEventListener("click", () => show(false));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("inspecting")) show(false);
  });
  matchMedia("(min-width: 1000px)").addEventListener("change", () => {
    if (document.body.classList.contains("inspecting")) show(false);
  });
}
