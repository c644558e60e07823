// The scoring page: puts queue, store, clock, questions and keys together.
import { Clock, stamp } from "./clock.js";
import { deviceName } from "./device.js";
import { Keys } from "./keys.js";
import { openStorage, Queue } from "../common/queue.js";
import { Question } from "./question.js";
import { keepAwake, TextSize } from "./screen.js";
import { SignIn } from "../common/sign-in.js";
import { Snippets } from "./snippets.js";
import { Status } from "./status.js";
import { Store } from "./responses.js";
import { SubmitDialog } from "./submit.js";
import { Sync } from "../common/channel.js";
import { Times } from "./times.js";
import { say } from "./words.js";

const LONGEST_TIMER = 2 ** 31 - 1; // milliseconds; browsers fire at once what is set for later
const find = (id) => document.getElementById(id);
const read = (id) => JSON.parse(find(id).textContent);

const main = find("main");
const { key, seat, csrf, save, state } = main.dataset;
const storage = openStorage();
const queue = new Queue(storage, `scoring:${key}:`);
const store = new Store(read("scoring-rules"), read("scoring-state"), queue);
const order = [...store.items.keys()];
const questions = new Map();
let current = null;

const announce = (text) => { find("announce").textContent = text; };
const status = new Status({ queue, store, announce });

const sync = new Sync({
  saveUrl: save,
  stateUrl: state,
  csrf,
  seat: Number(seat),
  device: deviceName(),
  channel: new BroadcastChannel(`scoring:${key}`),
  queue,
  store,
  on: {
    state: (kind, at) => status.show(kind, at),
    changed: (items) => { for (const id of items) questions.get(id).render(); times.show(); },
    refused: (refusals) => {
      status.refused(refusals);
      for (const { change } of refusals) questions.get(change.item).render();
    },
  },
});

function change(item, field, value, delay) {
  begin();
  const fresh = store.set(item, field, value);
  if (fresh) { questions.get(item).render(); status.refresh(); }
  // Leaving a text sends what typing had put off.
  if (queue.changes.length && (fresh || delay === 0)) sync.schedule(delay);
}

function choose(item, field, other, which) {
  store.choose(item, field, other, which);
  questions.get(item).render();
  sync.schedule(0);
}

// Opened before the interview, to look at the questions once more: that time is not the candidate's.
const startsAt = Number(main.dataset.starts) * 1000;
const pausedKey = `scoring-paused:${key}`;
const untouched = storage.getItem(pausedKey) === null && order.every((id) => !store.get(id).seconds);
const clock = new Clock({
  items: order,
  read: (item) => store.get(item).seconds,
  write: (item, seconds) => { if (store.set(item, "seconds", seconds)) sync.schedule(1000); },
  show: () => times.show(),
  paused: storage.getItem(pausedKey) === "yes",
  waiting: untouched && Date.now() < startsAt,
});

const times = new Times({ clock: () => clock, store, questions, current: () => current, startsAt });

function toggleClock() {
  clock.toggle();
  storage.setItem(pausedKey, clock.paused ? "yes" : "no");
  announce(say(clock.paused ? "paused" : "resume"));
}

function begin() {
  if (clock.waiting) toggleClock();
}

// Show a question. The focus stays where it is unless it was inside the question that goes.
function open(id) {
  if (id === current) return;
  const left = questions.get(current);
  const next = questions.get(id);
  const focused = left?.article.contains(document.activeElement) ? document.activeElement : null;
  for (const question of questions.values()) question.show(question === next);
  current = id;
  clock.open(id);
  history.replaceState(null, "", `#${next.article.id}`);
  showLink(next.link);
  if (focused) follow(focused, next);
  // What stays at the top of the screen covers what lies above the margin.
  const covered = parseFloat(getComputedStyle(next.article).scrollMarginTop);
  if (next.article.getBoundingClientRect().top < covered) next.article.scrollIntoView({ block: "start" });
}

// To the same control in the next question, else to its heading.
function follow(focused, next) {
  const twin = focused.matches("[data-step]")
    ? next.one(`[data-step="${focused.dataset.step}"]:not(:disabled)`)
    : focused.matches("[data-field=notes]") && next.texts.get("notes");
  (twin || next.one("h2")).focus({ preventScroll: true });
}

// In the strip of a narrow screen, without moving the page.
function showLink(link) {
  const strip = link.parentElement;
  const over = link.getBoundingClientRect().right - strip.getBoundingClientRect().right;
  const under = link.getBoundingClientRect().left - strip.getBoundingClientRect().left;
  if (over > 0) strip.scrollLeft += over + 40;
  if (under < 0) strip.scrollLeft += under - 40;
}

function step(by) {
  const next = order[order.indexOf(current) + by];
  if (next !== undefined) open(next);
}

// The next question that lacks something, from the open one on and round to it.
function stepToOpen() {
  const from = order.indexOf(current) + 1;
  const next = [...order.slice(from), ...order.slice(0, from)].find((id) => store.judge(id).missing.length);
  if (next === undefined) announce(say("left_none"));
  else open(next);
}

function openFromHash() {
  const article = location.hash.length > 1 && find(location.hash.slice(1));
  const wanted = article ? Number(article.dataset?.item) : NaN;
  if (questions.has(wanted)) open(wanted);
  else if (current === null && order.length) open(order[0]);
}

const insertTime = () => questions.get(current).insert(stamp(clock.total()), { line: true });
const snippets = new Snippets({
  dialog: find("snippets-dialog"),
  insert: (text) => questions.get(current).insert(text),
  token: () => sync.csrf,
});

for (const article of document.querySelectorAll("article.question")) {
  const question = new Question(article, store, { change, choose, announce });
  questions.set(question.id, question);
  question.render();
  question.link.addEventListener("click", (event) => { event.preventDefault(); open(question.id); });
  question.one(".stamp").addEventListener("click", insertTime);
  question.one(".phrases").addEventListener("click", () => snippets.show());
  for (const button of question.all("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));
}

const submitDialog = new SubmitDialog({ store, order, questions, open, clock, sync, queue });
const textSize = new TextSize({ root: main, button: find("text-size"), storage, announce });
new SignIn({ form: find("sign-in"), sync, announce });
const showKeys = () => find("keys-dialog").showModal();
find("submit").addEventListener("click", () => submitDialog.show());
find("saved").addEventListener("click", () => { status.explain(); sync.look(); });
find("pause").addEventListener("click", toggleClock);
find("show-keys").addEventListener("click", showKeys);
for (const button of document.querySelectorAll("dialog [data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}
new Keys({
  question: () => questions.get(current),
  step,
  stepToOpen,
  toggleClock,
  showKeys,
  stamp: insertTime,
  snippets: () => snippets.show(),
  textSize: () => textSize.next(),
});

addEventListener("hashchange", openFromHash);
addEventListener("beforeunload", (event) => {
  if (queue.entered.length && !sync.stopped && !sync.closed) event.preventDefault();
});

openFromHash();
times.show();
clock.start();
if (clock.waiting) setTimeout(begin, Math.min(startsAt - Date.now(), LONGEST_TIMER));
sync.start();
keepAwake();
main.dataset.ready = "yes";
