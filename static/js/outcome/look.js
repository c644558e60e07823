// What was written since this person's last look at a debrief, in this browser: only the numbers of entries are kept.
import { openStorage } from "../common/storage.js";

const storage = openStorage();
const { key } = document.getElementById("debrief-look").dataset;

function lastLook() {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}

const entries = () => [
  ...[...document.querySelectorAll(".agreed")].map((cell) => [cell, cell.id, cell.dataset.seen]),
  ...[...document.querySelectorAll("[data-member]")].map((cell) => [cell, cell.dataset.member, cell.dataset.version]),
];

/** Mark a cell as new. @param {HTMLElement} cell */
export const markNew = (cell) => { const chip = cell.querySelector(".news"); if (chip) chip.hidden = false; };

/** Remember what stands on the page now. */
export function remember() {
  const look = { ...lastLook(), ...Object.fromEntries(entries().map(([, name, version]) => [name, version])) };
  try {
    storage.setItem(key, JSON.stringify(look));
  } catch { /* A full storage costs the marks, no more. */ }
}

/** Mark what is new, and remember what stands there now. */
export function markSinceLastLook() {
  const before = lastLook();
  if (before) for (const [cell, name, version] of entries()) if (name in before && before[name] !== version) markNew(cell);
  remember();
}
