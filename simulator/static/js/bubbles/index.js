/** Which drawing shows which kind of conversation item. */

import { coupon } from "./coupon.js";
import { feedback, optIn } from "./requests.js";
import { audio, fallback, file, image, media, sticker, video } from "./media.js";
import { buttons, cards } from "./templates.js";
import { receipt } from "./receipt.js";
import { text } from "./text.js";
import { unknown } from "./unknown.js";

const drawings = new Map(Object.entries({
  text, image, audio, video, file, sticker, fallback, media, coupon, receipt,
  button: buttons,
  generic: cards,
  notification_messages: optIn,
  customer_feedback: feedback,
}));

/**
 * The bubble of a conversation item.
 * @param {object} item as GET /sim/people/PSID/screen gives it
 * @param {(title: string, place?: object) => Promise<object|null>} tap tells the simulator what was
 *   tapped; the screen that follows, or null if that was refused
 */
export function bubble(item, tap) {
  const draw = drawings.get(item.kind) ?? unknown;
  return draw(item, (title, place = {}) => tap(title, { id: item.id, ...place }));
}
