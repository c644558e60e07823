// Texts that the one screen has no room for: where one is cut, a button shows all of it, over what is below it.
import { say } from "../scoring/words.js";

const isCut = (text) => text.scrollHeight > text.clientHeight + 1 || text.scrollWidth > text.clientWidth + 1;

/**
 * Watch the texts of a question.
 *
 * @param {HTMLElement} root holds elements with the class `clipped`
 */
export function watchClipped(root) {
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => mark(target)));
  for (const text of root.querySelectorAll(".clipped")) sizes.observe(text);
}

function mark(text) {
  const row = text.closest("li");
  if (row.classList.contains("open")) return;
  const cut = isCut(text);
  row.classList.toggle("clip", cut);
  const button = row.querySelector(".show-whole");
  if (cut && !button) text.closest("label, .point").after(buttonFor(row));
  else if (!cut) button?.remove();
}

function buttonFor(row) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show-whole";
  button.textContent = "…";
  button.setAttribute("aria-label", say("whole_text"));
  const show = (open) => {
    // What lies over the others no longer holds its row open.
    row.style.minHeight = open ? `${row.offsetHeight}px` : "";
    row.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  show(false);
  button.addEventListener("click", () => show(!row.classList.contains("open")));
  button.addEventListener("blur", () => show(false));
  button.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { show(false); event.stopPropagation(); }
  });
  return button;
}
