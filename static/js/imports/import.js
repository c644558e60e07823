// A cell is saved when one leaves it. What is being typed in the next one meanwhile, and the keyboard's
// place, outlast the row's being put in place anew.
const typed = new Map();

document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const sent = detail.requestConfig.elt;
  for (const field of detail.target.querySelectorAll?.("textarea") ?? []) {
    if (field.value !== field.defaultValue && !sent.contains(field)) typed.set(field.id, field.value);
  }
});

document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
  const row = detail.elt?.closest?.(".import-row");
  if (!row) return;
  for (const [id, value] of typed) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = value;
    field.addEventListener("blur", () => field.dispatchEvent(new Event("change", { bubbles: true })), { once: true });
  }
  typed.clear();
  if (document.activeElement !== document.body) return;
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
});
