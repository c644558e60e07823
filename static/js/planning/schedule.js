// Planning an interview: what is usual for the candidate's position is proposed, the minutes are the sheet's, and
// nothing a person has filled in is changed.

const form = document.getElementById("schedule");
const field = (name) => form.elements.namedItem(name);
const rootOf = (name) => form.querySelector(`[data-searched]:has([name="${name}"])`);
const touched = new Set();
let proposing = false;

form.addEventListener("input", ({ target }) => { if (target.name) touched.add(target.name); });
form.addEventListener("change", ({ target }) => {
  if (proposing) return;
  const name = target.name || target.querySelector?.("input")?.name;
  if (name) touched.add(name);
  if (name === "candidate" || name === "new_position") propose(name === "candidate" ? "candidate" : "position", target.value);
  if (name === "sheet") propose("sheet", target.value);
});

async function propose(what, id) {
  if (!id) return;
  const answer = await fetch(`${form.dataset.proposal}?${new URLSearchParams({ [what]: id })}`).catch(() => null);
  if (!answer?.ok) return;
  fill(await answer.json());
}

function fill(proposal) {
  proposing = true;
  const filled = [];
  for (const name of ["sheet", "lead", "panel"]) {
    if (!touched.has(name) && proposal[name]?.length) {
      rootOf(name)?.dispatchEvent(new CustomEvent("searched:put", { detail: proposal[name] }));
      filled.push(name);
    }
  }
  for (const name of ["minutes", "place"]) {
    if (!touched.has(name) && proposal[name]) { field(name).value = proposal[name]; filled.push(name); }
  }
  proposing = false;
  document.getElementById("proposed").hidden = !filled.some((name) => name !== "minutes");
  // The part of the page that says what is in the way looks again.
  if (filled.length) form.dispatchEvent(new Event("change"));
}

// Somebody who is not there yet: the name that was typed is theirs.
form.addEventListener("searched:new", ({ target, detail: name }) => {
  const details = form.querySelector("details.new");
  details.open = true;
  field("new_name").value = name;
  target.querySelector("[data-typed]").value = "";
  field("new_name").dispatchEvent(new Event("input", { bubbles: true }));
  rootOf("new_position").querySelector("[data-typed]").focus();
});
