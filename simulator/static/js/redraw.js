/** Draws only what differs: what stands still keeps the keyboard, and a tap half done. */

const drawnFrom = new WeakMap();

/** Fills `node` with what `draw` returns, unless it was last drawn from an equal value. */
export function redraw(node, value, draw) {
  const now = JSON.stringify(value);
  if (drawnFrom.get(node) === now) return;
  drawnFrom.set(node, now);
  node.replaceChildren(...draw());
}
