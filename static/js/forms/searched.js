// Fields that choose rows of a long table: what the page holds becomes a combobox that finds more while typing.
import { Combobox } from "../common/combobox.js";

/** Asks the site. @param {string} address @returns {Promise<{choices: {id: string, label: string}[], more: boolean}>} */
async function ask(address, signal) {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, signal });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

const withQuery = (address, query) => address + (address.includes("?") ? "&" : "?") + new URLSearchParams(query);

function makeCombobox(root, input, choose) {
  const { address, nothing, more, failed, new: newRow } = root.dataset;
  // Below what is found stands, where the page wants it, that somebody new is entered.
  const withNew = (found, q) => newRow && q ? { ...found, choices: [...found.choices, { id: "", label: newRow.replace("%(text)s", () => q), text: q }] } : found;
  return new Combobox({
    input,
    choose: (choice) => {
      if (choice.text === undefined) choose(choice);
      else root.dispatchEvent(new CustomEvent("searched:new", { bubbles: true, detail: choice.text }));
    },
    find: async (q, signal) => withNew(await ask(withQuery(address, { q }), signal), q),
    texts: { nothing, more, failed },
  });
}

// What is shown of an id that the page does not know is asked for.
async function nameOf(root, id) {
  const { choices } = await ask(withQuery(root.dataset.address, { id }));
  return choices.find((choice) => choice.id === id)?.label ?? "";
}

function makeOne(root) {
  const select = root.querySelector("select");
  const input = root.querySelector("[data-typed]");
  const typed = root.dataset.typedName = input.name;
  const label = () => select.selectedOptions[0]?.value ? select.selectedOptions[0].textContent.trim() : "";
  const add = (id, text) => select.append(new Option(text, id));
  // The label and what is said of the field belong to what people type into.
  [input.id, select.id] = [select.id, ""];
  input.removeAttribute("aria-label");
  for (const name of ["aria-describedby", "aria-invalid", "aria-labelledby"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  if (select.autofocus) input.focus();
  select.hidden = true;
  input.placeholder = select.options[0]?.value === "" ? select.options[0].textContent.trim() : input.placeholder;
  // What is shown of a choice was not typed: it is neither sent nor kept as a draft.
  const show = () => {
    if (select.value) { input.value = label(); input.removeAttribute("name"); }
    else input.name = typed;
  };
  const pick = (id) => { select.value = id; select.dispatchEvent(new Event("change", { bubbles: true })); };
  show();
  const put = ({ id, label: text }) => {
    if (![...select.options].some(({ value }) => value === id)) add(id, text);
    pick(id);
  };
  makeCombobox(root, input, put);
  // Other scripts of the page propose a choice: a list of one, or an empty one.
  root.addEventListener("searched:put", ({ detail: [choice] }) => { if (choice) put(choice); });
  input.addEventListener("input", () => { if (select.value && input.value !== label()) pick(""); });
  input.addEventListener("focus", () => input.select());
  select.addEventListener("change", show);
  root.adopt = async ([id]) => {
    if (!id || [...select.options].some(({ value }) => value === id)) return;
    add(id, id);
    const option = select.options[select.options.length - 1];
    option.textContent = await nameOf(root, id).catch(() => id);
    show();
  };
}

function makeMany(root) {
  const ticks = root.querySelector("div");
  const input = root.querySelector("[data-typed]");
  const name = ticks.querySelector("input[type=checkbox]")?.name ?? input?.name.replace(/-typed$/, "");
  const boxOf = (id) => [...ticks.querySelectorAll("input")].find(({ value }) => value === id);
  const add = (id, text) => {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name, value: id });
    const label = document.createElement("label");
    const row = document.createElement("div");
    label.append(box, " ", text);
    row.append(label);
    ticks.append(row);
    return box;
  };
  if (input) {
    root.dataset.typedName = input.name;
    makeCombobox(root, input, ({ id, label }) => {
      const box = boxOf(id) ?? add(id, label);
      input.value = "";
      box.checked = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      box.scrollIntoView({ block: "nearest" });
    });
  }
  root.addEventListener("searched:put", ({ detail: choices }) => {
    for (const { id, label } of choices) (boxOf(id) ?? add(id, label)).checked = true;
    ticks.dispatchEvent(new Event("change", { bubbles: true }));
  });
  root.adopt = (ids) => Promise.all(ids.filter((id) => !boxOf(id)).map(async (id) => {
    const box = add(id, id);
    box.nextSibling.nextSibling.textContent = await nameOf(root, id).catch(() => id);
  }));
}

/** Make comboboxes of the fields in a part of the page. @param {ParentNode} part */
export function enhanceSearched(part = document) {
  const roots = [...part.querySelectorAll("[data-searched]:not([data-ready])")];
  for (const root of roots) {
    root.dataset.ready = "";
    if (root.dataset.searched === "one") makeOne(root);
    else makeMany(root);
  }
}

/** A draft names rows that the page may not hold. @param {Event} event */
export function adoptDraft({ target, detail: values }) {
  for (const root of target.querySelectorAll("[data-searched][data-ready]")) {
    const name = root.dataset.typedName?.replace(/-typed$/, "");
    if (values[name]) root.adopt?.(values[name]);
  }
}
