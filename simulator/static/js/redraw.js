/** Draws only what differs: what stands still keeps the keyboard, and a tap half done. */

const drawnFrom = new WeakMap();
const REACHED = "button, a, input, select, summary";

/** Fills `node` with what `draw` returns, unless it was last drawn from an equal value. */
export function redraw(node, value, draw) {
  const now = JSON.stringify(value);
  if (drawnFrom.get(node) === now) return;
  drawnFrom.set(node, now);
  const fresh = draw();
  const held = document.activeElement;
  const holds = held !== node && node.contains(held);
  node.replaceChildren(...fresh);
  if (holds) takeOver(node, wordsOf(held));
}

/** The keyboard goes to what has the same words now, else to what stands around it. */
function takeOver(node, words) {
  const same = [...node.querySelectorAll(REACHED)].find((each) => wordsOf(each) === words);
  (same ?? node.closest("[tabindex]"))?.focus({ preventScroll: true });
}

const wordsOf = (node) => node.getAttribute("aria-label") ?? node.textContent;
