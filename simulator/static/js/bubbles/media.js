/** Pictures, sound, film, files and stickers. */

import { element, icon } from "../dom.js";
import { outsideLink, webAddress } from "../links.js";
import { LIKE } from "../stickers.js";
import { actionStack } from "./actions.js";
import { picture } from "./picture.js";

export function image(item) {
  const shown = picture(item.url, "Picture");
  const address = webAddress(item.url);
  return address ? outsideLink(address, { class: "media" }, shown) : shown;
}

export function sticker(item) {
  if (!item.url) return element("div", { class: "emoji" }, Number(item.sticker_id) === LIKE ? "👍" : "🏷️");
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
  return linkBubble("file", item.url, item.title ?? nameOf(webAddress(item.url)) ?? "File");
}

/** A shared link. */
export function fallback(item) {
  return linkBubble("outside", item.url, item.title ?? item.url ?? "A shared link");
}

function linkBubble(picture, url, words) {
  const content = [icon(picture), element("span", { dir: "auto" }, words)];
  const address = webAddress(url);
  if (address) return outsideLink(address, { class: "bubble file" }, ...content);
  return element("div", { class: "bubble file" }, ...content);
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
