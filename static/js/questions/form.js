// Rows of answers and points: add, move, and take a quote from an answer. Without this script the form
// still works: there is an empty row, a field for the order, and a box to remove a row.
const form = document.getElementById("question-form");

for (const section of form.querySelectorAll("[data-rows]")) {
  const prefix = section.dataset.rows;
  const list = section.querySelector(".row-list");
  const template = section.querySelector("template");
  const total = form.elements[`${prefix}-TOTAL_FORMS`];
  const most = Number(form.elements[`${prefix}-MAX_NUM_FORMS`].value);
  const add = section.querySelector("[data-add]");
  const order = (row) => row.querySelector("input[name$='-ORDER']");
  const rows = () => [...list.querySelectorAll(".edit-row")];
  const number = () => rows().forEach((row, index) => { order(row).value = index + 1; });

  const equip = (row) => {
    row.querySelector(".order-field").hidden = true;
    for (const button of row.querySelectorAll("[data-move], [data-quote]")) button.hidden = false;
  };

  // After a refused save rows come back as they were sent; show them in the order they were given.
  const place = (row) => Number(order(row).value) || Infinity;
  list.append(...rows().sort((a, b) => place(a) - place(b) || 0));
  rows().forEach(equip);
  number();

  const addRow = () => {
    const index = Number(total.value);
    if (index >= most) return;
    list.insertAdjacentHTML("beforeend", template.innerHTML.replaceAll("__prefix__", index));
    total.value = index + 1;
    add.disabled = index + 1 >= most;
    equip(list.lastElementChild);
    number();
  };

  add.hidden = false;
  add.addEventListener("click", () => {
    addRow();
    list.lastElementChild.querySelector("textarea, input[type=text]").focus();
  });
  // What was typed before comes back: with the rows it had.
  form.addEventListener("draft:rows", ({ detail: names }) => {
    const indexes = names.filter((name) => name.startsWith(`${prefix}-`)).map((name) => Number(name.split("-").at(-2)) || 0);
    while (Math.max(-1, ...indexes) >= Number(total.value) && Number(total.value) < most) addRow();
  });

  section.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const row = button.closest(".edit-row");
    if (button.dataset.move === "up") row.previousElementSibling?.before(row);
    else row.nextElementSibling?.after(row);
    number();
    button.focus();
  });
}

let selected = "";
form.addEventListener("select", (event) => {
  const field = event.target;
  if (/^answers-\d+-text$/.test(field.name)) selected = field.value.slice(field.selectionStart, field.selectionEnd);
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-quote]");
  if (button && selected) button.closest(".edit-row").querySelector("textarea[name$='-quote']").value = selected.trim();
});

// The next free code of the chosen category, as a hint: an empty field takes it.
const category = form.elements.category;
const hint = () => { form.elements.code.placeholder = category.selectedOptions[0]?.dataset.code ?? ""; };
category.addEventListener("change", hint);
hint();

form.querySelector("[aria-invalid=true]")?.focus();
