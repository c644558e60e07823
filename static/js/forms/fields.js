// What a form holds that a person typed or chose.

const NOT_TYPED = ["hidden", "password", "file", "submit", "button", "reset", "image"];
const CHOSEN = ["checkbox", "radio"];
const NO_TEXT = [...NOT_TYPED, ...CHOSEN, "range", "color", "search"];

/** The controls a person fills in. @param {HTMLFormElement} form @returns {HTMLElement[]} */
export const controls = (form) =>
  [...form.elements].filter((control) => control.name && control.matches("input, select, textarea") && !NOT_TYPED.includes(control.type));

/** Whether texts are typed here, which would be a loss. @param {HTMLFormElement} form @returns {boolean} */
export const hasTexts = (form) =>
  controls(form).some((control) => control.matches("textarea") || (control.matches("input") && !NO_TEXT.includes(control.type)));

/**
 * Whether this form writes: all do but those that search, those that sign in or change a password, and those whose
 * page saves what is typed by itself (data-saves-itself).
 *
 * @param {HTMLFormElement} form
 * @returns {boolean}
 */
export const writes = (form) =>
  form.getAttribute("method")?.toLowerCase() === "post" &&
  form.getAttribute("role") !== "search" &&
  !form.hasAttribute("data-saves-itself") &&
  !form.querySelector("input[type=password]");

// Of each control its values: those chosen, or the text.
function valuesOf(control, state) {
  if (control.matches("select")) return [...control.options].filter((option) => option[state.selected]).map(({ value }) => value);
  if (CHOSEN.includes(control.type)) return control[state.checked] ? [control.value] : [];
  return [control[state.value].replaceAll("\r\n", "\n")];
}

function collect(form, state) {
  const values = {};
  for (const control of controls(form)) (values[control.name] ??= []).push(...valuesOf(control, state));
  return values;
}

/** What stands in the form now: its names, each with a list. @param {HTMLFormElement} form @returns {Record<string, string[]>} */
export const read = (form) => collect(form, { value: "value", checked: "checked", selected: "selected" });

// A list that names no choice shows its first one.
function initial(control) {
  const chosen = valuesOf(control, { value: "defaultValue", checked: "defaultChecked", selected: "defaultSelected" });
  const first = control.matches("select:not([multiple])") && chosen.length === 0 ? control.options[0] : undefined;
  return first ? [first.value] : chosen;
}

/** What stood in the form when the page came. @param {HTMLFormElement} form @returns {Record<string, string[]>} */
export function readInitial(form) {
  const values = {};
  for (const control of controls(form)) (values[control.name] ??= []).push(...initial(control));
  return values;
}

/** Whether two readings say the same, whatever they leave out as empty. @returns {boolean} */
export function same(one, other) {
  const list = (values = []) => JSON.stringify(values.filter((value) => value !== ""));
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => list(one[name]) === list(other[name]));
}

/**
 * Put a reading back into the form; controls that change say so.
 *
 * @param {HTMLFormElement} form
 * @param {Record<string, string[]>} values
 * @returns {string[]} the texts for which the form has no control (any more)
 */
export function fill(form, values) {
  // Forms with rows that a script adds make those that are named here first.
  form.dispatchEvent(new CustomEvent("draft:rows", { bubbles: true, detail: Object.keys(values) }));
  form.dispatchEvent(new CustomEvent("draft:values", { bubbles: true, detail: values }));
  const left = new Map(Object.entries(values).map(([name, list]) => [name, [...list]]));
  for (const control of controls(form)) {
    const list = left.get(control.name);
    if (!list) continue;
    const before = JSON.stringify(valuesOf(control, { value: "value", checked: "checked", selected: "selected" }));
    put(control, list);
    const after = JSON.stringify(valuesOf(control, { value: "value", checked: "checked", selected: "selected" }));
    if (before !== after) control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return [...left.values()].flat().filter((value) => value.trim());
}

// Takes from the list what this control shows.
function put(control, list) {
  const take = (value) => { const place = list.indexOf(value); if (place >= 0) list.splice(place, 1); return place >= 0; };
  if (control.matches("select")) for (const option of control.options) option.selected = take(option.value);
  else if (CHOSEN.includes(control.type)) control.checked = take(control.value);
  else if (list.length) control.value = list.shift();
}

/**
 * What was sent is stored: it is what the form goes back to from now on. What was typed since stays a change.
 *
 * @param {HTMLFormElement} form
 * @param {Record<string, string[]>} sent a reading
 */
export function settle(form, sent) {
  const left = new Map(Object.entries(sent).map(([name, list]) => [name, [...list]]));
  for (const control of controls(form)) {
    const list = left.get(control.name);
    if (!list) continue;
    if (control.matches("select")) for (const option of control.options) option.defaultSelected = list.includes(option.value);
    else if (CHOSEN.includes(control.type)) control.defaultChecked = list.includes(control.value);
    else if (list.length) settleText(control, list.shift());
  }
}

// A new initial value shows at once in a control that nobody touched; in one that was typed in it does not.
function settleText(control, text) {
  const { value } = control;
  control.defaultValue = text;
  if (control.value !== value) control.value = value;
}
