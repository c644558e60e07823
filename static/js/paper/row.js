// One question of the table: shows its response, and turns what is typed into its cells into changes.
import { setText } from "../common/text-field.js";
import { Versions } from "../scoring/versions.js";
import { say } from "../scoring/words.js";

const TYPED = { met: "1", partly: "½", missed: "0" };
const FIELD_OF = { "evidence-low": "evidence", "evidence-high": "evidence", reason: "reason", "flag-note": "flag_note", "not-asked-reason": "not_asked_reason" };
const OPTIONAL = new Set(["notes"]);
const TYPING_DELAY = 600; // milliseconds without a key before a text is sent

export class Row {
  /**
   * @param {HTMLElement} body
   * @param {import("../scoring/responses.js").Responses} responses
   * @param {object} options
   * @param {import("./reading.js").Reading} options.reading
   * @param {(item: number, field: string, value: *, delay: number) => void} options.change takes what was entered
   * @param {(item: number, key: string, other: object, which: string) => void} options.choose takes a choice
   *   between versions
   * @param {(text: string) => void} options.announce what is heard, not seen
   */
  constructor(body, responses, { reading, change, choose, announce }) {
    Object.assign(this, { body, responses, reading });
    this.id = Number(body.dataset.item);
    this.enter = (field, value, delay) => change(this.id, field, value, delay);
    this.marks = [...body.querySelectorAll("[data-point]")];
    this.flags = [...body.querySelectorAll("[data-flag]")];
    this.rating = body.querySelector("input.rating");
    this.notAsked = body.querySelector("[data-not-asked]");
    this.parts = new Map([...body.querySelectorAll("[data-field]")].map((part) => [part.dataset.field, part]));
    this.texts = new Map([...this.parts].map(([name, part]) => [name, part.querySelector("textarea")]));
    this.versions = new Versions(body, { choose: (...choice) => choose(this.id, ...choice), announce, place: (key) => this.#place(key) });
    // Half a word of an input method may look like another mark.
    body.addEventListener("input", ({ target, isComposing }) => { if (!isComposing || target.matches("textarea")) this.take(target); });
    body.addEventListener("compositionend", ({ target }) => this.take(target));
    body.addEventListener("change", ({ target }) => this.leave(target));
  }

  get hash() { return this.body.id; }
  get title() { return this.body.querySelector(".wording").textContent.trim().replace(/\s+/g, " "); }

  /** The cells that can't be read: what stands in them is not saved. */
  get wrong() { return [...this.marks, this.rating].filter((cell) => this.#read(cell) === undefined); }

  get unread() { return this.wrong.length ? [say("cell_unread")] : []; }

  /** Something was typed before the page's scripts listened. */
  takeEarly() {
    const typed = (cell) => (cell.type === "checkbox" ? cell.checked !== cell.defaultChecked : cell.value !== cell.defaultValue);
    for (const cell of [...this.marks, ...this.flags, this.rating, this.notAsked, ...this.texts.values()]) {
      if (typed(cell)) this.take(cell);
    }
  }

  /** Enter what a cell says, if that can be read. */
  take(cell, delay = TYPING_DELAY) {
    const [field, value] = this.#read(cell) ?? [];
    // An empty rating says nothing of a question that was not asked.
    const idle = field === "rating" && value === null && this.responses.get(this.id).not_asked;
    if (field && !idle) this.enter(field, value, cell.type === "checkbox" ? 0 : delay);
    this.#showCell(cell);
  }

  /** A cell is left: it is saved at once, and marked when it can't be read. */
  leave(cell) {
    this.take(cell, 0);
    this.render(cell);
  }

  // The field and the value that a cell stands for; undefined for what can't be read.
  #read(cell) {
    if (cell.dataset.point) return pair(`mark:${cell.dataset.point}`, this.reading.mark(cell.value));
    if (cell === this.rating) return pair("rating", this.reading.rating(cell.value));
    if (cell.dataset.flag) return [`mark:${cell.dataset.flag}`, cell.checked ? "met" : null];
    if (cell === this.notAsked) return ["not_asked", cell.checked];
    return [cell.closest("[data-field]").dataset.field, cell.value];
  }

  #mark(cell) {
    const wrong = this.#read(cell) === undefined;
    const described = new Set((cell.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
    const problem = this.#problemOf(cell);
    described[wrong ? "add" : "delete"](problem.id);
    if (wrong) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
    if (described.size) cell.setAttribute("aria-describedby", [...described].join(" "));
    else cell.removeAttribute("aria-describedby");
    problem.hidden = !wrong;
    problem.textContent = wrong ? say(cell === this.rating ? "not_a_rating" : "not_a_mark", { text: cell.value.trim() }) : "";
  }

  #problemOf(cell) {
    const id = `problem-${cell.name}`;
    const there = document.getElementById(id);
    if (there) return there;
    const made = Object.assign(document.createElement("span"), { id, className: "problem", hidden: true });
    (cell.closest("li")?.lastElementChild ?? cell).after(made);
    return made;
  }

  /**
   * Show the response: all but what can't be read, which stays as it was typed.
   *
   * @param {HTMLElement} [left] a cell that is being left
   */
  render(left) {
    const judged = this.responses.judge(this.id);
    const { response, suggestion } = judged;
    for (const cell of this.marks) this.#show(cell, response.marks[cell.dataset.point] ?? null, left);
    for (const box of this.flags) box.checked = ["met", "partly"].includes(response.marks[box.dataset.flag]);
    this.#show(this.rating, response.rating, left);
    this.notAsked.checked = response.not_asked;
    for (const [name, area] of this.texts) setText(area, response[name]);
    this.versions.render(judged.undecided);
    this.body.querySelector(".suggestion output").textContent = suggestion?.rating ?? "–";
    const floor = this.body.querySelector(".floor");
    if (floor) floor.hidden = !this.responses.disqualifies(this.id);
    this.#renderNeeds(judged);
  }

  // A cell that says the same in other words is left as it is while one types there.
  #show(cell, value, left) {
    const read = this.#read(cell);
    const typing = cell === document.activeElement && cell !== left;
    const same = read && (read[1] === value || (value === null && read[1] === "not_asked"));
    if (read && !(typing && same)) cell.value = (cell.dataset.point ? TYPED[value] : value) ?? "";
    if (read || !typing) this.#mark(cell);
    this.#showCell(cell);
  }

  // What a cell was read as.
  #showCell(cell) {
    const shown = cell.parentElement.querySelector(`output[for="${cell.id}"]`);
    if (!shown) return;
    const [, value] = this.#read(cell) ?? [null, undefined];
    const text = value === undefined ? say("cell_unread_mark") : wordOf(value, cell);
    if (shown.textContent !== text) shown.textContent = text;
    shown.classList.toggle("warned", value === undefined);
  }

  #renderNeeds({ response, needs, missing }) {
    const begun = Object.keys(response.marks).length || response.rating !== null || response.not_asked;
    const line = this.body.querySelector(".missing");
    const text = begun ? [...new Set(missing.map((code) => say(`need_${code}`)))].join(" · ") : "";
    if (line.textContent !== text) line.textContent = text;
    const wanted = new Set(missing.map((code) => FIELD_OF[code]));
    const called = new Set(needs.map((code) => FIELD_OF[code]));
    for (const [name, part] of this.parts) {
      const area = this.texts.get(name);
      const open = OPTIONAL.has(name) || called.has(name) || area.value !== "" || area === document.activeElement;
      part.hidden = !open && !this.versions.has(name);
      part.classList.toggle("required", wanted.has(name));
    }
  }

