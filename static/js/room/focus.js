// L goes to the next question that is led by oneself, wherever one is outside of a text.
import { onKey } from "../common/keyboard.js";

const mine = [...document.querySelectorAll("#questions a.mine")];

function next() {
  const links = [...document.querySelectorAll("#questions a")];
  const current = links.findIndex((link) => link.getAttribute("aria-current") === "true");
  return mine.find((link) => links.indexOf(link) > current) ?? mine[0];
}

const go = () => next()?.click();
document.getElementById("next-mine")?.addEventListener("click", go);
if (mine.length) onKey("KeyL", go);
