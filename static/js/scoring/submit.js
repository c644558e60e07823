// The dialog before submitting: what is missing, with the way there; nothing is sent while a change waits.
import { rated, say } from "./words.js";

const TIMEOUT = 30_000; // milliseconds

export class SubmitDialog {
  /**
   * @param {object} page
   * @param {import("./responses.js").Responses} page.responses
   * @param {Map<number, object>} page.questions by the items' ids, in the sheet's order: of each its address (`hash`),
   *   its `title`, what it lacks that only the page knows (`unread`, sentences), and how to `goTo(unmarked point)`
   * @param {import("../common/session.js").Session} page.session
   * @param {import("../common/channel.js").Channel[]} page.channels nothing is submitted before they have sent all
   * @param {() => () => void} [page.pause] stops what the page enters by itself; returns how to let it go on
   */
  constructor({ responses, questions, session, channels, pause = () => () => {} }) {
    Object.assign(this, { responses, questions, session, channels, pause });
    this.dialog = document.getElementById("submit-dialog");
    this.form = this.dialog.querySelector("form");
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
  }

  show() {
    this.#list();
    this.#say("");
    this.dialog.showModal();
    for (const channel of this.channels) channel.look();
  }

  #list() {
    const ids = [...this.questions.keys()];
    const lacking = new Map();
    const unmarked = new Map();
    for (const id of ids) {
      const missing = this.responses.judge(id).missing.map((code) => say(`state_${code}`));
      const lacks = [...new Set([...this.questions.get(id).unread, ...missing])];
      const count = this.responses.unmarked(id).length;
      const points = count ? [say("state_unmarked", { count })] : [];
      // A question is named once, with all that is to be said of it.
      if (lacks.length) lacking.set(id, [...lacks, ...points]);
      else if (count) unmarked.set(id, points);
    }
    const list = (part, found) => this.#fill(part, [...found].map(([id, words]) => this.#entry(id, words.join(say("comma")))));
    list(".lacking", lacking);
    list(".unmarked", unmarked);
    this.#fill(".below-floor", ids.filter((id) => this.responses.disqualifies(id)).map((id) => (
      this.#entry(id, rated(this.responses.get(id).rating))
    )));
    this.dialog.querySelector(".ready").hidden = lacking.size > 0;
    // Asked once it can be submitted.
    const early = document.getElementById("submit-early");
    if (early) early.closest(".field").hidden = lacking.size > 0;
    document.getElementById("submit-now").disabled = lacking.size > 0;
  }

  #fill(part, entries) {
    this.dialog.querySelector(`${part} ul`).replaceChildren(...entries);
    this.dialog.querySelector(part).hidden = entries.length === 0;
  }

  #entry(id, words) {
    const question = this.questions.get(id);
    const entry = document.createElement("li");
    const jump = document.createElement("a");
    jump.href = `#${question.hash}`;
    jump.textContent = question.title;
    jump.addEventListener("click", (event) => {
      event.preventDefault();
      this.dialog.close();
      question.goTo(this.responses.unmarked(id)[0]);
    });
    entry.append(jump, " ", Object.assign(document.createElement("span"), { className: "warned", textContent: words }));
    return entry;
  }

  async #send() {
    this.#say("");
    const goOn = this.pause();
    const problem = await this.#submit();
    if (problem === null) return;
    goOn();
    if (this.session.over) this.#signIn();
    else this.#say(problem && say(problem));
  }

  // Resolves to what stood in the way, or to null when the page is left.
  async #submit() {
    const drained = await Promise.all(this.channels.map((channel) => channel.drain()));
    if (!drained.every(Boolean)) return "submit_waiting";
    this.#list();
    if (document.getElementById("submit-now").disabled) return "";
    const answer = await this.#post().catch(() => null);
    // Signed out, or a token of before: the channel says so, or brings a new one.
    if ([401, 403].includes(answer?.status)) await this.channels[0].look();
    if (!answer?.ok) return "submit_failed";
    for (const channel of this.channels) channel.stop();
    if (answer.headers.get("Content-Type").startsWith("application/json")) location.assign((await answer.json()).location);
    // The page again, with what is missing: the browser asks for it itself, and is given the same answer.
    else this.form.submit();
    return null;
  }

  // Sent from the page, which stays when the site can't be reached: submitting is tried again by hand only.
  #post() {
    this.form.elements.csrfmiddlewaretoken.value = this.session.csrf;
    return fetch(this.form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(this.form)),
      credentials: "same-origin",
      headers: { "X-Requested-With": "form", Accept: "text/html, application/json;q=0.9" },
      signal: AbortSignal.timeout(TIMEOUT),
    });
  }

  // It is offered on the page, which the dialog lies over.
  #signIn() {
    this.dialog.close();
    document.getElementById("trouble").hidden = false;
    document.querySelector("#sign-in [type=password]").focus();
  }

  #say(text) {
    const line = this.dialog.querySelector(".waiting");
    line.hidden = !text;
    line.textContent = text;
  }
}
