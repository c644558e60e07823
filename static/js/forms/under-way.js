// What is being sent: its button shows it, and a second click while it is under way does nothing.

const LONGEST = 90_000; // milliseconds after which a request that never ended no longer blocks its form

export class UnderWay {
  constructor() {
    this.sent = new Map(); // form → {submitter, timer}
  }

  /** @param {HTMLFormElement} form @param {HTMLElement|null} submitter */
  begin(form, submitter = null) {
    this.end(form);
    submitter?.setAttribute("aria-busy", "true");
    this.sent.set(form, { submitter, timer: setTimeout(() => this.end(form), LONGEST) });
  }

  /** @param {HTMLFormElement} form */
  end(form) {
    const { submitter, timer } = this.sent.get(form) ?? {};
    clearTimeout(timer);
    submitter?.removeAttribute("aria-busy");
    this.sent.delete(form);
  }

  /** Nothing is under way, as after coming back to the page with the browser's button. */
  endAll() {
    for (const form of [...this.sent.keys()]) this.end(form);
  }

  /** @param {HTMLFormElement} form @param {HTMLElement|null} submitter @returns {boolean} */
  has(form, submitter = null) {
    return this.sent.has(form) && this.sent.get(form).submitter === submitter;
  }

  /** Whether anything of the form is under way. @param {HTMLFormElement} form @returns {boolean} */
  any(form) {
    return this.sent.has(form);
  }
}
