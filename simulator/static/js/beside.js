/** The buttons beside bubbles: Tab reaches those of the newest, the arrows go from one to the next. */

/** Wires the arrow keys of a conversation's log. */
export function reachByArrows(log) {
  log.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.target.matches(".beside")) return;
    event.preventDefault();
    const kind = event.target.matches(".react") ? ".react" : ".inspect";
    const all = [...log.querySelectorAll(kind)];
    all[all.indexOf(event.target) + step]?.focus();
  });
}

/** To be called when messages came or went. */
export function renewTabStop(log) {
  const newest = { react: [...log.querySelectorAll(".react")].at(-1), inspect: [...log.querySelectorAll(".inspect")].at(-1) };
  for (const button of log.querySelectorAll(".beside")) {
    button.tabIndex = button === newest.react || button === newest.inspect ? 0 : -1;
  }
}
