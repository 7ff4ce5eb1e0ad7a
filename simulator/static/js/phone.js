/** One person's phone: the thread with the Page, and what the person can do in it. */

import * as api from "./api.js";
import { pageAvatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { fromTemplate } from "./dom.js";
import { drawIntro, getStarted } from "./intro.js";
import { latest } from "./latest.js";
import { menu } from "./menu.js";
import { offers } from "./offers.js";
import { showQuickReplies } from "./quick-replies.js";
import { Bottom } from "./scroll.js";

const OWNERS = { bot: "Answered by the bot", inbox: "Answered by people of the Page" };

export class Phone {
  #psid;
  #pageName;
  #asked = 0;
  #shown = 0;
  #bottom;
  #conversation;
  #composer;
  #watching;
  #items = [];
  #start;
  #tap;
  #topics;

  /** `shown(screen)` hears of each screen, `inspect(psid, item, conversation)` of a tapped bubble. */
  constructor(pageName, person, watching) {
    this.#watching = watching;
    this.#psid = person.psid;
    this.#pageName = pageName;
    this.node = fromTemplate("phone-template");
    this.node.setAttribute("aria-label", `${person.name}’s phone`);
    this.#part("page-name").textContent = pageName;
    this.#part("avatar-place").replaceWith(pageAvatar(pageName));
    this.#furnish(person);
  }

  /** Fetches the screen and shows it. */
  refresh = latest(() => this.#showAnswer(() => api.getScreen(this.#psid)));

  /** Follows an m.me link; what is wrong with the link is thrown for the address bar to say. */
  open(link) {
    return this.#showAnswer(() => api.openLink(this.#psid, link));
  }

  /** Gives the conversation the keyboard. */
  focus() {
    this.#part("thread").focus({ preventScroll: true });
  }

  /** The id of the Page's newest message, or null. */
  get newestMid() {
    return this.#items.findLast(({ from, mid }) => from === "page" && mid)?.mid ?? null;
  }

  #part(name) {
    return this.node.querySelector(`.${name}`);
  }

  #furnish(person) {
    const tap = (title, place) => this.#act(() => api.tap(this.#psid, title, place));
    const say = (text) => this.#act(() => api.say(this.#psid, text));
    const send = (attachment) => this.#act(() => api.sendAttachment(this.#psid, attachment));
    const sendFile = (file) => this.#act(() => api.sendFile(this.#psid, file));
    const react = (id, reaction) => this.#act(() => api.react(this.#psid, id, reaction));
    const inspect = (item) => this.#watching.inspect(this.#psid, item, this.#items);
    const around = { pageName: this.#pageName, firstName: person.first_name, tap, react, inspect };
    this.#bottom = new Bottom(this.#part("thread"), this.#part("thread-content"), this.#part("newer"));
    this.#conversation = new Conversation(this.#part("log"), around);
    this.#tap = tap;
    this.#composer = new Composer({ tap, say, send, sendFile });
    this.#topics = menu(this.#part("topics-button"), this.#part("topics"), tap);
    this.#start = getStarted(tap);
  }

  /** Does what the person does: the screen that follows, or null and under the thread why not. */
  async #act(asking) {
    this.#bottom.follow();
    const note = this.#part("note");
    try {
      const screen = await this.#showAnswer(asking);
      note.textContent = "";
      return screen;
    } catch (refused) {
      note.textContent = refused.message;
      return null;
    }
  }

  /** An answer to an older question never covers that of a newer one. */
  async #showAnswer(asking) {
    this.#asked += 1;
    const question = this.#asked;
    const screen = await asking();
    if (question >= this.#shown) {
      this.#shown = question;
      this.#show(screen);
    }
    return screen;
  }

  #show(screen) {
    this.#watching.shown(screen);
    this.#items = screen.conversation;
    const { begun, getStarted: starts, questions, topics } = offers(screen);
    drawIntro(this.#part("intro"), this.#pageName, { begun, greeting: screen.greeting });
    const news = this.#conversation.show(screen.conversation);
    const offered = screen.conversation.findLast((item) => item.quick_replies)?.quick_replies ?? [];
    const replies = [...offered, ...asButtons(questions)];
    showQuickReplies(this.#part("quick-replies"), this.#part("thread"), replies, this.#tap);
    this.#topics(asButtons(topics));
    this.#composer.show(screen);
    this.#part("seen").hidden = !seen(screen);
    this.#part("typing").hidden = !screen.typing;
    this.#bottom.changed(news);
    this.#part("answered-by").textContent = OWNERS[screen.thread_owner] ?? "";
    const foot = starts ? this.#start : this.#composer.node;
    if (foot.isConnected) return;
    const focused = this.#part("foot").contains(document.activeElement);
    this.#part("foot").replaceChildren(foot);
    if (focused) this.#part("thread").focus({ preventScroll: true });
  }
}

const asButtons = (titles) => titles.map((title) => ({ title, type: "postback" }));

/** Whether the Page has seen what the person said last, and has not answered yet. */
function seen({ conversation, seen_at: at }) {
  const last = conversation.findLast(({ from }) => from !== "notice");
  return last?.from === "person" && last.at <= at;
}
