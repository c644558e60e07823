// Filters stand open beside the list on wide screens and closed above it on narrow ones.
const box = document.getElementById("filter-box");
const wide = matchMedia("(min-width: 1081px)");
const follow = () => { box.open = wide.matches; };
wide.addEventListener("change", follow);
follow();

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
