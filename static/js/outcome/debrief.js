// The debrief follows by itself (htmx asks every few seconds); this says whether it does, marks what is new,
// and keeps the focus, what is open and what is half written where the writer has it.
import { isHalfFilled, overtake, takeEffects } from "./consensus.js";
import { markNew, markSinceLastLook, remember } from "./look.js";

const line = document.getElementById("following");
const words = line.dataset;
const say = (text) => { if (line.textContent !== text) line.textContent = text; };
const asks = (event) => event.detail.elt?.id === "follow";
let focused = "";
let sent = "";

say(words.following);
markSinceLastLook();
document.body.addEventListener("htmx:beforeRequest", (event) => {
  const { id } = event.detail.elt;
  if (id.startsWith("agree-form-")) sent = id.replace("agree-form-", "");
});
document.body.addEventListener("htmx:afterRequest", (event) => {
  if (!asks(event)) return;
  const { status } = event.detail.xhr;
  if (status === 200 || status === 204) say(words.following);
  else say(status === 401 ? words.signedOut : words.cut);
});
document.body.addEventListener("htmx:sendError", () => say(words.cut));

const ratingsOf = (box) => box.querySelector("[name=seen_ratings]");

function agreedArrives(target, arriving) {
  const number = target.id.replace("agreed-", "");
  const isOther = arriving.dataset.seen !== target.dataset.seen;
  if (number === sent) return;
  if (isOther || !target.querySelector(".news").hidden) markNew(arriving);
  if (!isOther) return;
  arriving.classList.add("just-changed");
  const box = document.getElementById(`write-${number}`);
  if (box && isHalfFilled(box)) overtake(box.querySelector("form"));
}

document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  const arriving = fragment.querySelector?.(`#${target.id}`) ?? fragment;
  if (target.matches(".agreed")) agreedArrives(target, arriving);
  if (!target.matches(".write")) return;
  if (isHalfFilled(target)) {
    takeEffects(target, arriving);
    event.detail.shouldSwap = false;
    return;
  }
  arriving.open = target.open || arriving.open;
  // The ratings above stay as the page was loaded: a form carries what its writer has before them.
  if (target.id !== `write-${sent}`) ratingsOf(arriving).value = ratingsOf(target).value;
  const { activeElement } = document;
  if (!target.contains(activeElement)) return;
  const value = activeElement.name === "rating" ? `[value="${activeElement.value}"]` : "";
  focused = `#${target.id} ${activeElement.name ? `[name=${activeElement.name}]${value}` : "summary"}`;
});

// To what is missing, or where the focus was before its form was replaced.
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id !== "follow") return;
  remember();
  const box = sent && document.getElementById(`write-${sent}`);
  const missing = box && box.querySelector("textarea[aria-invalid=true], [aria-invalid=true] input");
  (missing || (focused && document.querySelector(focused)) || null)?.focus({ preventScroll: true });
  [focused, sent] = ["", ""];
});
