// L goes to the next question that is led by oneself, wherever one is outside of a text.
const mine = [...document.querySelectorAll("#questions a.mine")];

function next() {
  const all = [...document.querySelectorAll("#questions a")];
  const current = all.findIndex((link) => link.getAttribute("aria-current") === "true");
  return mine.find((link) => all.indexOf(link) > current) ?? mine[0];
}

const go = () => next()?.click();
document.getElementById("next-mine")?.addEventListener("click", go);
document.addEventListener("keydown", (event) => {
  if (!mine.length || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.code !== "KeyL" || document.querySelector("dialog[open]")) return;
  if (event.target.matches("textarea, select, input:not([type=checkbox])")) return;
  event.preventDefault();
  go();
});
