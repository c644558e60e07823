// One question on the page: shows its response, and turns clicks and typing into changes.
import { setText } from "../common/text-field.js";
import { quotation, tiedNotes } from "../scoring/ties.js";
import { Versions } from "../scoring/versions.js";
import { rated, reasonOf, say } from "../scoring/words.js";
import { watchClipped } from "./clipped.js";

const FIELD_OF = {
  "evidence-low": "evidence",
  "evidence-high": "evidence",
  reason: "reason",
  "flag-note": "flag_note",
  "not-asked-reason": "not_asked_reason",
};
const FREE_LABEL = { evidence: "evidence", reason: "reason-free", flag_note: "flag-note-free" };
const CYCLE = { undefined: "met", met: "partly", partly: "missed", missed: "met" };
const TYPING_DELAY = 600; // milliseconds without a key before a text is sent

export class Question {
  /**
   * @param {HTMLElement} article
   * @param {import("../scoring/responses.js").Responses} responses
   * @param {object} options
   * @param {(item: number, field: string, value: *, delay: number) => void} options.change takes what was entered
   * @param {(item: number, key: string, other: object, which: string) => void} options.choose takes a choice
   *   between versions
   * @param {(text: string) => void} options.announce what is heard, not seen
   * @param {(item: number) => void} options.open shows a question
   * @param {() => void} options.toggleAnswers shows or hides the reference answer
   */
  constructor(article, responses, { change, choose, announce, open, toggleAnswers }) {
    this.article = article;
    this.id = Number(article.dataset.item);
    this.responses = responses;
    this.announce = announce;
    this.open = () => open(this.id);
    this.toggleAnswers = toggleAnswers;
    this.enter = (field, value, delay = 0) => change(this.id, field, value, delay);
    this.link = document.querySelector(`#questions a[data-item="${this.id}"]`);
    this.marks = new Map([...this.queryAll("[data-point]")].map((row) => [row.dataset.point, row]));
    this.flags = new Map([...this.queryAll("[data-flag]")].map((row) => [row.dataset.flag, row]));
    this.texts = new Map([...this.queryAll("textarea[data-field]")].map((field) => [field.dataset.field, field]));
    this.versions = new Versions(article, { choose: (...choice) => choose(this.id, ...choice), announce, place: (key) => this.#place(key) });
    this.#listen();
  }

  query(selector) { return this.article.querySelector(selector); }
  queryAll(selector) { return this.article.querySelectorAll(selector); }

  // Where another version of a field is shown.
  #place(key) {
    const point = key.startsWith("mark:") && key.slice(5);
    if (point) return this.marks.get(point) ?? this.flags.get(point);
    if (key === "rating") return this.query("section.rating");
    if (key === "probes_used") return this.query(".question-wording");
    return this.texts.get(key).parentElement;
  }

  get hash() { return this.article.id; }
  get title() { return `${this.link.querySelector(".number").textContent}. ${this.link.querySelector(".wording").textContent}`; }
  get unread() { return []; }

  // To the first field that lacks its text, else to the point that nobody has marked, else to the rating.
  goTo(unmarked) {
    this.open();
    const target = this.query(".versions button")
      ?? this.query(".need.open textarea")
      ?? (unmarked && this.marks.get(String(unmarked.id))?.querySelector("[data-value]"))
      ?? this.query(".rate [tabindex='0']");
    target.focus();
  }

  #listen() {
    for (const [point, row] of this.marks) {
      row.querySelector(".segmented").addEventListener("click", (event) => {
        const value = event.target.closest("[data-value]")?.dataset.value;
        if (value) this.enter(`mark:${point}`, value);
      });
      row.querySelector(".clear").addEventListener("click", () => this.unmark(point));
    }
    for (const [point, row] of this.flags) {
      // The second click of a double click is no second thought.
      row.querySelector("button").addEventListener("click", ({ detail }) => { if (detail < 2) this.#flag(point); });
    }
    for (const [name, field] of this.texts) {
      field.addEventListener("input", () => this.enter(name, field.value, TYPING_DELAY));
      field.addEventListener("blur", () => this.enter(name, field.value));
    }
    this.query(".rate").addEventListener("click", (event) => {
      const value = event.target.closest("[data-rating]")?.dataset.rating;
      if (value !== undefined) this.rate(value);
    });
    this.query(".rating .clear").addEventListener("click", () => this.rate(null));
    // The button must not take the selection from the notes.
    this.query(".quote").addEventListener("pointerdown", (event) => event.preventDefault());
    this.query(".quote").addEventListener("click", () => this.quote());
    for (const box of this.queryAll("[data-probe]")) box.addEventListener("change", () => this.#probes());
    this.query(".not-asked").addEventListener("click", () => this.toggleAsked());
    for (const button of this.queryAll(".fold")) button.addEventListener("click", this.toggleAnswers);
    this.query(".pull-up").addEventListener("click", () => this.pullUp());
    watchClipped(this.article);
  }

  show(open) {
    this.article.hidden = !open;
    if (open) this.link.setAttribute("aria-current", "true");
    else this.link.removeAttribute("aria-current");
  }

  rate(value) {
    this.enter("rating", value);
    this.announce(value === null ? say("rating_cleared") : say("rating_said", { value }));
  }

  // A point is as if nobody had judged it: an act of its own, never a second click on its mark.
  unmark(point) {
    this.enter(`mark:${point}`, null);
    this.marks.get(point).querySelector("[data-value]").focus();
    this.announce(say("point_cleared"));
  }

  // The k-th point takes its next mark; red flags follow the points.
  cycle(number) {
    const point = [...this.marks.keys(), ...this.flags.keys()][number - 1];
    if (point === undefined) return;
    (this.marks.get(point) ?? this.flags.get(point)).scrollIntoView({ block: "nearest" });
    if (this.flags.has(point)) { this.#flag(point, number); return; }
    const value = CYCLE[this.responses.get(this.id).marks[point]];
    this.enter(`mark:${point}`, value);
    this.announce(say("point_said", { number, value: say(value) }));
  }

  // The k-th follow-up probe was used, or after all not.
  probe(number) {
    const box = this.queryAll("[data-probe]")[number - 1];
    if (!box) return;
    box.checked = !box.checked;
    this.#probes();
    this.announce(say(box.checked ? "probe_used" : "probe_unused", { number }));
  }

  #probes() {
    this.enter("probes_used", [...this.queryAll("[data-probe]:checked")].map((box) => Number(box.dataset.probe)));
  }

  #flag(point, number) {
    const value = this.#appeared(this.responses.get(this.id), point) ? null : "met";
    this.enter(`mark:${point}`, value);
    if (number) this.announce(say("point_said", { number, value: say(value ? "flag_on" : "flag_off") }));
  }

  #appeared(response, point) {
    return ["met", "partly"].includes(response.marks[point]);
  }

  toggleAsked() {
    this.enter("not_asked", !this.responses.get(this.id).not_asked);
  }

  showAnswer(open) {
    for (const button of this.queryAll(".fold")) button.setAttribute("aria-expanded", String(open));
    const text = this.query(".answer-text");
    if (!text) return;
    text.hidden = !open;
    this.query(".fold-word").textContent = say(open ? "fold" : "unfold");
  }

  // On a phone the notes come up over the points, and go down again.
  pullUp(up = !this.article.classList.contains("notes-up")) {
    this.article.classList.toggle("notes-up", up);
    this.query(".pull-up").setAttribute("aria-expanded", String(up));
    if (up) this.texts.get("notes").focus({ preventScroll: true });
  }

  // To what still has to be written, one after the other; else to what may be written beside the notes.
  toNeed() {
    const fields = (state) => [...this.queryAll(`.need${state}:not([hidden]) textarea`)];
    const asked = fields(".open");
    const stops = asked.length ? asked : fields("");
    if (stops.length) stops[(stops.indexOf(document.activeElement) + 1) % stops.length].focus();
    else this.announce(say("need_none"));
  }

  // Put a text where the caret is: in the text that is being written, else at the end of the notes; the
  // running time on a line of its own.
  insert(text, { line = false } = {}) {
    const writing = document.activeElement.matches("#main textarea");
    const field = writing ? document.activeElement : this.texts.get("notes");
    if (field.readOnly) return;
    if (!writing) {
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    }
    const before = field.value.slice(0, field.selectionStart);
    const start = line && before && !before.endsWith("\n") ? "\n" : "";
    field.setRangeText(start + text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // The words that are selected in the notes become the evidence of the rating, with their time, once.
  quote() {
    const [notes, evidence] = [this.texts.get("notes"), this.texts.get("evidence")];
    const words = quotation(notes);
    if (!words || evidence.readOnly) { this.announce(say("quote_nothing")); return; }
    const before = this.responses.get(this.id).evidence.trimEnd();
    if (before.includes(words)) { this.announce(say("quote_there")); return; }
    this.enter("evidence", before ? `${before}\n${words}` : words);
    this.announce(say("quote_taken"));
  }

  // The selected words, else the line that is being written, belong to the k-th point.
  tie(number) {
    const field = this.texts.get("notes");
    if (document.activeElement !== field || field.readOnly || number > this.marks.size + this.flags.size) return false;
    const { value, selectionStart: start, selectionEnd: end } = field;
    const lineEnd = value.indexOf("\n", end) < 0 ? value.length : value.indexOf("\n", end);
    if (start < end) field.setRangeText(`“${value.slice(start, end).trim()}” #${number} `, start, end, "end");
    else field.setRangeText(` #${number}`, lineEnd, lineEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    this.announce(say("tied", { number }));
    return true;
  }

  render() {
    const judged = this.responses.judge(this.id);
    const { response } = judged;
    for (const [name, field] of this.texts) setText(field, response[name]);
    for (const [point, row] of this.marks) {
      choose(row.querySelectorAll("[data-value]"), (button) => button.dataset.value === response.marks[point]);
      row.querySelector(".clear").disabled = !response.marks[point];
    }
    for (const [point, row] of this.flags) {
      const appeared = this.#appeared(response, point);
      row.classList.toggle("on", appeared);
      row.querySelector("button").setAttribute("aria-pressed", String(appeared));
    }
    for (const box of this.queryAll("[data-probe]")) box.checked = response.probes_used.includes(Number(box.dataset.probe));
    this.article.classList.toggle("is-not-asked", response.not_asked);
    const notAsked = this.query(".not-asked");
    notAsked.setAttribute("aria-pressed", String(response.not_asked));
    this.versions.render(judged.undecided);
    this.#renderTies(response.notes);
    this.#renderRating(judged);
    this.#renderLadder(judged.suggestion);
    this.#renderNeeds(judged);
    this.#renderLink(judged);
    this.#tell(judged);
  }

  // What is suggested or asked for anew is heard as well as seen.
  #tell({ suggestion, needs }) {
    const before = this.heard;
    this.heard = { suggested: suggestion?.rating, needs };
    if (!before || this.article.hidden) return;
    if (suggestion && suggestion.rating !== before.suggested) this.announce(this.query(".suggestion-reason").textContent);
    for (const code of needs) {
      if (!before.needs.includes(code)) this.announce(this.query(`[data-need="${FIELD_OF[code]}"] label`).textContent);
    }
  }

  #renderRating({ response, suggestion }) {
    const steps = this.queryAll("[data-rating]");
    choose(steps, (button) => button.dataset.rating === response.rating, (button) => button.dataset.rating === suggestion?.rating);
    for (const button of steps) button.classList.toggle("hint", button.dataset.rating === suggestion?.rating);
    this.query(".suggestion-reason").replaceChildren(...reasonOf(suggestion));
    this.query(".rating .clear").disabled = response.rating === null;
    this.query(".floor")?.classList.toggle("flagged", this.responses.disqualifies(this.id));
    const count = this.responses.unmarked(this.id).length;
    const unmarked = this.query(".unmarked-points");
    unmarked.hidden = !count || !Object.keys(response.marks).length;
    unmarked.textContent = unmarked.hidden ? "" : say("state_unmarked", { count });
  }

  #renderTies(notes) {
    const tied = tiedNotes(notes);
    [...this.marks.values(), ...this.flags.values()].forEach((row, index) => {
      const words = (tied.get(index + 1) ?? []).map((text) => `“${text}”`).join(" ");
      const place = row.querySelector(".tied");
      if (place) place.textContent = words;
      else if (words) {
        const added = document.createElement("span");
        added.className = "tied";
        added.textContent = words;
        row.querySelector(".clipped, .point > div").append(" ", added);
      }
    });
  }

  #renderLadder(suggestion) {
    for (const row of this.queryAll("[data-level]")) {
      const level = Number(row.dataset.level);
      const idle = suggestion?.uncounted?.includes(level) ?? false;
      row.classList.toggle("reached", suggestion !== null && level <= suggestion.reached);
      row.classList.toggle("idle", idle);
      const note = row.querySelector(".uncounted");
      note.hidden = !idle;
      note.textContent = idle ? say("level_uncounted", { next: suggestion.next_level }) : "";
    }
  }

