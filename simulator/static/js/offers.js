/** What the person may tap that no bubble shows: how to begin, and topics to stop or resume. */

const GET_STARTED = "Get Started";

/**
 * The screen's titles that stand nowhere else on it.
 * @returns {{begun: boolean, getStarted: boolean, questions: string[], topics: string[]}}
 */
export function offers(screen) {
  // A private reply to a comment can be answered before anything else was done.
  const begun = screen.window_closes_at !== null || screen.conversation.some(({ mid }) => mid);
  const shown = new Set([...screen.conversation.flatMap(titles), ...screen.menu.map(({ title }) => title)]);
  const others = screen.tappable.filter((title) => !shown.has(title));
  const getStarted = !begun && others.includes(GET_STARTED);
  return {
    begun,
    getStarted,
    questions: begun || getStarted ? [] : others,
    topics: begun ? others.filter((title) => title !== GET_STARTED) : [],
  };
}

function titles({ quick_replies: replies = [], buttons = [], elements = [] }) {
  const below = elements.flatMap((each) => each.buttons ?? []);
  return [...replies, ...buttons, ...below].map(({ title }) => title);
}
