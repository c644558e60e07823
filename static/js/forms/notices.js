// The one way in which a page says what became of a form: a notice beside the form, and the state in the corner.
import { stateText } from "../common/save-state.js";
import { steady } from "../common/steady.js";
import { timeOfDay } from "../common/texts.js";

const SHOWN = 4000; // milliseconds that "saved" stays
const PATIENCE = 400; // milliseconds before "saving" is worth a word

const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

export class Notices {
  /**
   * @param {object} options
   * @param {(key: string, values?: object) => string} options.say
   * @param {HTMLElement} options.state in the corner: seen by all, heard when it changes
   * @param {{entered: *[], durable: boolean}} options.queue what is not saved, and whether it outlasts the page
   */
  constructor({ say, state, queue }) {
    Object.assign(this, { say, state, queue });
    this.below = new WeakMap(); // what became of it
    this.above = new WeakMap(); // what is offered
    this.timer = null;
  }

  /**
   * Show a notice beside a form (or another element), instead of the one that stands there: what became of it
   * below, what is offered above.
   *
   * @param {HTMLElement} element
   * @param {object} content
   * @param {string} content.text
   * @param {string} content.kind "error" is heard at once; "warning" waits to be read
   * @param {[string, () => void][]} [content.acts] what its buttons say and do
   * @param {string} [content.copy] a text to be read and copied
   * @param {boolean} [content.above] before the element, not after it
   * @returns {HTMLElement}
   */
  show(element, { text, kind, acts = [], copy = "", above = false }) {
    this.clear(element, { above });
    const notice = make("div", { className: `notice form-notice ${kind}` });
    notice.setAttribute("role", kind === "error" ? "alert" : "status");
    notice.append(make("p", { textContent: text }));
    if (copy) notice.append(make("textarea", { value: copy, readOnly: true, rows: 4, ariaLabel: text }));
    const row = make("div", { className: "actions" });
    row.append(...acts.map(([label, act]) => this.#button(label, act)));
    if (acts.length) notice.append(row);
    (above ? this.above : this.below).set(element, notice);
    steady(() => {
      if (above) element.before(notice);
      else element.after(notice);
    });
    reveal(element);
    return notice;
  }

  /** @param {HTMLElement} element @param {{above?: boolean}} [which] */
  clear(element, { above = false } = {}) {
    const notices = above ? this.above : this.below;
    notices.get(element)?.remove();
    notices.delete(element);
  }

  /** A request is under way; said only when it takes long enough to wonder. */
  saving() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#state("saving"), PATIENCE);
  }

  saved() {
    this.#state("saved");
    this.timer = setTimeout(() => { this.state.hidden = true; }, SHOWN);
  }

  /** @param {string} kind offline, signed-out, not-yours or not-taken, as a Channel says it */
  unsaved(kind) {
    if (kind === "offline" || this.queue.entered.length) this.#state(kind);
    else this.state.hidden = true;
  }

  /** Heard, and seen in the corner for a moment. @param {string} text */
  announce(text) {
    clearTimeout(this.timer);
    this.state.dataset.state = "saved";
    this.state.textContent = text;
    this.state.hidden = false;
    this.timer = setTimeout(() => { this.state.hidden = true; }, SHOWN);
  }

  #state(kind) {
    clearTimeout(this.timer);
    const time = kind === "saved" ? ` ${timeOfDay(new Date())}` : "";
    this.state.dataset.state = kind;
    this.state.textContent = stateText(this.say, kind, this.queue) + time;
    this.state.hidden = false;
  }

  #button(label, act) {
    const button = make("button", { type: "button", className: "btn button", textContent: label });
    button.addEventListener("click", act);
    return button;
  }
}

// What is folded away would not be seen.
function reveal(element) {
  for (let box = element.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
}
