/** Tabs as the ARIA practices describe them: arrow keys move, one tab is in the tab order. */

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

export function tabs(tablist) {
  const all = [...tablist.querySelectorAll("[role=tab]")];

  const select = (chosen) => {
    for (const tab of all) {
      const selected = tab === chosen;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !selected;
    }
  };
  tablist.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) select(tab);
  });
  tablist.addEventListener("keydown", (event) => {
    const here = all.indexOf(event.target);
    const there = { Home: 0, End: all.length - 1 }[event.key] ?? here + (STEPS[event.key] ?? 0);
    if (here < 0 || there === here) return;
    event.preventDefault();
    const tab = all[(there + all.length) % all.length];
    select(tab);
    tab.focus();
  });
}
