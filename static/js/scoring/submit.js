// The dialog before submitting: what is missing, with the way there; nothing is sent while a change waits.
import { rated, say } from "./words.js";

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
    this.#wait(false);
    this.dialog.showModal();
    for (const channel of this.channels) channel.look();
  }

  #list() {
    const ids = [...this.questions.keys()];
    const entries = ids.flatMap((id) => {
      const missing = this.responses.judge(id).missing.map((code) => say(`state_${code}`));
      const lacking = [...new Set([...this.questions.get(id).unread, ...missing])];
      return lacking.length ? [this.#entry(id, lacking.join(say("comma")))] : [];
    });
    this.#fill(".lacking", entries);
    this.#fill(".unmarked", ids.flatMap((id) => {
      const count = this.responses.unmarked(id).length;
      return count ? [this.#entry(id, say("state_unmarked", { count }))] : [];
    }));
    this.#fill(".below-floor", ids.filter((id) => this.responses.disqualifies(id)).map((id) => (
      this.#entry(id, rated(this.responses.get(id).rating))
    )));
    this.dialog.querySelector(".ready").hidden = entries.length > 0;
    document.getElementById("submit-now").disabled = entries.length > 0;
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
    this.#wait(false);
    const goOn = this.pause();
    const drained = await Promise.all(this.channels.map((channel) => channel.drain()));
    if (!drained.every(Boolean)) { goOn(); this.#wait(true); return; }
    this.#list();
    if (document.getElementById("submit-now").disabled) { goOn(); return; }
    for (const channel of this.channels) channel.stop();
    this.form.elements.csrfmiddlewaretoken.value = this.session.csrf;
    this.form.submit();
  }

  #wait(waiting) {
    const line = this.dialog.querySelector(".waiting");
    line.hidden = !waiting;
    line.textContent = waiting ? say("submit_waiting") : "";
  }
}
