// Questions added on the spot and the hand-over note: shown, kept and sent beside the sheet's own queue.
import { AsideQueue } from "./aside-queue.js";
import { newId } from "../common/queue.js";
import { say } from "./words.js";

const MOST = 50; // changes in one request
const TYPING_DELAY = 600;
const TIMEOUT = 12_000;
const POLL = 15_000;
const LONGEST_WAIT = 30_000;
const HANDOVER = "handover";
const time = (date) => date.toLocaleTimeString(document.documentElement.lang, { hourCycle: "h23" });

class Asides {
  constructor(section) {
    this.section = section;
    this.urls = { save: section.dataset.save, state: section.dataset.state };
    this.csrf = section.dataset.csrf;
    this.items = JSON.parse(document.getElementById("asides-state").textContent);
    this.queue = new AsideQueue(`aside:${section.dataset.key}:`, (target, field) => this.items[target]?.heads[field] ?? null);
    this.rows = new Map();
    this.failures = 0;
    this.closed = null;
    this.running = null;
    this.note = this.one("#handover");
    this.#listen();
    this.render();
    if (this.queue.changes.length) this.schedule(0);
  }

  one(selector) { return this.section.querySelector(selector); }

  value(target, field) {
    return this.queue.of(target, field).at(-1)?.value ?? this.items[target]?.[field] ?? (field === "removed" ? false : "");
  }

  enter(target, field, value, delay = TYPING_DELAY) {
    if (this.closed || this.value(target, field) === value) return;
    this.queue.put(target, field, value);
    this.schedule(delay);
  }

  add() {
    if (this.closed) return;
    const target = newId();
    this.queue.put(target, "text", "");
    this.render();
    this.rows.get(target).querySelector("textarea").focus();
  }

  #listen() {
    this.#bind(this.note, HANDOVER, "text");
    this.one("#add-extra").addEventListener("click", () => this.add());
    addEventListener("focus", () => this.look());
    addEventListener("online", () => this.look());
    addEventListener("pagehide", () => this.#farewell());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#farewell() : this.look()));
    addEventListener("beforeunload", (event) => { if (this.#entered() && !this.closed) event.preventDefault(); });
    setInterval(() => { if (!document.hidden) this.look(); }, POLL);
  }

  #bind(field, target, name) {
    field.addEventListener("input", () => this.enter(target, name, field.value));
    field.addEventListener("blur", () => { if (this.queue.changes.length) this.schedule(0); });
  }

  // A question that was added and never written in is not worth a warning.
  #entered() {
    return this.queue.changes.filter((change) => change.value !== "" || change.base !== null).length;
  }

  render() {
    const targets = [...Object.keys(this.items), ...this.queue.changes.map((change) => change.item)];
    const shown = [...new Set(targets)].filter((target) => target !== HANDOVER && !this.value(target, "removed"));
    for (const [target, row] of this.rows) if (!shown.includes(target)) { row.remove(); this.rows.delete(target); }
    for (const target of shown) this.#row(target);
    this.one(".none").hidden = shown.length > 0;
    setText(this.note, this.value(HANDOVER, "text"));
    const warned = this.items[HANDOVER]?.warned ?? [];
    this.one("#handover-warning").hidden = warned.length === 0;
    this.one("#handover-warning .words").textContent = warned.join(say("comma"));
  }

  #row(target) {
    let row = this.rows.get(target);
    if (!row) {
      row = document.getElementById("extra-template").content.firstElementChild.cloneNode(true);
      for (const field of row.querySelectorAll("textarea")) this.#bind(field, target, field.dataset.part);
      row.querySelector(".remove").addEventListener("click", () => { this.enter(target, "removed", true, 0); this.render(); this.one("#add-extra").focus(); });
      this.rows.set(target, row);
      this.one("#extras").append(row);
    }
    for (const field of row.querySelectorAll("textarea")) setText(field, this.value(target, field.dataset.part));
  }

