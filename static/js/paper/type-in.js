// Typing a scorecard in from paper without the mouse: one key a mark, Enter to what is needed next.
// The form works without this; the server reads and checks every field.
import { isComposing } from "../common/keyboard.js";
import { needs, requirements, suggest } from "../scoring/rules.js";

const MARK_KEYS = new Map(
  Object.entries({ 1: "met", "✓": "met", "√": "met", 5: "partly", ".": "partly", ",": "partly", "½": "partly", 0: "missed", x: "missed", X: "missed", "×": "missed", "✗": "missed", "✘": "missed" }),
);
const TYPED = { met: "1", partly: "½", missed: "0" };
const FIELD_OF = { "evidence-low": "evidence", "evidence-high": "evidence", reason: "reason", "flag-note": "flag_note", "not-asked-reason": "not_asked_reason" };
const OPTIONAL = new Set(["notes"]);

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const { scale, items } = read("scoring-rules");
const words = read("need-words");
const form = document.getElementById("type-in");

class Question {
  constructor(body, item) {
    Object.assign(this, { body, item });
    this.marks = [...body.querySelectorAll("[data-point]")];
    this.flags = [...body.querySelectorAll("[data-flag]")];
    this.rating = body.querySelector(".rating");
    this.notAsked = body.querySelector("[data-not-asked]");
    this.texts = new Map([...body.querySelectorAll("[data-field]")].map((part) => [part.dataset.field, part]));
    this.show();
  }

  get response() {
    const marks = {};
    for (const field of this.marks) {
      const mark = MARK_KEYS.get(field.value.trim());
      if (mark) marks[field.dataset.point] = mark;
    }
    for (const box of this.flags) if (box.checked) marks[box.dataset.flag] = "met";
    const text = (name) => this.texts.get(name)?.querySelector("textarea").value ?? "";
    return {
      marks,
      rating: this.#rating(),
      not_asked: this.notAsked.checked,
      evidence: text("evidence"),
      reason: text("reason"),
      flag_note: text("flag_note"),
      not_asked_reason: text("not_asked_reason"),
    };
  }

  // As the server reads it; what it can't read it will say.
  #rating() {
    const text = this.rating.value.normalize("NFKC").replace(/1⁄2$/, ".5").replace(/[,，。]/, ".").trim();
    return scale.ratings.find((rating) => text !== "" && Number(rating) === Number(text)) ?? null;
  }

  // The suggestion, what is still missing, and the texts that are called for.
  show() {
    const response = this.response;
    const suggestion = suggest(this.item.rubric_kind, this.item.points, response.marks, scale);
    this.body.querySelector("output").textContent = suggestion?.rating ?? "–";
    const missing = requirements(response, suggestion, this.item.points, scale);
    const begun = Object.keys(response.marks).length || response.rating !== null || response.not_asked;
    this.body.querySelector(".missing").textContent = begun ? [...new Set(missing.map((code) => words[code]))].join(" · ") : "";
    const wanted = new Set(missing.map((code) => FIELD_OF[code]));
    const called = new Set(needs(response, suggestion, this.item.points, scale).map((code) => FIELD_OF[code]));
    for (const [name, part] of this.texts) {
      const area = part.querySelector("textarea");
      const open = OPTIONAL.has(name) || called.has(name) || area.value !== "" || area === document.activeElement;
      part.hidden = !open && !area.hasAttribute("aria-invalid");
      part.classList.toggle("required", wanted.has(name));
    }
  }

  // The fields one after the other: marks, red flags, rating, not asked, texts.
  get fields() {
    const texts = [...this.texts.values()].filter((part) => !part.hidden).map((part) => part.querySelector("textarea"));
    return [...this.marks, ...this.flags, this.rating, this.notAsked, ...texts];
  }

  // Where Enter leads from here: past the rating only to texts that are missing. Null: to the next question.
  after(field) {
    const judged = [...this.marks, ...this.flags, this.rating];
    const place = judged.indexOf(field);
    if (place >= 0 && place < judged.length - 1 && !(this.notAsked.checked && field === this.rating)) return judged[place + 1];
    const wanted = this.fields.filter((other) => other.closest(".required"));
    const here = this.fields.indexOf(field);
    return wanted.find((other) => this.fields.indexOf(other) > here) ?? null;
  }

  get first() {
    return this.marks[0] ?? this.rating;
  }
}

const questions = items.map((item) => new Question(form.querySelector(`[data-item="${item.id}"]`), item));
const of = (target) => questions.find((question) => question.body.contains(target));
document.querySelector(".script-only").hidden = false;
// One begins to type at once: at what was refused, else at the first cell.
if (document.activeElement === document.body && !location.hash) {
  (form.querySelector("[aria-invalid]") ?? questions[0]?.first)?.focus({ preventScroll: true });
}

function goTo(field) {
  field.focus();
  field.select?.();
  field.closest("tr").scrollIntoView({ block: "nearest" });
}

function goOn(question, field) {
  const next = question.after(field) ?? questions[questions.indexOf(question) + 1]?.first;
  goTo(next ?? form.querySelector("button"));
}

function goBack(question, field) {
  const fields = questions.flatMap(({ marks, flags, rating }) => [...marks, ...flags, rating]);
  const before = fields[fields.indexOf(field) - 1];
  if (before) goTo(before);
}

form.addEventListener("keydown", (event) => {
  const field = event.target;
  if (isComposing(event)) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  const question = of(field);
  if (!question) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    question.show();
    goOn(question, field);
  } else if (event.key === "Backspace" && field.matches(".mark") && field.value === "") {
    event.preventDefault();
    goBack(question, field);
  }
});

form.addEventListener("input", (event) => {
  document.getElementById("state").textContent = "";
  const field = event.target;
  const question = of(field);
  const mark = field.matches(".mark") ? MARK_KEYS.get(field.value.normalize("NFKC").trim()) ?? MARK_KEYS.get(field.value.trim()) : null;
  if (field.hasAttribute("aria-invalid")) field.removeAttribute("aria-invalid");
  if (mark && !event.isComposing) {
    field.value = TYPED[mark];
    question.show();
    goOn(question, field);
    return;
  }
  question?.show();
});
form.addEventListener("change", (event) => of(event.target)?.show());
