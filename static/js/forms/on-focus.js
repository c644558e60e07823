// For a page whose forms lie in dialogs that are seldom opened: what forms need comes when one is entered. Until then,
// and where it can't be fetched, the browser sends them itself.
function enter({ target }) {
  if (target.form?.method !== "post") return;
  document.removeEventListener("focusin", enter);
  import("./page.js").catch(() => document.addEventListener("focusin", enter));
}

document.addEventListener("focusin", enter);
