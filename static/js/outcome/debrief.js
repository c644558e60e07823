// The debrief follows by itself (htmx asks every few seconds); this says whether it does, shows what is new,
// and keeps the focus where the writer was.
const line = document.getElementById("following");
const words = line.dataset;
const say = (text) => { if (line.textContent !== text) line.textContent = text; };
const asks = (event) => event.detail.elt?.id === "follow";

say(words.following);
document.body.addEventListener("htmx:afterRequest", (event) => {
  if (!asks(event)) return;
  const { status } = event.detail.xhr;
  if (status === 200 || status === 204) say(words.following);
  else say(status === 401 ? words.signedOut : words.cut);
});
document.body.addEventListener("htmx:sendError", () => say(words.cut));

// A consensus that somebody else has just written is lit up for a moment.
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  const arriving = fragment.querySelector?.(".agreed") ?? fragment;
  if (target.dataset.seen !== undefined && arriving.dataset?.seen !== target.dataset.seen) arriving.classList?.add("just-changed");
});

// Saving replaces the form: the focus goes to its head, or to what is missing.
document.body.addEventListener("htmx:afterSettle", (event) => {
  const form = event.detail.requestConfig?.elt;
  if (!form?.id?.startsWith("agree-form-")) return;
  const box = document.getElementById(form.id.replace("agree-form-", "write-"));
  (box?.querySelector("[aria-invalid=true]") ?? box?.querySelector("summary"))?.focus();
});
