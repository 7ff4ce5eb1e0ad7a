/** A button that shows and hides a panel: Escape and a tap elsewhere hide it. */

/** @returns {(open: boolean) => void} shows or hides the panel */
export function disclosure(button, panel) {
  const open = (yes) => {
    panel.hidden = !yes;
    button.setAttribute("aria-expanded", String(yes));
  };
  const back = () => {
    open(false);
    button.focus();
  };
  button.addEventListener("click", () => {
    open(panel.hidden);
    if (!panel.hidden) panel.querySelector("button, a")?.focus();
  });
  for (const node of [button, panel]) {
    node.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !panel.hidden) back();
    });
  }
  document.addEventListener("pointerdown", ({ target }) => {
    if (!panel.contains(target) && !button.contains(target)) open(false);
  });
  return open;
}
