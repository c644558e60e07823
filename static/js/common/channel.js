// Sends a queue to the server, in order, and brings back what another device entered.
//
// The server speaks like this. To POST saveUrl {…identity, device, changes} it answers 200 {acknowledged: [ids],
// refused: [{id, code, message}], items, repeated, undecided, saved_at} (see Records.acknowledged); to GET
// stateUrl {…identity, items, closed, csrf}. 401 {csrf}: signed out; 403: the token has ended; 404 {csrf,
// person}: not this person's; 409 {error}: closed for good, for the reason `error`.
import { Backoff } from "./backoff.js";

/** @typedef {import("./queue.js").Change} Change */

const MAX_CHANGES = 100; // changes in one request
const MAX_BYTES = 200_000;
const KEEPALIVE_BYTES = 50_000; // browsers let a closing page send 64 KB in all
const POLL = 15_000;
const ORPHANED = 30_000; // what waits longer in the storage may belong to a tab that was killed

/** What ends a session; signing in on the page mends it. */
export const SIGN_IN_AGAIN = ["signed-out", "not-yours"];

export class Channel {
  /**
   * @param {object} options
   * @param {import("./session.js").Session} options.session
   * @param {string} options.saveUrl
   * @param {string} options.stateUrl
   * @param {string} [options.device] this browser's name for itself
   * @param {BroadcastChannel} options.tabs reaches the other tabs that write the same
   * @param {import("./queue.js").Queue} options.queue
   * @param {import("./records.js").Records} options.records
   * @param {object} options.on hears of state(kind, time of the last save), changed(item ids)
   *   and refused([{change, message}]). Kinds of state: saved, saving, offline,
   *   signed-out, not-yours (somebody else is signed in), gone (the server does not know it, as after a
   *   backup was restored), not-taken, and, for good, the server's reason.
   * @param {Backoff} [options.backoff]
   */
  constructor({ session, saveUrl, stateUrl, device = "", tabs, queue, records, on, backoff = new Backoff() }) {
    Object.assign(this, { session, saveUrl, stateUrl, device, tabs, queue, records, on, backoff });
    this.stopped = false;
    this.closed = null;
    this.timer = null;
    this.running = null;
    session.join(this);
  }

