// The scoring page: puts responses, what stands beside them, clock, questions and keys together.
import { Channel } from "../common/channel.js";
import { singleKeys } from "../common/keyboard.js";
import { openStorage } from "../common/storage.js";
import { steady } from "../common/steady.js";
import { announce } from "../scoring/announce.js";
import { openCard, read } from "../scoring/card.js";
import { deviceName } from "../scoring/device.js";
import { SubmitDialog } from "../scoring/submit.js";
import { say } from "../scoring/words.js";
import { AsideRecords, Asides, asideQueue } from "./asides.js";
import { Clock, stamp } from "./clock.js";
import { Keys } from "./keys.js";
import { Question } from "./question.js";
import { keepAwake, TextSize } from "./screen.js";
import { Snippets } from "./snippets.js";
import { Times } from "./times.js";

const LONGEST_TIMER = 2 ** 31 - 1; // milliseconds; browsers fire at once what is set for later
const find = (id) => document.getElementById(id);

const main = find("main");
const storage = openStorage();
const device = deviceName();
const questions = new Map();
let current = null;

// Nothing can be entered any more; what stands there can still be read and copied.
function lock() {
  for (const field of document.querySelectorAll(".question textarea")) field.readOnly = true;
  for (const control of document.querySelectorAll(".question button, .question input, #pause, #submit")) {
    if (!control.matches(".step, .fold")) control.disabled = true;
  }
}

const { key, vault, session, queue, responses, status, channel } = await openCard(main, {
  device,
  changed: (items) => { steady(() => { for (const id of items) questions.get(id).render(); }); times.show(); },
  lock,
});
const order = [...responses.items.keys()];

async function openAsides() {
  const section = find("asides");
  const waiting = await asideQueue(await vault.drawer(`aside:${key}`));
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
  if (fresh) { steady(() => questions.get(item).render()); status.refresh(); }
  // Leaving a text sends what typing had put off.
  if (queue.changes.length && (fresh || delay === 0)) channel.schedule(delay);
}

function choose(item, field, other, which) {
  responses.choose(item, field, other, which);
  steady(() => questions.get(item).render());
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
  if (answersOpen && !wide.matches) showAnswers(false);
  left?.pullUp(false);
  current = id;
  clock.open(id);
  // While the page is loading the browser would scroll to it, past what stands above.
  if (document.readyState === "complete") showAddress();
  else addEventListener("load", () => setTimeout(showAddress), { once: true });
  showLink(next.link);
  if (focused) follow(focused, next);
  // What stays at the top of the screen covers what lies above it.
  const covered = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
  if (next.article.getBoundingClientRect().top < covered) next.article.scrollIntoView({ block: "start" });
}

const showAddress = () => history.replaceState(null, "", `#${questions.get(current).article.id}`);

// Where it lies beside the points it stays open from one question to the next; over the notes it doesn't.
const wide = matchMedia("(min-width: 1600px)");
let answersOpen = false;

function toggleAnswers() {
  showAnswers(!answersOpen);
}

function showAnswers(shown) {
  answersOpen = shown;
  for (const question of questions.values()) question.showAnswer(shown);
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
  const question = new Question(article, responses, { change, choose, announce, open, toggleAnswers });
  questions.set(question.id, question);
  question.render();
  question.link.addEventListener("click", (event) => { event.preventDefault(); open(question.id); });
  question.query(".stamp").addEventListener("click", insertTime);
  question.query(".phrases").addEventListener("click", () => snippets.show());
  for (const button of question.queryAll("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));
}

// Most candidates bring none.
const papers = find("papers") && new (await import("./papers.js")).Papers(find("papers"), find("show-papers"));
const asides = await openAsides();
const channels = [channel, asides.channel];
const submitDialog = new SubmitDialog({
  responses,
  questions,
  session,
  channels,
  // Seconds counted from here on would find the scorecard locked, and stay in the browser's storage.
  pause: () => {
    const { item } = clock;
    clock.stop();
    return () => clock.open(item);
  },
});
const textSize = new TextSize({ root: main, button: find("text-size"), storage, announce });
// From the first key: the focus goes to the button below them.
const showKeys = () => { find("keys-dialog").showModal(); find("keys-dialog").scrollTop = 0; };
const submit = () => { clock.store(); submitDialog.show(); };
find("submit").addEventListener("click", submit);
find("pause").addEventListener("click", toggleClock);
find("show-keys").addEventListener("click", showKeys);
new Keys({
  question: () => questions.get(current),
  step,
  stepToOpen,
  toggleClock,
  showKeys,
  submit: () => { if (!find("submit").disabled) submit(); },
  stamp: insertTime,
  snippets: () => snippets.show(),
  textSize: () => textSize.next(),
  toggleAnswers,
  togglePapers: () => papers?.toggle(),
  notes: () => {
    if (!wide.matches) showAnswers(false);
    questions.get(current).texts.get("notes").focus();
  },
});

if (!singleKeys()) for (const button of document.querySelectorAll("[aria-keyshortcuts]")) button.removeAttribute("aria-keyshortcuts");
addEventListener("hashchange", openFromHash);
openFromHash();
times.show();
clock.start();
if (clock.waiting) setTimeout(begin, Math.min(startsAt - Date.now(), LONGEST_TIMER));
channel.start();
keepAwake();
main.querySelector(".room").inert = false;
main.dataset.ready = "yes";
