/** Builds elements by DOM calls only, so that nothing a bot writes is ever read as HTML. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * A new element. Attributes that are null, undefined or false are left out, `on…` ones are
 * listeners, and children that are null or undefined are skipped.
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A decorative icon of icons.svg; its meaning must stand beside it in words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** A copy of what stands in a <template> of the page. */
export function fromTemplate(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** Words that only a screen reader says. */
export function spoken(words) {
  return element("span", { class: "visually-hidden" }, words);
}