  /** Follow the page and the network, and send what waits from before. */
  start() {
    document.addEventListener("visibilitychange", () => (document.hidden ? this.farewell() : this.look()));
    addEventListener("pagehide", () => { this.farewell(); this.tabs.postMessage("gone"); });
    this.tabs.addEventListener("message", ({ data }) => this.#hear(data));
    addEventListener("focus", () => this.look());
    addEventListener("online", () => this.look());
    addEventListener("offline", () => this.#report("offline"));
    addEventListener("beforeunload", (event) => { if (this.unsaved) event.preventDefault(); });
    setInterval(() => { if (!document.hidden) this.look(); }, POLL);
    if (this.queue.changes.length) this.schedule(0);
  }

  /** Whether leaving the page would leave behind what a person entered. @returns {boolean} */
  get unsaved() {
    return !this.stopped && !this.closed && this.queue.entered.length > 0;
  }

  /**
   * Send what waits: sooner if that was asked for already, later while the server does not take it.
   *
   * @param {number} delay milliseconds
   */
  schedule(delay) {
    if (this.stopped || this.closed) return;
    const due = Math.max(Date.now() + delay, this.backoff.notBefore);
    if (this.timer && this.due <= due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => { this.timer = null; this.look(); }, due - Date.now());
  }

  /** Send everything. @returns {Promise<boolean>} whether all of it is on the server */
  async flush() {
    this.running ??= this.#sendAll().finally(() => { this.running = null; });
    await this.running;
    return this.queue.changes.length === 0;
  }

  /** As flush(), changes made while a request is under way included. @returns {Promise<boolean>} */
  async drain() {
    await this.flush();
    return this.flush();
  }

  /** The page may be gone in a moment: hand over what fits; what doesn't stays in the queue. */
  farewell() {
    if (this.stopped || this.closed || !this.queue.changes.length) return;
    const changes = this.queue.batch(MAX_CHANGES, KEEPALIVE_BYTES);
    if (changes.length) this.#post(changes, { keepalive: true }).catch(() => {});
  }

  /** Send what waits here; when nothing does, look at what the server has. */
  async look() {
    if (this.stopped || this.closed) return;
    await this.#adopt(Date.now() - ORPHANED);
    if (this.stopped || this.closed) return;
    if (this.queue.changes.length) await this.flush();
    else if (await this.#read()) this.#report("saved");
  }

  /**
   * Signed in again: nothing is to be waited for any more.
   *
   * @returns {Promise<boolean>} whether this is the right person
   */
  async resume() {
    if (this.stopped || this.closed) return true;
    this.backoff.reset();
    const ours = (await this.#read()) !== null;
    if (ours) await this.look();
    return ours;
  }

  /** Nothing more is sent from this page. */
  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  // Another tab has saved something, or was closed and may have left something behind.
  async #hear(news) {
    if (news === "gone") await this.#adopt();
    await this.look();
  }

  async #adopt(latest) {
    const items = await this.records.adopt(latest);
    if (items.length) this.on.changed(items);
  }

  async #sendAll() {
    let sent = false;
    let overtaken = false;
    while (this.queue.changes.length && !this.closed) {
      const batch = this.queue.batch(MAX_CHANGES, MAX_BYTES);
      if (!batch.length) break;
      const matters = batch.some(this.queue.matters);
      if (matters) this.#report("saving");
      const body = await this.#send(batch);
      if (!body) return;
      overtaken = this.#receive(batch, body) || overtaken;
      sent = true;
      if (matters) this.tabs.postMessage("saved");
    }
    if (overtaken) await this.#read();
    if (sent && !this.closed) this.#report("saved");
  }

  // One batch; resolves to the answer, or to null when it was not taken. A token that ended with an
  // earlier session is renewed once.
  async #send(batch) {
    let answer;
    try {
      answer = await this.#post(batch);
      if (answer.status === 403 && (await this.#read())) answer = await this.#post(batch);
    } catch {
      return this.#later("offline");
    }
    const body = await answer.json().catch(() => null);
    return answer.ok && body ? body : this.#failed(answer, body);
  }

  // What became of a batch; returns whether another device had changed something meanwhile.
  #receive(batch, body) {
    const ids = new Set(body.acknowledged);
    const refusals = new Map(body.refused.map((refusal) => [refusal.id, refusal]));
    const lost = batch.filter((change) => !ids.has(change.id));
    const overtaken = this.records.acknowledged(batch.filter((change) => ids.has(change.id)), body);
    this.queue.settle(body.acknowledged);
    this.queue.refuse(lost.map((change) => change.id));
    this.#reached();
    this.savedAt = new Date(body.saved_at);
    this.on.changed([...new Set(batch.map((change) => change.item))]);
    if (lost.length) this.on.refused(lost.map((change) => ({ change, message: refusals.get(change.id)?.message ?? "" })));
    return overtaken;
  }

  #failed(answer, body) {
    this.session.renew(body);
    if (answer.status === 401) return this.#later("signed-out");
    if (answer.status === 404) return this.#later(this.session.wentToOpener(body) ? "gone" : "not-yours");
    if (answer.status === 409 && body) return this.#close(body.error);
    // It is reached and will take it in a moment: to whoever types, it is still being saved.
    if (answer.headers.get("X-Problem") === "busy") return this.#later("saving");
    return this.#later(answer.status >= 500 ? "offline" : "not-taken");
  }

  #reached() {
    this.backoff.reset();
    this.session.confirm();
  }

  #later(kind) {
    this.backoff.fail();
    this.#report(kind);
    this.schedule(0);
    return null;
  }

  #close(code) {
    this.closed = code;
    clearTimeout(this.timer);
    this.#report(code);
    return null;
  }

  #post(changes, options) {
    return this.session.post(this.saveUrl, { device: this.device, changes }, options);
  }

  // The server's state, laid under what waits here; renews the token. Resolves to null without it.
  async #read() {
    let answer;
    let body;
    try {
      answer = await this.session.get(this.stateUrl);
      body = await answer.json();
    } catch {
      return this.#later("offline");
    }
    if (!answer.ok) return this.#failed(answer, body);
    if (!this.session.owns(body)) return this.#later("not-yours");
    this.session.renew(body);
    this.#reached();
    const changed = this.records.merge(body.items);
    if (changed.length) this.on.changed(changed);
    return body.closed ? this.#close(body.closed) : body;
  }

  #report(kind) {
    if (kind === "saved" && this.queue.entered.length) return;
    this.on.state(kind, this.savedAt);
    if (SIGN_IN_AGAIN.includes(kind)) this.session.end(this);
  }
}
