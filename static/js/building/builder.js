// The builder without JavaScript is plain forms; this adds dragging, the keyboard and small conveniences.
const builder = document.getElementById("builder");
const announcement = document.getElementById("builder-said");
const panel = () => document.getElementById("set-panel");

// Sortable leaves style attributes behind; copied onto new elements they would breach the site's policy.
window.htmx.config.attributesToSettle = ["class"];

const send = (form, values) =>
  window.htmx.ajax("POST", form.action, { source: form, target: "#set-panel", swap: "outerHTML", values });

// Dragging sends the same forms as the buttons, with the section and the index it was dropped at.
const makeSortable = () => {
  builder.classList.add("sortable");
  for (const list of builder.querySelectorAll(".set-items")) {
    if (window.Sortable.get(list)) continue;
    window.Sortable.create(list, {
      group: "items", handle: ".handle", draggable: ".set-item, .bank-row", animation: 120, onEnd: dropped,
    });
  }
  const bank = builder.querySelector(".bank-list");
  if (bank && !window.Sortable.get(bank)) {
    window.Sortable.create(bank, {
      group: { name: "items", pull: "clone", put: false }, sort: false, handle: ".handle",
      draggable: ".bank-row:not([data-in-set])", animation: 120, onEnd: droppedFromBank,
    });
  }
};
const dropped = ({ item, to, from, oldIndex, newIndex }) => {
  if (to === from && oldIndex === newIndex) return;
  send(item.querySelector("form.move"), { section: to.dataset.section, index: newIndex });
};
const droppedFromBank = ({ item, clone, to, from, newIndex }) => {
  if (to === from) return;
  // The row itself goes back to the bank; what stands in the set comes from the server.
  clone.replaceWith(item);
  send(item.querySelector("form.add"), { section: to.dataset.section, index: newIndex });
};

// Rows of the bank know whether they are in the set, whoever put them there.
const markUsed = () => {
  const used = new Set(panel().dataset.used.split(" "));
  for (const row of builder.querySelectorAll(".bank-row")) {
    const hadFocus = row.querySelector(".add").contains(document.activeElement);
    row.toggleAttribute("data-in-set", used.has(row.dataset.question));
    if (hadFocus && used.has(row.dataset.question)) row.querySelector(".used").focus();
  }
};

// What was focused may be gone with the answer: then the neighbour, or the heading of the set.
let next = "";
const keepFocus = () => {
  const target = next && document.getElementById(next);
  if (target) target.focus();
  else if (next || (document.activeElement === document.body && stepping)) document.getElementById("set-panel-title").focus();
  next = "";
  stepping = false;
};
let stepping = false;

// Warnings that were folded away stay so.
let folded = false;
builder.addEventListener("click", ({ target }) => {
  if (target.matches(".set-warnings > summary")) folded = target.parentElement.open;
});
const keepFolded = () => {
  const warnings = builder.querySelector(".set-warnings");
  if (warnings && folded) warnings.open = false;
};

let announced; // the panel whose news has been read out
const refresh = () => {
  markUsed();
  keepFocus();
  keepFolded();
  if (panel() !== announced) announcement.textContent = panel().dataset.said;
  announced = panel();
  if (document.getElementById("undo")) makeSortable();
};
refresh();
builder.addEventListener("htmx:afterSettle", refresh);

// The keyboard
const rowsOf = (element) => [...element.querySelectorAll(".set-item")];
const bankStops = () => [...builder.querySelectorAll(".bank-row")].map((row) =>
  row.querySelector(row.hasAttribute("data-in-set") ? ".used" : ".add button"));
const walk = (stops, from, by) => stops[stops.indexOf(from) + by]?.focus();

const STEPS = { ArrowUp: -1, ArrowDown: 1 };
builder.addEventListener("keydown", (event) => {
  const by = STEPS[event.key], row = event.target.closest(".set-item"), onRow = event.target === row;
  if (event.ctrlKey || event.metaKey || event.target.matches("select")) return;
  if (row?.querySelector("form.move") && by && event.altKey) {
    const across = event.shiftKey ? { across: "on" } : {};
    send(row.querySelector("form.move"), { direction: by, ...across });
  } else if (event.altKey || event.shiftKey) return;
  else if (onRow && by) walk(rowsOf(builder), row, by);
  else if (onRow && event.key === "Delete") row.querySelector("form.remove").requestSubmit();
  else if (by && bankStops().includes(event.target)) walk(bankStops(), event.target, by);
  else return;
  event.preventDefault();
});

// A field takes back its own typing first; one that shows what is stored leaves the key to the set.
const typing = (field) => field.matches("textarea, input:not([type=checkbox])") &&
  (field.value !== field.defaultValue || !field.closest("#set-panel"));
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || typing(event.target)) return;
  const key = event.key.toLowerCase();
  const which = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : "";
  const button = which && document.getElementById(which);
  if (!button) return;
  event.preventDefault();
  if (!button.disabled) button.form.requestSubmit();
});

builder.addEventListener("submit", ({ target }) => {
  if (target.matches("form.remove")) {
    const rows = rowsOf(builder), at = rows.indexOf(target.closest(".set-item"));
    next = (rows[at + 1] ?? rows[at - 1])?.id ?? "set-panel-title";
  }
  stepping = target.matches("#undo-form, #redo-form");
});

// Fields save themselves, each with what it showed: once saved, it shows that (static/js/forms/requests.js).
builder.addEventListener("htmx:configRequest", ({ detail }) => {
  const { elt, parameters } = detail;
  if (elt.matches("form.fields input")) parameters[`shown-${elt.name}`] = elt.defaultValue;
});

// Enter must not send the page away as well.
builder.addEventListener("submit", (event) => {
  if (event.target.matches("form.fields")) event.preventDefault();
});
builder.addEventListener("htmx:afterRequest", ({ detail }) => {
  const state = detail.target?.matches(".state") ? detail.target : null;
  const refused = state?.querySelector("[data-invalid]")?.dataset.invalid.split(" ") ?? [];
  if (state && detail.elt.name) detail.elt.setAttribute("aria-invalid", String(refused.includes(detail.elt.name)));
  if (!detail.successful && detail.xhr.status !== 422) next = "";
});

// Another candidate: the page anew, with the search and the filters as they are now.
function lookFor(candidate) {
  const query = new URLSearchParams(location.search);
  query.delete("candidate");
  if (candidate) query.set("candidate", candidate);
  location.search = query.toString();
}
builder.addEventListener("submit", (event) => {
  if (event.target.id !== "known-to") return;
  const form = event.target;
  const { value } = form.elements.namedItem("candidate");
  // A name without a choice is looked up by the page that says who is called so.
  if (!value && form.querySelector("[data-typed]")?.value.trim()) return;
  event.preventDefault();
  lookFor(value);
});
builder.addEventListener("click", (event) => {
  const link = event.target.closest("#known-to [data-candidate]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  lookFor(link.dataset.candidate);
});
