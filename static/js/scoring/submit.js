// The dialog before submitting: what is missing, with the way there; nothing is sent while a change waits.
import { rated, say } from "./words.js";

export class SubmitDialog {
  /**
   * @param {object} page what page.js puts together; nothing is submitted before its channels have sent all
   */
  constructor({ responses, order, questions, open, clock, session, channels }) {
    Object.assign(this, { responses, order, questions, open, clock, session, channels });
    this.dialog = document.getElementById("submit-dialog");
    this.form = this.dialog.querySelector("form");
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
  }

  show() {
    this.clock.store();
    this.#list();
    this.#wait(false);
    this.dialog.showModal();
    for (const channel of this.channels) channel.look();
  }

  #list() {
    const entries = this.order.flatMap((id) => {
      const { missing } = this.responses.judge(id);
      return missing.length ? [this.#entry(id, missing.map((code) => say(`state_${code}`)).join(say("comma")))] : [];
    });
    this.#fill(".lacking", entries);
    this.#fill(".unmarked", this.order.flatMap((id) => {
      const count = this.responses.unmarked(id).length;
      return count ? [this.#entry(id, say("state_unmarked", { count }))] : [];
    }));
    this.#fill(".below-floor", this.order.filter((id) => this.responses.disqualifies(id)).map((id) => (
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
    const { article, link } = this.questions.get(id);
    const entry = document.createElement("li");
    const jump = document.createElement("a");
    jump.href = `#${article.id}`;
    jump.textContent = `${link.querySelector(".number").textContent}. ${link.querySelector(".wording").textContent}`;
    jump.addEventListener("click", (event) => { event.preventDefault(); this.#jump(id); });
    entry.append(jump, " ", Object.assign(document.createElement("span"), { className: "warned", textContent: words }));
    return entry;
  }

  // To the question, and to the first field that lacks its text.
  #jump(id) {
    this.dialog.close();
    this.open(id);
    const question = this.questions.get(id);
    const unmarked = this.responses.unmarked(id)[0];
    const target = question.query(".versions button")
      ?? question.query(".need.open textarea")
      ?? (unmarked && question.marks.get(String(unmarked.id))?.querySelector("[data-value]"))
      ?? question.query(".rate [tabindex='0']");
    target.focus();
  }

  async #send() {
    this.#wait(false);
    // Seconds counted from here on would find the scorecard locked, and stay in the browser's storage.
    const { item } = this.clock;
    this.clock.stop();
    const drained = await Promise.all(this.channels.map((channel) => channel.drain()));
    if (!drained.every(Boolean)) { this.clock.open(item); this.#wait(true); return; }
    this.#list();
    if (document.getElementById("submit-now").disabled) { this.clock.open(item); return; }
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
