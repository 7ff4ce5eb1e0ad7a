/** The panel beside the phone; on a narrow screen, a sheet over the conversation. */

import { getCalls, getWebhooks } from "./api.js";
import { bubbleOf } from "./behind.js";
import { Filter } from "./filter.js";
import { latest } from "./latest.js";
import { sheet } from "./panel.js";
import { tabs } from "./tabs.js";
import { Traffic } from "./traffic.js";

/** Wires the panel; `named(psid)` gives a person's first name. */
export function inspector(named) {
  const panel = document.getElementById("inspector");
  const show = tabs(panel.querySelector("[role=tablist]"));
  const open = sheet(panel, document.getElementById("inspector-button"));
  const filter = new Filter(document.getElementById("filter"), () => traffic.sift());
  const count = document.querySelector("#tab-traffic .count");
  const traffic = new Traffic(document.getElementById("entries"), count, filter, named);
  const news = (kind, fetch) => latest(async () => traffic.add(kind, await fetch(traffic.newest(kind))));
  return {
    webhooks: news("webhook", getWebhooks),
    calls: news("call", getCalls),
    follow: (psid) => filter.follow(psid),
    rename: () => traffic.rename(),
    clear: () => { filter.bubble(null); traffic.clear(); },
    /** Shows what is behind a bubble of somebody's conversation. */
    inspect(psid, item, conversation) {
      filter.bubble(bubbleOf(psid, item, conversation));
      show("tab-traffic");
      open();
      document.querySelector("#filter .behind").focus();
    },
  };
}
