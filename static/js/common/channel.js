// Sends the queue to the server, in order, and brings back what another device entered.

const MOST = 100; // changes in one request
const MOST_BYTES = 200_000;
const KEEPALIVE_BYTES = 50_000; // browsers let a closing page send 64 KB in all
const TIMEOUT = 12_000;
const POLL = 15_000;
const LONGEST_WAIT = 30_000;
const ORPHANED = 30_000; // what waits longer in the storage may belong to a tab that was killed

export class Sync {
  // `on` hears of state(kind, time of the last save), changed(item ids) and refused([{change, message}]). Kinds of state:
  // saved, saving, offline, signed-out, not-yours (somebody else is signed in), not-taken, and, for good,
  // submitted and cancelled.
  // `channel` reaches the other tabs of this seat; `device` is this browser's name for itself.
  constructor({ saveUrl, stateUrl, csrf, seat, device, channel, queue, store, on }) {
    Object.assign(this, { saveUrl, stateUrl, csrf, seat, device, channel, queue, store, on });
    this.failures = 0;
    this.notBefore = 0;
    this.stopped = false;
    this.closed = null;
    this.timer = null;
    this.running = null;
  }

  start() {
    document.addEventListener("visibilitychange", () => (document.hidden ? this.farewell() : this.look()));
    addEventListener("pagehide", () => { this.farewell(); this.channel.postMessage("gone"); });
    this.channel.addEventListener("message", ({ data }) => this.#hear(data));
    addEventListener("focus", () => this.look());
    addEventListener("online", () => this.look());
    addEventListener("offline", () => this.#report("offline"));
    setInterval(() => { if (!document.hidden) this.look(); }, POLL);
    if (this.queue.changes.length) this.schedule(0);
  }

  // Send what waits after `delay` milliseconds: sooner if that was asked for already, later while the
  // server does not take it.
  schedule(delay) {
    if (this.stopped || this.closed) return;
    const due = Math.max(Date.now() + delay, this.notBefore);
    if (this.timer && this.due <= due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => { this.timer = null; this.look(); }, due - Date.now());
  }

  // Send everything; resolves to whether all of it is on the server.
  async flush() {
    this.running ??= this.#sendAll().finally(() => { this.running = null; });
    await this.running;
    return this.queue.changes.length === 0;
  }

  // Everything that waits, changes made while a request is under way included.
  async drain() {
    await this.flush();
    return this.flush();
  }

  // The page may be gone in a moment: hand over what fits; what doesn't stays in the queue.
  farewell() {
    if (this.stopped || this.closed || !this.queue.changes.length) return;
    const changes = this.queue.batch(MOST, KEEPALIVE_BYTES);
    if (changes.length) this.#post(changes, true).catch(() => {});
  }

  // Another tab has saved something, or was closed and may have left something behind.
  #hear(news) {
    if (news === "gone") this.#adopt();
    this.look();
  }

  #adopt(latest) {
    const items = this.store.adopt(latest);
    if (items.length) this.on.changed(items);
  }

  // Send what waits here; when nothing does, look at what the server has.
  async look() {
    if (this.stopped || this.closed) return;
    this.#adopt(Date.now() - ORPHANED);
    if (this.queue.changes.length) await this.flush();
    else if (await this.#read()) this.#report("saved");
  }

  // Signed in again: nothing is to be waited for any more. Resolves to whether this is the right person.
  async resume() {
    this.failures = this.notBefore = 0;
    const ours = (await this.#read()) !== null;
    if (ours) await this.look();
    return ours;
  }

  // Who the server takes this browser for: {status: 200 (the right person), 401 or 404, csrf}.
  async knock() {
    const answer = await this.#ask();
    const { csrf, seat } = await answer.json();
    this.csrf = csrf;
    return { status: answer.ok && seat !== this.seat ? 404 : answer.status, csrf };
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  async #sendAll() {
    let sent = false;
    let overtaken = false;
    while (this.queue.changes.length && !this.closed) {
      const batch = this.queue.batch(MOST, MOST_BYTES);
      if (!batch.length) break;
      if (batch.some((change) => change.field !== "seconds")) this.#report("saving");
      const body = await this.#send(batch);
      if (!body) return;
      overtaken = this.#taken(batch, body) || overtaken;
      sent = true;
      if (batch.some((change) => change.field !== "seconds")) this.channel.postMessage("saved");
    }
    if (overtaken) await this.#read();
    if (sent && !this.closed) this.#report("saved");
  }

  // One batch; resolves to the answer, or to null when it was not taken. A token that ended with an
  // earlier session is renewed once.
  async #send(batch) {
    let answer;
    try {
      answer = await this.#post(batch, false);
      if (answer.status === 403 && (await this.#read())) answer = await this.#post(batch, false);
    } catch {
      return this.#later("offline");
    }
    const body = await answer.json().catch(() => null);
    return answer.ok && body ? body : this.#failed(answer, body);
  }

  #taken(batch, body) {
    const ids = new Set(body.acknowledged);
    const messages = new Map(body.refused.map((one) => [one.id, one.message]));
    const lost = batch.filter((change) => !ids.has(change.id));
    const overtaken = this.store.acknowledged(batch.filter((change) => ids.has(change.id)), body);
    this.queue.settle(body.acknowledged);
    this.queue.refuse(lost.map((change) => change.id));
    this.failures = this.notBefore = 0;
    this.savedAt = new Date(body.saved_at);
    this.on.changed([...new Set(batch.map((change) => change.item))]);
    if (lost.length) this.on.refused(lost.map((change) => ({ change, message: messages.get(change.id) ?? "" })));
    return overtaken;
  }

  #failed(answer, body) {
    this.csrf = body?.csrf ?? this.csrf;
    if (answer.status === 401) return this.#later("signed-out");
    if (answer.status === 404) return this.#later("not-yours");
    if (answer.status === 409 && body) return this.#close(body.error);
    return this.#later(answer.status >= 500 ? "offline" : "not-taken");
  }

  #later(kind) {
    this.failures += 1;
    this.#report(kind);
    const wait = Math.min(1000 * 2 ** (this.failures - 1), LONGEST_WAIT);
    this.notBefore = Date.now() + wait * (0.8 + 0.4 * Math.random());
    this.schedule(0);
    return null;
  }

  #close(code) {
    this.closed = code;
    this.#report(code);
    return null;
  }

  #post(changes, keepalive) {
    return fetch(this.saveUrl, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.csrf },
      body: JSON.stringify({ seat: this.seat, device: this.device, changes }),
      credentials: "same-origin",
      redirect: "error",
      keepalive,
      signal: keepalive ? undefined : AbortSignal.timeout(TIMEOUT),
    });
  }

  #ask() {
    return fetch(this.stateUrl, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT),
    });
  }

  // The server's state, laid under what waits here; renews the token. Resolves to null without it.
  async #read() {
    let answer;
    let body;
    try {
      answer = await this.#ask();
      body = await answer.json();
    } catch {
      return this.#later("offline");
    }
    if (!answer.ok) return this.#failed(answer, body);
    if (body.seat !== this.seat) return this.#later("not-yours");
    this.csrf = body.csrf;
    this.failures = this.notBefore = 0;
    const changed = this.store.merge(body.items);
    if (changed.length) this.on.changed(changed);
    return body.closed ? this.#close(body.closed) : body;
  }

  #report(kind) {
    if (kind === "saved" && this.queue.entered.length) return;
    this.on.state(kind, this.savedAt);
  }
}
