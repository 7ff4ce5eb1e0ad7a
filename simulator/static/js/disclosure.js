/** A button that shows and hides a panel: Escape and a tap elsewhere hide it. */

/** @returns {(open: boolean) => void} shows or hides the panel */
export function disclosure(button, panel) {
  const elsewhere = ({ target }) => {
    if (!panel.contains(target) && !button.contains(target)) open(false);
  };
  const open = (yes) => {
    panel.hidden = !yes;
    button.setAttribute("aria-expanded", String(yes));
    if (yes) document.addEventListener("pointerdown", elsewhere);
    else document.removeEventListener("pointerdown", elsewhere);
  };
  const closeByKey = (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    open(false);
    button.focus();
  };
  button.addEventListener("keydown", closeByKey);
  panel.addEventListener("keydown", closeByKey);
  button.addEventListener("click", () => {
    open(panel.hidden);
    if (!panel.hidden) panel.querySelector("button, a")?.focus();
  });
  return open;
}
