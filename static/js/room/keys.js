// The keyboard: every act of the page by one key, and no key stolen from a text.
import { isComposing, isText, singleKeys } from "../common/keyboard.js";

const BUFFER = 900; // milliseconds in which typed digits belong to one rating
const RATING = 2500; // milliseconds after a digit in which the next one still rates
const FULL_WIDTH = { "？": "?", "。": ".", "．": "." };

// With a Chinese input method on, `key` is "Process" outside of texts too: go by the place of the key.
function keyOf(event) {
  if (event.key !== "Process" && event.key !== "Unidentified") return FULL_WIDTH[event.key] ?? event.key;
  if (event.code === "Slash" && event.shiftKey) return "?";
  if (event.code === "Period") return ".";
  return event.code.replace(/^(Key|Digit|Numpad)/, "");
}

export class Keys {
  /**
   * @param {object} acts the page: step, stepToOpen, toggleClock, stamp, snippets, textSize, showKeys, submit, notes,
   *   toggleAnswers, togglePapers, and the question() that is open
   */
  constructor(acts) {
    this.acts = acts;
    this.typed = { text: "", at: 0 };
    this.rating = null; // the part of the page that takes digits for a rating
    document.addEventListener("focusin", (event) => this.#goTo(event.target));
    document.addEventListener("pointerdown", () => { this.pointed = true; });
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { this.pointed = false; });
    document.addEventListener("click", ({ detail }) => { if (detail) this.#digitsRate(null); });
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
      if (event.ctrlKey || event.metaKey) {
        if (event.key === "Enter" && !event.altKey && !event.shiftKey) { event.preventDefault(); this.acts.submit(); }
        return;
      }
      const handled = isText(event.target) ? this.#inText(event) : this.#outside(event);
      if (handled) event.preventDefault();
    });
  }

  #inText(event) {
    if (isComposing(event)) return false;
    if (event.key === "Escape") { event.target.blur(); return true; }
    if (!event.altKey) return false;
    if (event.key === "ArrowDown") { this.acts.step(1); return true; }
    if (event.key === "ArrowUp") { this.acts.step(-1); return true; }
    if (event.code === "KeyT") { this.acts.stamp(); return true; }
    if (event.code === "KeyI") { this.acts.snippets(); return true; }
    if (event.code === "KeyW") { this.acts.question().toNeed(); return true; }
    if (event.code === "KeyE") { this.acts.question().quote(); return true; }
    const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
    return digit !== undefined && this.acts.question().tie(Number(digit) || 10);
  }

  #outside(event) {
    const key = keyOf(event).toLowerCase();
    const group = event.target.closest("[role=radiogroup]");
    if (group && ["arrowleft", "arrowright"].includes(key)) return this.#move(group, event.target, key === "arrowright" ? 1 : -1);
    if (event.altKey && !key.startsWith("arrow")) return false;
    if (group?.classList.contains("rate") && this.#rate(key)) return true;
    if (group && ["backspace", "delete"].includes(key)) {
      this.acts.question().unmark(group.closest("[data-point]").dataset.point);
      return true;
    }
    if (group && key === "escape") { event.target.blur(); return true; }
    if (!singleKeys() && !key.startsWith("arrow")) return false;
    if (/^[0-9]$/.test(key)) { this.acts.question().cycle(Number(key) || 10); return true; }
    if (event.shiftKey && /^Digit[1-9]$/.test(event.code)) { this.acts.question().probe(Number(event.code.at(-1))); return true; }
    const act = this.#acts()[key];
    act?.();
    return Boolean(act);
  }

  #acts() {
    const { acts } = this;
    return {
      arrowdown: () => acts.step(1),
      n: () => acts.step(1),
      arrowup: () => acts.step(-1),
      p: () => acts.step(-1),
      j: () => acts.stepToOpen(),
      i: () => acts.snippets(),
      z: () => acts.textSize(),
      m: () => acts.notes(),
      t: () => acts.stamp(),
      a: () => acts.toggleAnswers(),
      d: () => acts.togglePapers(),
      x: () => acts.question().toggleAsked(),
      r: () => this.#toRating(),
      w: () => acts.question().toNeed(),
      s: () => acts.question().query(".rate .hint")?.getAttribute("aria-checked") === "false" && acts.question().query(".rate .hint").click(),
      k: () => acts.toggleClock(),
      "?": () => acts.showKeys(),
    };
  }

  // Left and right choose the neighbour; up and down stay with the questions.
  #move(group, from, direction) {
    const buttons = [...group.querySelectorAll("[role=radio]")];
    const chosen = group.querySelector("[aria-checked=true]");
    const next = chosen ? buttons[buttons.indexOf(from) + direction] : from;
    if (next) { next.focus(); if (next.getAttribute("aria-checked") === "false") next.click(); }
    return true;
  }

  #toRating() {
    const row = this.acts.question().query(".rate");
    row.querySelector("[tabindex='0']").focus();
    this.#digitsRate(row);
  }

  // Whoever comes to the row by key means to rate; a finger or a mouse has rated already.
  #goTo(element) {
    const row = element.closest(".rate");
    if (!row) this.#digitsRate(null);
    else if (!this.pointed) this.#digitsRate(row);
  }

  // Digits rate for as long as the row says so; later ones mark points, and change no rating unseen.
  #digitsRate(row, milliseconds) {
    clearTimeout(this.ending);
    this.rating?.classList.remove("armed");
    this.rating = row?.closest(".rating") ?? null;
    this.rating?.classList.add("armed");
    if (milliseconds) this.ending = setTimeout(() => this.#digitsRate(null), milliseconds);
  }

  // In the rating row: digits, a full stop for the half, Backspace to clear.
  #rate(key) {
    const question = this.acts.question();
    const row = question.query(".rate");
    if (key === "backspace" || key === "delete") { question.rate(null); this.#digitsRate(row); return true; }
    if (!/^[0-9.]$/.test(key) || (key !== "." && !this.rating)) return false;
    const now = Date.now();
    const before = now - this.typed.at < BUFFER ? this.typed.text : "";
    const rating = this.#match(before + key, question) ?? this.#match(key, question);
    this.typed = { text: (this.#match(before + key, question) ? before : "") + key, at: now };
    if (rating) { rating.focus(); if (rating.getAttribute("aria-checked") === "false") rating.click(); }
    this.#digitsRate(row, RATING);
    return true;
  }

  // "3" is 3, "3.5" is itself, "3." is the first step above 3, and "." the first above the rating given.
  #match(text, question) {
    const steps = [...question.queryAll("[data-rating]")];
    if (!text.endsWith(".")) return steps.find((step) => Number(step.dataset.rating) === Number(text));
    const given = question.query(".rate [aria-checked=true]")?.dataset.rating;
    const whole = text === "." ? given : text.slice(0, -1);
    if (whole === undefined || whole === "" || Number.isNaN(Number(whole))) return undefined;
    const floor = Math.floor(Number(whole));
    return steps.find((step) => Number(step.dataset.rating) > floor && Number(step.dataset.rating) < floor + 1);
  }
}
