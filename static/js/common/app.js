import { renewTokensAfterSending } from "./form-token.js";
import "./printing.js";
import "./screen-keyboard.js";

renewTokensAfterSending();
// Menus close when one clicks or tabs elsewhere, and on Escape.
const openMenus = () => document.querySelectorAll("details.menu[open]");
document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("focusin", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) { menu.open = false; menu.querySelector("summary").focus(); }
});
// A form with data-confirm asks before it is sent.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});
// Print buttons.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
