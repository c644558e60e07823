// A person's own phrases: a key opens them, a digit inserts one into the notes.
import { singleKeys } from "../common/keyboard.js";
import { say } from "../scoring/words.js";

export class Snippets {
  /**
   * @param {object} options
   * @param {HTMLDialogElement} options.dialog
   * @param {(text: string) => void} options.insert writes into the notes of the open question
   * @param {import("../common/session.js").Session} options.session
   */
  constructor({ dialog, insert, session }) {
    Object.assign(this, { dialog, insert, session });
    this.waiting = null; // phrases to be saved when the person has signed in again
    session.join(this);
    this.form = dialog.querySelector("form");
    this.fields = [...this.form.querySelectorAll("input[name=text]")];
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#save(); });
    dialog.querySelector(".edit").addEventListener("click", () => this.#edit(true));
    dialog.addEventListener("keydown", (event) => this.#key(event));
  }

  show() {
    // What waits still stands in the form.
    if (!this.waiting) this.#edit(this.#texts().length === 0);
    this.dialog.showModal();
  }

  /** Signed out: nothing here is the server's. */
  async look() {}

  /** Signed in again: save what waits. @returns {Promise<boolean>} whether this is the right person */
  async resume() {
    if (this.waiting) await this.#store(this.waiting);
    return !this.waiting;
  }

  #texts() {
    return this.fields.map((field) => field.defaultValue).filter((text) => text);
  }

  #edit(editing) {
    this.form.hidden = !editing;
    this.dialog.querySelector(".choose").hidden = editing;
    this.dialog.querySelector(".edit").hidden = editing;
    this.dialog.querySelector(".save").hidden = !editing;
    this.#say("");
    this.form.reset();
    this.#list();
    if (editing) this.fields[0].focus();
  }

  #list() {
    const buttons = this.#texts().map((text, index) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "snippet" });
      button.append(Object.assign(document.createElement("kbd"), { textContent: index + 1 }), " ", text);
      button.addEventListener("click", () => this.#take(text));
      const entry = document.createElement("li");
      entry.append(button);
      return entry;
    });
    this.dialog.querySelector(".choose").replaceChildren(...buttons);
  }

  #key(event) {
    if (!singleKeys() || !this.form.hidden || !/^(Digit|Numpad)[1-9]$/.test(event.code)) return;
    const text = this.#texts()[Number(event.code.at(-1)) - 1];
    if (text) { event.preventDefault(); this.#take(text); }
  }

  #take(text) {
    this.dialog.close();
    this.insert(text);
  }

  #save() {
    return this.#store(this.fields.map((field) => field.value.trim()).filter((text) => text));
  }

  async #store(texts) {
    this.waiting = null;
    const problem = await this.#send(texts).catch(() => say("snippets_offline"));
    if (this.waiting) { this.dialog.close(); return; }
    if (problem) {
      this.#say(problem);
      if (!this.dialog.open) this.dialog.showModal();
      return;
    }
    this.form.dispatchEvent(new CustomEvent("form:saved", { bubbles: true }));
    this.fields.forEach((field, index) => { field.defaultValue = texts[index] ?? ""; });
    if (texts.length) this.#edit(false);
    else this.dialog.close();
  }

  // Resolves to what went wrong, or to "". Phrases are a person's: whoever else has signed in since gets none.
  async #send(texts) {
    const status = await this.session.identify();
    if ([401, 404].includes(status)) {
      this.waiting = texts;
      this.session.end(this);
      return "";
    }
    const answer = await this.session.send(this.form.action, texts.map((text) => ["text", text]));
    if (answer.ok) return "";
    return answer.status === 400 ? (await answer.json()).message : say("snippets_offline");
  }

  #say(text) {
    const line = this.dialog.querySelector(".problem");
    line.textContent = text;
    line.hidden = !text;
  }
}
