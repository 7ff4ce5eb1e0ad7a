/** The line above the phone: what is wrong with the bot, in the order of what hurts most. */

/** @param {object} page of GET /sim/page  @returns {string} empty when all is well */
export function bannerOf({ bot, subscribed, alerts = [] }) {
  if (bot.answers === false) return bot.sentence;
  const told = alerts.at(-1);
  if (subscribed === false) return told?.kind === "unsubscribed" ? told.text : "The app is not subscribed to the Page: the bot hears nothing.";
  if (!bot.failing_since) return "";
  if (told?.kind === "failing" && told.at >= bot.failing_since) return told.text;
  return "The bot did not acknowledge the last delivery with 200 in time: Messenger delivers it again. See What went wrong under Traffic.";
}
