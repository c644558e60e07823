// The scoring page: puts responses, what stands beside them, clock, questions and keys together.
import { Channel } from "../common/channel.js";
import { Session } from "../common/session.js";
import { SignIn } from "../common/sign-in.js";
import { openStorage } from "../common/storage.js";
import { AsideRecords, Asides, asideQueue } from "./asides.js";
import { Clock, stamp } from "./clock.js";
import { deviceName } from "./device.js";
import { Keys } from "./keys.js";
import { Question } from "./question.js";
import { Responses, responseQueue } from "./responses.js";
import { keepAwake, TextSize } from "./screen.js";
import { Snippets } from "./snippets.js";
import { Status } from "./status.js";
import { SubmitDialog } from "./submit.js";
import { Times } from "./times.js";
import { say } from "./words.js";

const LONGEST_TIMER = 2 ** 31 - 1; // milliseconds; browsers fire at once what is set for later
const find = (id) => document.getElementById(id);
const read = (id) => JSON.parse(find(id).textContent);

const main = find("main");
const { key, seat, person, csrf, save, state } = main.dataset;
const storage = openStorage();
const device = deviceName();
const session = new Session({ csrf, identity: { seat: Number(seat) }, url: state, person: Number(person) });
const queue = responseQueue(storage, `scoring:${key}:`);
const responses = new Responses(read("scoring-rules"), read("scoring-state"), queue);
const order = [...responses.items.keys()];
const questions = new Map();
let current = null;

const announce = (text) => { find("announce").textContent = text; };
const status = new Status({ queue, responses, announce });

const channel = new Channel({
  session,
  saveUrl: save,
  stateUrl: state,
  device,
  tabs: new BroadcastChannel(`scoring:${key}`),
  queue,
  records: responses,
  on: {
    state: (kind, at) => status.show(kind, at),
    changed: (items) => { for (const id of items) questions.get(id).render(); times.show(); },
    refused: (refusals) => {
      status.refused(refusals);
      for (const { change: refused } of refusals) questions.get(refused.item).render();
    },
  },
});

function openAsides() {
  const section = find("asides");
  const waiting = asideQueue(storage, `aside:${key}:`);
  const records = new AsideRecords(Object.entries(read("asides-state")), waiting);
  const asides = new Asides(section, records, waiting);
  asides.connect(
    new Channel({
      session,
      saveUrl: section.dataset.save,
      stateUrl: section.dataset.state,
      device,
      tabs: new BroadcastChannel(`aside:${key}`),
      queue: waiting,
      records,
      on: asides.listener,
    }),
  );
  section.dataset.ready = "yes";
  return asides;
}

function change(item, field, value, delay) {
  begin();
  const fresh = responses.set(item, field, value);
  if (fresh) { questions.get(item).render(); status.refresh(); }
  // Leaving a text sends what typing had put off.
  if (queue.changes.length && (fresh || delay === 0)) channel.schedule(delay);
}

function choose(item, field, other, which) {
  responses.choose(item, field, other, which);
  questions.get(item).render();
  channel.schedule(0);
}

// Opened before the interview, to look at the questions once more: that time is not the candidate's.
const startsAt = Number(main.dataset.starts) * 1000;
const pausedKey = `scoring-paused:${key}`;
const untouched = storage.getItem(pausedKey) === null && order.every((id) => !responses.get(id).seconds);
const clock = new Clock({
  items: order,
  read: (item) => responses.get(item).seconds,
  write: (item, seconds) => { if (responses.set(item, "seconds", seconds)) channel.schedule(1000); },
  show: () => times.show(),
  paused: storage.getItem(pausedKey) === "yes",
  waiting: untouched && Date.now() < startsAt,
});

const times = new Times({ clock: () => clock, responses, questions, current: () => current, startsAt });

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
    ? next.query(`[data-step="${focused.dataset.step}"]:not(:disabled)`)
    : focused.matches("[data-field=notes]") && next.texts.get("notes");
  (twin || next.query("h2")).focus({ preventScroll: true });
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
  const next = [...order.slice(from), ...order.slice(0, from)].find((id) => responses.judge(id).missing.length);
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
  session,
});

for (const article of document.querySelectorAll("article.question")) {
  const question = new Question(article, responses, { change, choose, announce });
  questions.set(question.id, question);
  question.render();
  question.link.addEventListener("click", (event) => { event.preventDefault(); open(question.id); });
  question.query(".stamp").addEventListener("click", insertTime);
  question.query(".phrases").addEventListener("click", () => snippets.show());
  for (const button of question.queryAll("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));
}

const asides = openAsides();
const channels = [channel, asides.channel];
const submitDialog = new SubmitDialog({ responses, order, questions, open, clock, session, channels });
const textSize = new TextSize({ root: main, button: find("text-size"), storage, announce });
new SignIn({ form: find("sign-in"), session, say, announce });
const showKeys = () => find("keys-dialog").showModal();
find("submit").addEventListener("click", () => submitDialog.show());
find("saved").addEventListener("click", () => { status.explain(); channel.look(); });
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
openFromHash();
times.show();
clock.start();
if (clock.waiting) setTimeout(begin, Math.min(startsAt - Date.now(), LONGEST_TIMER));
channel.start();
keepAwake();
main.querySelector(".room").inert = false;
main.dataset.ready = "yes";
