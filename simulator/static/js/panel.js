/** A panel that is a sheet on a narrow screen; the page behind it cannot be reached meanwhile. */

const WIDE = matchMedia("(min-width: 1000px)");

/** @returns {() => void} opens the sheet, where the panel is one */
export function sheet(panel, opener) {
  let back = opener;
  const isOpen = () => document.body.classList.contains("inspecting");
  const show = (open, from = opener) => {
    document.body.classList.toggle("inspecting", open);
    document.querySelector(".desk").inert = open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) back = from;
    (open ? panel.querySelector("[aria-selected=true]") : back.isConnected ? back : opener).focus();
  };
  opener.addEventListener("click", () => show(!isOpen()));
  panel.querySelector("#inspector-close").addEventListener("click", () => show(false));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && isOpen()) show(false);
  });
  WIDE.addEventListener("change", () => { if (isOpen()) show(false); });
  return () => { if (!WIDE.matches && !isOpen()) show(true, document.activeElement); };
}
