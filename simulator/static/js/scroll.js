/** Keeps a thread at its newest line, unless the person has scrolled up to read. */

const NEAR_PX = 48;

/**
 * @param {HTMLElement} thread what scrolls  @param {HTMLElement} content what grows in it
 * @param {HTMLElement} newer the button that leads back down
 */
export function keepAtBottom(thread, content, newer) {
  let atBottom = true;
  const toBottom = () => { thread.scrollTop = thread.scrollHeight; };
  const settle = () => { if (atBottom) toBottom(); };
  const resized = new ResizeObserver(settle);
  resized.observe(content);
  resized.observe(thread);
  thread.addEventListener("scroll", () => {
    atBottom = thread.scrollHeight - thread.scrollTop - thread.clientHeight < NEAR_PX;
    if (atBottom) newer.hidden = true;
  });
  /** The person acted: they want to see what comes of it. */
  const follow = () => {
    atBottom = true;
    newer.hidden = true;
    toBottom();
  };
  newer.addEventListener("click", () => { follow(); thread.focus(); });
  /** Lines came or went; `news` if the Page has written. (A line for a line resizes nothing.) */
  const changed = (news) => {
    settle();
    if (news && !atBottom) newer.hidden = false;
  };
  return { follow, changed };
}