  #renderNeeds({ response, suggestion, needs, missing }) {
    const codes = Object.fromEntries(needs.map((code) => [FIELD_OF[code], code]));
    for (const box of this.queryAll("[data-need]")) {
      const name = box.dataset.need;
      const code = codes[name];
      const field = this.texts.get(name);
      const written = response[name] !== "" && name in FREE_LABEL;
      box.hidden = !code && !written && !this.versions.has(name) && document.activeElement !== field;
      box.classList.toggle("open", missing.includes(code));
      field.required = Boolean(code);
      const label = code ? say(code, this.#bounds(code, suggestion)) : say(FREE_LABEL[name] ?? "not-asked-reason");
      if (box.querySelector("label").textContent !== label) box.querySelector("label").textContent = label;
    }
  }

  #bounds(code, suggestion) {
    const { evidence_at_or_below: low, evidence_from: high } = this.responses.scale;
    return { bound: code === "evidence-low" ? low : high, suggested: suggestion ? rated(suggestion.rating) : "" };
  }

  #renderLink({ response, missing }) {
    const state = this.link.querySelector(".response-state");
    const unrated = missing[0] === "rating";
    let text = response.not_asked ? say("state_not_asked") : rated(response.rating ?? 0);
    if (unrated) text = "—";
    else if (missing.length) text = say(`state_${missing[0]}`);
    state.textContent = text;
    state.classList.toggle("todo", missing.length > 0 && !unrated);
    state.classList.toggle("done", missing.length === 0 && !response.not_asked);
    if (unrated) state.setAttribute("aria-label", say("state_none"));
    else state.removeAttribute("aria-label");
  }
}

// A row of radio buttons: one is chosen or none, and one can be reached with Tab.
function choose(buttons, isChosen, isHinted = () => false) {
  const radios = [...buttons];
  const stop = radios.find(isChosen) ?? radios.find(isHinted) ?? radios[0];
  for (const button of radios) {
    button.setAttribute("aria-checked", String(isChosen(button)));
    button.tabIndex = button === stop ? 0 : -1;
  }
}
