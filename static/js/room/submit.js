// The dialog before submitting: what is missing, with the way there; nothing is sent while a change waits.
import { drainAsides } from "./asides.js";
import { say } from "./words.js";

export class SubmitDialog {
  constructor(page) {
    Object.assign(this, page);
    this.dialog = document.getElementById("submit-dialog");
    this.form = this.dialog.querySelector("form");
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
  }

  show() {
    this.clock.store();
    this.#list();
    this.#wait(false);
    this.dialog.showModal();
    this.sync.look();
  }

  #list() {
    const entries = this.order.flatMap((id) => {
      const { missing } = this.store.judge(id);
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
    const target = question.one(".versions button") ?? question.one(".need.open textarea") ?? question.one(".rate [tabindex='0']");
    target.focus();
  }

  async #send() {
    this.#wait(false);
    if (!(await this.sync.drain()) || !(await drainAsides())) { this.#wait(true); return; }
    this.#list();
    if (document.getElementById("submit-now").disabled) return;
    this.sync.stop();
    this.form.elements.csrfmiddlewaretoken.value = this.sync.csrf;
    this.form.submit();
  }

  #wait(waiting) {
    const line = this.dialog.querySelector(".waiting");
    line.hidden = !waiting;
    line.textContent = waiting ? say("submit_waiting") : "";
  }
}
