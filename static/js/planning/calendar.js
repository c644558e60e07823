// Copying the address. The button is there only where the browser lets a page write to the clipboard.
const field = document.getElementById("address");
field?.addEventListener("focus", () => field.select());
for (const button of document.querySelectorAll("[data-copies]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    document.getElementById("copied").textContent = button.dataset.done;
  });
}
