// The document with its borders: a label sends itself, a block is split where one clicks, borders are dragged.
// All of it also with the keyboard; without this script the same form is sent by its buttons.
import { memoryStorage } from "../common/storage.js";
import { readTexts } from "../common/texts.js";
import { Cut, placeUnder } from "./cut.js";
import { borders } from "./edges.js";
import { Ticks, showTicks } from "./ticks.js";

const say = readTexts("document-words");
const root = document.getElementById("main");
let open = null; // {block, cut, bar}: the block that is being split

const form = () => document.getElementById("document");
const bulk = () => document.getElementById("bulk");
const ticks = new Ticks(tabStorage(), `ticks ${location.pathname}`);
const blocks = () => [...root.querySelectorAll(".doc .b")];
const textOf = (block) => block.querySelector(".t");

function tabStorage() {
  try {
    return sessionStorage;
  } catch {
    return memoryStorage();
  }
}

/** Send what was done, and have the preview drawn anew at that block. */
function send(act, block) {
  close();
  const top = block?.getBoundingClientRect().top;
  const id = block?.id;
  const y = scrollY;
  window.htmx.ajax("POST", form().action, { source: form(), target: "#preview", swap: "outerHTML", values: { act } })
    ?.then(() => stay(id, top, y));
}

function stay(id, top, y) {
  const block = document.getElementById(id ?? "");
  if (!block) {
    // Its border was moved: it begins elsewhere now.
    scrollTo(0, y);
    return;
  }
  scrollBy(0, block.getBoundingClientRect().top - top);
  block.focus({ preventScroll: true });
}

function close() {
  open?.cut.remove();
  open?.bar.remove();
  open = null;
}

/** Show where the block would be split, and what may be done there. */
function cutAt(block, place) {
  close();
  const text = textOf(block);
  if (!text || [...text.textContent].length < 2) return;
  const cut = place ? new Cut(text, place) : Cut.inTheMiddle(text);
  const bar = document.createElement("div");
  bar.className = "cut-bar";
  for (const [label, part] of [["split", ""], ["question", "question"], ["answer", "answer"], ["out", "left out"]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = say(label);
    button.addEventListener("click", () => split(part));
    bar.append(button);
  }
  const hint = document.createElement("span");
  hint.className = "small muted";
  hint.textContent = say("keys");
  bar.append(hint);
  block.querySelector(".body").append(bar);
  open = { block, cut, bar };
  block.focus({ preventScroll: true });
}

function split(part) {
  const { block, cut } = open;
  const at = Number(block.dataset.shown) + cut.place;
  send(`split:${block.dataset.start}:${at}${part ? `:${part}` : ""}`, block);
}

function choose(key) {
  for (const block of blocks()) block.classList.toggle("chosen", block.dataset.key === key && Boolean(block.querySelector(".number")));
}

/** Show another question beside the document, and where it stands in it. @returns {boolean} whether it is on this page */
function go(key, url) {
  const block = blocks().find((candidate) => candidate.dataset.key === key && candidate.querySelector(".number"));
  if (!block) return false;
  window.htmx.ajax("GET", url, { target: "#side" });
  block.scrollIntoView({ block: "nearest" });
  choose(key);
  return true;
}

root.addEventListener("change", ({ target }) => {
  if (target.matches(".doc select[name^=label-]")) send("", target.closest(".b"));
  else if (target.matches(".doc input[name=key]")) {
    ticks.set(target.value, target.checked);
    showTicks(bulk(), ticks, say, true);
  }
});

root.addEventListener("click", (event) => {
  const { target } = event;
  const block = target.closest(".doc .b");
  const act = target.closest(".doc button[name=act]");
  const step = target.closest("[data-go]");
  if (target.closest("[data-untick]")) {
    ticks.clear();
    showTicks(bulk(), ticks, say);
  } else if (act) {
    event.preventDefault();
    send(act.value, block);
  } else if (target.closest("[data-split]")) {
    event.preventDefault();
    cutAt(block);
  } else if (step && go(step.dataset.go, step.href)) {
    event.preventDefault();
  } else if (target.closest(".number")) {
    choose(block.dataset.key);
    const side = document.getElementById("side");
    if (side.getBoundingClientRect().left < block.getBoundingClientRect().right) side.scrollIntoView();
  } else if (block && target.closest(".t") && getSelection().isCollapsed) {
    const place = placeUnder(textOf(block), event.clientX, event.clientY);
    if (place) cutAt(block, place);
  }
});

root.addEventListener("keydown", (event) => {
  const block = event.target.closest?.(".doc .b");
  if (!block || event.ctrlKey || event.metaKey || event.altKey) return;
  if (open && open.block === block && !event.target.matches("select, input")) inCut(event);
  else if (event.target === block) onBlock(event, block);
});

function inCut(event) {
  const onButton = event.target.matches("button");
  if (event.key === "Escape") close();
  else if (event.key === "Enter" && !onButton) split("");
  else if (!onButton && event.key === "q") split("question");
  else if (onButton || !open.cut.step(event.key)) return;
  event.preventDefault();
}

function onBlock(event, block) {
  const all = blocks();
  const select = block.querySelector("select");
  const { key } = event;
  if (key === "ArrowDown") all[all.indexOf(block) + 1]?.focus();
  else if (key === "ArrowUp") all[all.indexOf(block) - 1]?.focus();
  else if (key === "s") cutAt(block);
  else if (key === "j") block.querySelector("button[name=act]").click();
  else if (key === "Enter") select.focus();
  else if (key >= "1" && key <= String(select.options.length)) {
    select.selectedIndex = Number(key) - 1;
    send("", block);
  } else return;
  event.preventDefault();
}

/** What only a script can do is put on the page; what is for those without one goes. */
function dress() {
  open = null;
  if (bulk()) showTicks(bulk(), ticks, say);
  if (!form()) return;
  form().classList.add("live");
  for (const block of blocks()) block.tabIndex = 0;
  borders(form(), { say, send, textOf });
}

document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target?.id === "preview" || detail.elt?.id === "preview" || !form()?.classList.contains("live")) dress();
});
dress();