  // Where another version of a field is shown.
  #place(key) {
    const point = key.startsWith("mark:") && key.slice(5);
    if (point) return this.body.querySelector(`[data-point="${point}"], [data-flag="${point}"]`).closest("li");
    if (key === "rating") return this.body.querySelector(".rate-cell");
    return this.parts.get(key) ?? this.body.querySelector(".ask");
  }

  /** The cells one after the other: marks, red flags, rating, not asked, texts. */
  get fields() {
    const texts = [...this.texts].filter(([name]) => !this.parts.get(name).hidden).map(([, area]) => area);
    return [...this.marks, ...this.flags, this.rating, this.notAsked, ...texts];
  }

  get first() { return this.marks[0] ?? this.rating; }

  /** Where Enter leads from here: past the rating only to texts that are missing. Null: to the next question. */
  after(cell) {
    const judged = [...this.marks, ...this.flags, this.rating];
    const place = judged.indexOf(cell);
    if (place >= 0 && place < judged.length - 1 && !(this.notAsked.checked && cell === this.rating)) return judged[place + 1];
    const wanted = this.fields.filter((other) => other.closest(".required"));
    const here = this.fields.indexOf(cell);
    return wanted.find((other) => this.fields.indexOf(other) > here) ?? null;
  }

  /** To what can't be read, what waits for a choice, what is missing, what nobody has marked, else to the rating. */
  goTo(unmarked) {
    const target = this.wrong[0]
      ?? this.body.querySelector(".versions button")
      ?? this.body.querySelector(".required textarea")
      ?? (unmarked && this.marks.find((cell) => cell.dataset.point === String(unmarked.id)))
      ?? this.rating;
    target.focus();
  }
}

const pair = (field, value) => (value === undefined ? undefined : [field, value]);

// A mark in words; a rating only where it was written another way.
function wordOf(value, cell) {
  if (value === null) return "";
  if (cell.dataset.point) return say(value);
  if (value === "not_asked") return say("state_not_asked");
  return value === cell.value.trim() ? "" : value;
}
