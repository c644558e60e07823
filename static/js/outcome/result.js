// Notes are folded on screen and open on paper; one button opens or folds them all.
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

let before = [];
addEventListener("beforeprint", () => {
  before = notes.map((note) => note.open);
  unfold(true);
});
addEventListener("afterprint", () => notes.forEach((note, index) => { note.open = before[index] ?? note.open; }));
