/** Tabs as the ARIA practices describe them: arrow keys move, one tab is in the tab order. */

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** @returns {(id: string) => void} selects a tab */
export function tabs(tablist) {
  const all = [...tablist.querySelectorAll("[role=tab]")];
  tablist.addEventListener("click", ({ target }) => {
    const tab = target.closest("[role=tab]");
    if (tab) select(tab, all);
  });
  tablist.addEventListener("keydown", (event) => {
    const tab = neighbour(event, all);
    if (!tab) return;
    event.preventDefault();
    select(tab, all);
    tab.focus();
  });
  return (id) => select(document.getElementById(id), all);
}

function select(chosen, all) {
  for (const tab of all) {
    const selected = tab === chosen;
    tab.setAttribute("aria-selected", String(selected));
    tab.tabIndex = selected ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !selected;
  }
}

function neighbour({ key, target }, all) {
  const ends = { Home: all.at(0), End: all.at(-1) };
  if (!(key in STEPS)) return ends[key];
  return all[(all.indexOf(target) + STEPS[key] + all.length) % all.length];
}
