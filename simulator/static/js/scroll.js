/** Keeps a thread at its newest line, unless the person has scrolled up to read. */

const NEAR_PX = 48;

export class Bottom {
  #thread;
  #newer;
  #near = true;

  /**
   * @param {HTMLElement} thread what scrolls  @param {HTMLElement} content what grows in it
   * @param {HTMLElement} newer the button that leads back down
   */
  constructor(thread, content, newer) {
    this.#thread = thread;
    this.#newer = newer;
    const resized = new ResizeObserver(() => this.#settle());
    resized.observe(content);
    resized.observe(thread);
    thread.addEventListener("scroll", () => this.#scrolled());
    newer.addEventListener("click", () => {
      this.follow();
      thread.focus();
    });
  }

  /** The person acted: they want to see what comes of it. */
  follow() {
    this.#near = true;
    this.#newer.hidden = true;
    this.#settle();
  }

  /** Lines came or went; `news` if the Page has written. (A line for a line resizes nothing.) */
  changed(news) {
    this.#settle();
    if (news && !this.#near) this.#newer.hidden = false;
  }

  #settle() {
    if (this.#near) this.#thread.scrollTop = this.#thread.scrollHeight;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#thread;
    this.#near = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (this.#near) this.#newer.hidden = true;
  }
}
