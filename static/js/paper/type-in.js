// Typing a scorecard in from paper without the mouse: one key a mark, Enter to what is needed next. Every cell saves
// itself, the way the scoring page does. The form works without this; then the server reads all cells at once.
import { isComposing } from "../common/keyboard.js";
import { steady } from "../common/steady.js";
import { announce } from "../scoring/announce.js";
import { openCard, read } from "../scoring/card.js";
import { SubmitDialog } from "../scoring/submit.js";
import { say } from "../scoring/words.js";
import { Reading } from "./reading.js";
import { Row } from "./row.js";

// Keys that are a whole mark: the next cell follows by itself.
const MARK_KEYS = new Set("1✓√5.,½0xX×✗✘");

const find = (id) => document.getElementById(id);
const form = find("type-in");
const rows = new Map();

// Nothing can be entered any more; what stands there can still be read and copied.
function lock() {
  for (const field of form.querySelectorAll("input, textarea")) field.readOnly = true;
  for (const control of form.querySelectorAll("input[type=checkbox], button:not(#saved)")) control.disabled = true;
}

const { session, queue, responses, status, channel } = await openCard(form, {
  device: say("device_paper"),
  changed: (items) => steady(() => { for (const id of items) rows.get(id).render(); }),
  lock,
});
const reading = new Reading(read("cell-words"), responses.scale.ratings);

function change(item, field, value, delay) {
  const fresh = responses.set(item, field, value);
  if (fresh) { steady(() => rows.get(item).render()); status.refresh(); }
  // Leaving a cell sends what typing had put off.
  if (queue.changes.length && (fresh || delay === 0)) channel.schedule(delay);
}

function choose(item, key, other, which) {
  responses.choose(item, key, other, which);
  steady(() => rows.get(item).render());
  channel.schedule(0);
}

for (const id of responses.items.keys()) {
  rows.set(id, new Row(form.querySelector(`[data-item="${id}"]`), responses, { reading, change, choose, announce }));
}
for (const row of rows.values()) { row.takeEarly(); row.render(); }

const all = [...rows.values()];
const of = (target) => all.find((row) => row.body.contains(target));

const wrong = () => all.flatMap((row) => row.wrong);

// Of the cells that were left: one that is being typed in may still become something.
function countWrong() {
  const count = wrong().filter((cell) => cell.hasAttribute("aria-invalid")).length;
  const text = count ? say("cells_unread", { count }) : "";
  if (find("unread").textContent !== text) find("unread").textContent = text;
}

function goTo(field) {
  field.focus();
  field.select?.();
  field.closest("li, .words-field, .rate-cell, .save-bar").scrollIntoView({ block: "nearest" });
}

function goOn(row, cell) {
  goTo(row.after(cell) ?? all[all.indexOf(row) + 1]?.first ?? find("submit"));
}

function goBack(cell) {
  const cells = all.flatMap(({ marks, flags, rating }) => [...marks, ...flags, rating]);
  const before = cells[cells.indexOf(cell) - 1];
  if (before) goTo(before);
}

const submitDialog = new SubmitDialog({ responses, questions: rows, session, channels: [channel] });
find("submit").addEventListener("click", () => submitDialog.show());

form.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (isComposing(event)) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  const row = of(cell);
  if (!row || cell.matches("button")) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    row.leave(cell);
    goOn(row, cell);
  } else if (event.key === "Backspace" && cell.matches(".mark") && cell.value === "") {
    event.preventDefault();
    goBack(cell);
  }
});

form.addEventListener("input", (event) => {
  const cell = event.target;
  if (cell.matches(".mark") && !event.isComposing && MARK_KEYS.has(cell.value.trim())) goOn(of(cell), cell);
  countWrong();
});
form.addEventListener("change", countWrong);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  of(document.activeElement)?.leave(document.activeElement);
  countWrong();
  channel.flush();
});
// What can't be read is nowhere but here.
addEventListener("beforeunload", (event) => { if (!channel.closed && wrong().length) event.preventDefault(); });

for (const part of document.querySelectorAll(".script-only")) part.hidden = false;
for (const part of document.querySelectorAll(".no-script")) part.hidden = true;
countWrong();
channel.start();
form.dataset.ready = "yes";
// One begins to type at once: at what can't be read, else at the first cell.
if (document.activeElement === document.body && !location.hash) {
  (wrong()[0] ?? all[0]?.first)?.focus({ preventScroll: true });
}
