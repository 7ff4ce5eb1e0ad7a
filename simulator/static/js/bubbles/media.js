/** Pictures, sound, film, files and stickers. */

import { element, icon } from "../dom.js";
import { outsideLink, webAddress } from "../links.js";
import { actionStack } from "./actions.js";
import { picture } from "./picture.js";

export function image(item) {
  const shown = picture(item.url, "Picture");
  const address = webAddress(item.url);
  return address ? outsideLink(address, { class: "media" }, shown) : shown;
}

export function sticker(item) {
  const shown = picture(item.url, item.title ?? "Sticker");
  shown.classList.add("sticker");
  return shown;
}

export function audio(item) {
  return element("audio", { class: "media", controls: true, preload: "none", src: webAddress(item.url), "aria-label": "Sound" });
}

export function video(item) {
  return element("video", { class: "media", controls: true, preload: "metadata", src: webAddress(item.url), "aria-label": "Video" });
}

export function file(item) {
  const address = webAddress(item.url);
  const name = item.title ?? nameOf(address) ?? "File";
  const words = element("span", { dir: "auto" }, name);
  return address
    ? outsideLink(address, { class: "bubble file" }, icon("file"), words)
    : element("div", { class: "bubble file" }, icon("file"), words);
}

/** The media template: one picture or film with buttons under it. */
export function media(item, tap) {
  const film = item.media_type === "video";
  return element("div", { class: "card" }, film ? video(item) : picture(item.url ?? item.image_url, "Picture"), actionStack(item.buttons, tap));
}

function nameOf(address) {
  const name = address?.split(/[?#]/u)[0].split("/").pop();
  if (!name) return null;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
