// Planning a day: another position shows its candidates at once, and the minutes are the sheet's until somebody
// says otherwise.

const positions = document.getElementById("day-position");
const form = document.getElementById("day-form");
let ownMinutes = false;

positions.querySelector("button").hidden = true;
positions.addEventListener("change", ({ target }) => { if (target.name === "position" && target.value) positions.requestSubmit(); });

form.addEventListener("change", async ({ target }) => {
  if (target.name === "minutes") ownMinutes = true;
  if (target.name !== "sheet" || !target.value || ownMinutes) return;
  const address = `${form.dataset.proposal}?${new URLSearchParams({ sheet: target.value })}`;
  const answer = await fetch(address).catch(() => null);
  const { minutes } = answer?.ok ? await answer.json() : {};
  if (!minutes || ownMinutes) return;
  form.elements.namedItem("minutes").value = minutes;
  // The plan looks again.
  form.dispatchEvent(new Event("change"));
});
