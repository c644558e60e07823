// The consensus on each question: a rating chosen by pointer, Space or Enter is kept at once, as soon as it has its
// reason; what it would change stands there before. Arrows move among the ratings and keep nothing yet.
import { isComposing } from "../common/keyboard.js";

const ARROWS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]);
const FORM = "form[id^=agree-form-]";
const baselines = new WeakMap(); // form → what the server has of it, as far as this page knows
const overtaken = new WeakSet(); // forms half filled in while somebody else wrote on their question
const sending = new WeakSet(); // forms whose answer is on its way
let moving = false;

const formOf = (node) => node?.closest?.(FORM);
const chosen = (form) => form.querySelector("[name=rating]:checked");
const entered = (form) => ({ rating: chosen(form)?.value ?? null, reason: form.elements.reason.value });

function loaded(form) {
  const rating = [...form.querySelectorAll("[name=rating]")].find((choice) => choice.defaultChecked)?.value ?? null;
  return { rating, reason: form.elements.reason.defaultValue };
}

const baseline = (form) => baselines.get(form) ?? loaded(form);

function isChanged(form) {
  const [now, before] = [entered(form), baseline(form)];
  return now.rating !== before.rating || now.reason.trim() !== before.reason.trim();
}

function say(form, choice = chosen(form)) {
  const line = form.querySelector(".effect");
  const words = line.dataset;
  const changed = isChanged(form);
  const rest = overtaken.has(form) ? words.meanwhile
    : !chosen(form) ? words.ask
    : !changed ? ""
    : form.elements.reason.value.trim() ? words.keep
    : chosen(form).value ? words.why : words.takenBack;
  const effect = choice && (changed || choice !== chosen(form)) ? choice.dataset.effect.trim() : "";
  line.classList.toggle("warned", Boolean(effect) && choice.dataset.otherBand !== undefined);
  line.textContent = [effect, rest].filter(Boolean).join(" ");
}

function commit(form, asked = true) {
  if (!form.isConnected || sending.has(form) || !isChanged(form)) return;
  const { rating, reason } = entered(form);
  const before = baseline(form);
  // Taken back for a reason of its own.
  if (rating === "" && before.rating !== "" && reason.trim() === before.reason.trim()) form.elements.reason.value = "";
  if (rating !== null && form.elements.reason.value.trim()) form.requestSubmit();
  else if (asked && rating !== null) form.elements.reason.focus();
  else if (asked) form.querySelector("[name=rating]").focus();
  say(form);
}

/** Whether something stands in the form that the server has not. @param {HTMLElement} box @returns {boolean} */
export const isHalfFilled = (box) => { const form = box.querySelector(FORM); return Boolean(form) && isChanged(form); };

/** Somebody else wrote on the question of this form. @param {HTMLFormElement} form */
export function overtake(form) {
  overtaken.add(form);
  say(form);
}

/** What the server has to say to a form that is being written in: what ratings would change, its next token. @param {HTMLElement} box @param {HTMLElement} fresh the same, as the server has it */
export function takeEffects(box, fresh) {
  const form = box.querySelector(FORM);
  form.elements.form_token.value = fresh.querySelector("[name=form_token]").value;
  for (const choice of form.querySelectorAll("[name=rating]")) {
    const now = fresh.querySelector(`[name=rating][value="${choice.value}"]`);
    if (now) choice.dataset.effect = now.dataset.effect;
    choice.toggleAttribute("data-other-band", now?.dataset.otherBand !== undefined);
  }
  say(form);
}

document.addEventListener("keydown", (event) => {
  const form = formOf(event.target);
  if (!form || isComposing(event)) return;
  moving = ARROWS.has(event.key) && event.target.name === "rating";
  if (event.key === "Enter" && !event.shiftKey && event.target.name) {
    event.preventDefault();
    commit(form);
  } else if (event.key === "Escape") {
    form.reset();
    overtaken.delete(form);
    say(form);
  }
});
document.addEventListener("pointerdown", () => { moving = false; });
document.addEventListener("change", ({ target }) => {
  const form = formOf(target);
  if (!form || target.name !== "rating") return;
  if (moving || overtaken.has(form)) say(form);
  else commit(form);
});
document.addEventListener("input", ({ target }) => { if (formOf(target) && target.name === "reason") say(formOf(target)); });
// Half of it, or what another has overtaken, waits for its writer.
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const form = formOf(target);
  if (form && !form.contains(relatedTarget) && !overtaken.has(form)) commit(form, false);
});
document.addEventListener("pointerover", ({ target }) => {
  const choice = target.closest?.(".choices label")?.querySelector("input");
  if (choice) say(choice.form, choice);
});
document.addEventListener("pointerout", ({ target }) => { if (target.closest?.(".choices label")) say(formOf(target)); });

document.body.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const form = formOf(detail.elt);
  if (!form) return;
  overtaken.delete(form);
  sending.add(form);
  baselines.set(form, entered(form));
});
document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = formOf(detail.elt);
  if (!form) return;
  sending.delete(form);
  if (!detail.successful) baselines.delete(form);
  // What was chosen while the answer was on its way.
  if (detail.successful && !form.contains(document.activeElement)) commit(form, false);
  else if (detail.successful && form.isConnected && document.activeElement.name === "rating" && !overtaken.has(form)) commit(form);
  if (form.isConnected && form.querySelector(".effect .flagged") === null) say(form);
});
for (const form of document.querySelectorAll(FORM)) if (!form.querySelector(".effect").textContent.trim()) say(form);
