// The dialog before submitting: what is missing, with the way there; nothing is sent while a change waits.
import { say } from "./words.js";

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
      return missing.length ? [this.#entry(id, missing)] : [];
    });
    this.dialog.querySelector(".todo").replaceChildren(...entries);
    this.dialog.querySelector(".lacking").hidden = entries.length === 0;
    this.dialog.querySelector(".ready").hidden = entries.length > 0;
    document.getElementById("submit-now").disabled = entries.length > 0;
  }

  #entry(id, missing) {
    const { article, link } = this.questions.get(id);
    const entry = document.createElement("li");
    const jump = document.createElement("a");
    jump.href = `#${article.id}`;
    jump.textContent = `${link.querySelector(".number").textContent}. ${link.querySelector(".wording").textContent}`;
    jump.addEventListener("click", (event) => { event.preventDefault(); this.#jump(id); });
    const words = missing.map((code) => say(`state_${code}`)).join(say("comma"));
    entry.append(jump, " ", Object.assign(document.createElement("span"), { className: "warned", textContent: words }));
    return entry;
  }

  // To the question, and to the first field that lacks its text.
  #jump(id) {
    this.dialog.close();
    this.open(id);
    const question = this.questions.get(id);
    const target = question.query(".versions button") ?? question.query(".need.open textarea") ?? question.query(".rate [tabindex='0']");
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