  schedule(delay) {
    if (this.closed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), Math.max(delay, (this.notBefore ?? 0) - Date.now()));
  }

  // Send what waits, or look at what another device wrote.
  async look() {
    if (this.closed) return;
    if (this.queue.changes.length) await this.flush();
    else await this.#read();
  }

  // Resolves to whether all of it is on the server.
  async flush() {
    this.running ??= this.#sendAll().finally(() => { this.running = null; });
    await this.running;
    return this.queue.changes.length === 0;
  }

  async #sendAll() {
    while (this.queue.changes.length && !this.closed) {
      const batch = this.queue.batch(MOST);
      if (!batch.length) return;
      this.#state("saving");
      const body = await this.#send(batch);
      if (!body) return;
      this.#taken(batch, body);
    }
  }

  async #send(batch) {
    let answer;
    try {
      answer = await this.#post(batch, false);
      if (answer.status === 403 && (await this.#read())) answer = await this.#post(batch, false);
      const body = await answer.json();
      return answer.ok ? body : this.#failed(answer.status, body);
    } catch {
      return this.#later("offline");
    }
  }

  #taken(batch, body) {
    Object.assign(this.items, body.items);
    const elsewhere = new Set(body.refused.filter((one) => one.code === "changed-elsewhere").map((one) => one.id));
    const lost = body.refused.filter((one) => !elsewhere.has(one.id));
    const fields = new Map(batch.filter((one) => elsewhere.has(one.id)).map((one) => [`${one.item} ${one.field}`, one]));
    for (const { item, field } of fields.values()) this.#putTogether(item, field);
    this.queue.settle(batch.filter((one) => !elsewhere.has(one.id)).map((one) => one.id));
    this.failures = this.notBefore = 0;
    this.render();
    if (lost.length) this.#say(lost.map((one) => one.message).join(" "), "problem");
    else if (fields.size) this.#say(this.section.dataset.both, "problem");
    else this.#state("saved", new Date(body.saved_at));
  }

  // Changed here and elsewhere: both texts stand, the other device's first. The new change is kept before
  // the old ones go.
  #putTogether(target, field) {
    const mine = this.queue.of(target, field);
    const own = mine.at(-1).value;
    const theirs = this.items[target][field];
    let both = own;
    if (typeof own === "string") {
      if (theirs.includes(own)) both = theirs;
      else if (!own.includes(theirs)) both = `${theirs}\n${own}`;
    }
    this.queue.changes = this.queue.changes.filter((change) => !mine.includes(change));
    if (both !== theirs) this.queue.put(target, field, both);
    this.queue.settle(mine.map((change) => change.id));
  }

  #failed(status, body) {
    if (status === 409) return this.#close(body.error);
    if (status === 401) this.csrf = body.csrf ?? this.csrf;
    return this.#later({ 401: "signed-out", 404: "not-yours" }[status] ?? (status >= 500 ? "offline" : "not-taken"));
  }

  #later(kind) {
    this.failures += 1;
    const count = this.#entered();
    if (kind !== "offline") this.#say(say(`${kind}_chip`, { count }), kind);
    else this.#say(count ? say("offline_kept", { count }) : say("offline"), kind);
    this.notBefore = Date.now() + Math.min(1000 * 2 ** (this.failures - 1), LONGEST_WAIT);
    if (this.queue.changes.length) this.schedule(0);
    return null;
  }

  #close(code) {
    this.closed = code;
    clearTimeout(this.timer);
    for (const field of this.section.querySelectorAll("textarea")) field.readOnly = true;
    for (const button of this.section.querySelectorAll("button")) button.disabled = true;
    this.#say(say(`${code}_chip`), code);
    return null;
  }

  #farewell() {
    if (this.closed || !this.queue.changes.length) return;
    this.#post(this.queue.batch(MOST), true).catch(() => {});
  }

  #post(changes, keepalive) {
    return fetch(this.urls.save, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.csrf },
      body: JSON.stringify({ seat: Number(this.section.dataset.seat), changes }),
      credentials: "same-origin",
      redirect: "error",
      keepalive,
      signal: keepalive ? undefined : AbortSignal.timeout(TIMEOUT),
    });
  }

  async #read() {
    let body;
    try {
      const answer = await fetch(this.urls.state, {
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT),
      });
      body = await answer.json();
      if (!answer.ok) return this.#failed(answer.status, body);
    } catch {
      return this.#later("offline");
    }
    if (body.seat !== Number(this.section.dataset.seat)) return this.#later("not-yours");
    this.csrf = body.csrf;
    if (this.failures) { this.failures = this.notBefore = 0; if (!this.queue.changes.length) this.#state("saved"); }
    this.items = body.items;
    this.render();
    return body.closed ? this.#close(body.closed) : body;
  }

  #state(kind, at) {
    this.#say(`${say(kind)}${at ? ` ${time(at)}` : ""}`, kind);
  }

  #say(text, kind) {
    const state = this.one(".aside-state");
    state.textContent = text;
    state.dataset.state = kind;
  }
}

// Shown without moving the caret of whoever types here.
function setText(field, value) {
  const text = value.replaceAll("\r\n", "\n");
  if (field.value === text) return;
  const { selectionStart: start, selectionEnd: end } = field;
  field.value = text;
  if (document.activeElement === field) field.setSelectionRange(start, end);
}

const section = document.getElementById("asides");
const asides = section && new Asides(section);

// Everything written beside the sheet, before the scorecard is submitted; resolves to whether it is there.
export const drainAsides = async () => !asides || ((await asides.flush()) || asides.flush());

// E adds a question, wherever one is outside of a text.
document.addEventListener("keydown", (event) => {
  if (!asides || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.code !== "KeyE" || document.querySelector("dialog[open]")) return;
  if (event.target.matches("textarea, select, input:not([type=checkbox])")) return;
  event.preventDefault();
  asides.add();
});
if (section) section.dataset.ready = "yes";
