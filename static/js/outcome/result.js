// Notes are folded on screen. On paper they are open, below their question and as wide as the table: in the column
// of one person a long note would fill pages.
const notes = [...document.querySelectorAll("details.notes")];
const button = document.querySelector("[data-all-notes]");
const unfold = (open) => { for (const note of notes) note.open = open; };

if (button && notes.length) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-pressed") !== "true";
    unfold(open);
    button.setAttribute("aria-pressed", String(open));
    button.textContent = open ? button.dataset.fold : button.dataset.unfold;
  });
}

function notesBelow(row) {
  const below = document.createElement("tr");
  below.className = row.classList.contains("far-apart") ? "notes-below far-apart" : "notes-below";
  const cell = below.insertCell();
  cell.colSpan = row.cells.length;
  for (const note of row.querySelectorAll("td[data-name] > details.notes")) {
    const name = document.createElement("b");
    name.textContent = note.parentElement.dataset.name;
    const copy = note.cloneNode(true);
    copy.open = true;
    cell.append(name, copy);
  }
  const last = row.nextElementSibling?.matches(".write-row") ? row.nextElementSibling : row;
  last.after(below);
}

let before = [];
addEventListener("beforeprint", () => {
  before = notes.map((note) => note.open);
  unfold(true);
  for (const row of document.querySelectorAll(".matrix tbody tr:has(td[data-name] > details.notes)")) notesBelow(row);
});
addEventListener("afterprint", () => {
  for (const row of document.querySelectorAll(".matrix .notes-below")) row.remove();
  notes.forEach((note, index) => { note.open = before[index] ?? note.open; });
});
