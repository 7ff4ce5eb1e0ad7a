/** The address bar for m.me links, with the sample links ready to tap. */

import { element } from "./dom.js";
import { redraw } from "./redraw.js";

/**
 * Wires the bar; the result shows the sample links. On a narrow screen the samples fold away
 * once a link is followed, so that the conversation has the room.
 * @param {(link: string) => Promise<void>} follow throws what is wrong with the link
 */
export function addressBar(form, list, problem, follow) {
  const folder = form.querySelector("#links-button");
  const showSamples = (yes) => {
    list.classList.toggle("folded", !yes);
    folder.setAttribute("aria-expanded", String(yes));
  };
  const open = async (link) => {
    form.elements.link.value = link;
    problem.textContent = await follow(link).then(() => "", (refused) => refused.message);
    if (problem.textContent === "") showSamples(false);
  };
  folder.addEventListener("click", () => showSamples(list.classList.contains("folded")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const link = form.elements.link.value.trim();
    if (link) open(link);
    else form.elements.link.focus();
  });
  return (links) => redraw(list, links, () => links.map((each) => sample(each, open)));
}

function sample({ label, link }, open) {
  return element("li", {},
    element("button", { type: "button", class: "chip", title: link, dir: "auto", onclick: () => open(link) }, label));
}
