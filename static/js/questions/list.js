// Filters stand open beside the list on wide screens and closed above it on narrow ones.
const box = document.getElementById("filter-box");
const wide = matchMedia("(min-width: 1081px)");
const follow = () => { box.open = wide.matches; };
wide.addEventListener("change", follow);
follow();

// Ticking: all of a page at once, and how many are ticked. The results are replaced as one types, so what is
// ticked is asked for anew each time.
const results = document.querySelector(".bank-main");
const ticks = () => [...results.querySelectorAll("input[name='id'][form='many']")];
const tell = () => {
  const all = results.querySelector("[data-tick-all]");
  if (!all) return;
  const ticked = ticks().filter((tick) => tick.checked).length;
  all.closest("label").hidden = false;
  all.checked = ticked > 0 && ticked === ticks().length;
  all.indeterminate = ticked > 0 && !all.checked;
  const told = results.querySelector("[data-ticked]");
  told.textContent = ticked;
  told.hidden = ticked === 0;
};
results?.addEventListener("change", ({ target }) => {
  if (target.matches("[data-tick-all]")) for (const tick of ticks()) tick.checked = target.checked;
  if (!target.matches("[data-tick-all], input[name='id'][form='many']")) return;
  tell();
  const panel = results.querySelector("#many-box");
  if (target.checked) panel.open = true;
});
document.addEventListener("htmx:afterSettle", tell);
if (results) tell();

// Copying a passage. The button is there only where the browser lets a page write to the clipboard.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
