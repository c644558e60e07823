// A server and the other parts around a channel, as tests want them.
import { Backoff } from "/static/js/common/backoff.js";
import { Channel } from "/static/js/common/channel.js";
import { Queue } from "/static/js/common/queue.js";
import { Records } from "/static/js/common/records.js";
import { Session } from "/static/js/common/session.js";

export const copy = (value) => JSON.parse(JSON.stringify(value));

/** Wait until something is true; the test's own time limit ends it. */
export async function until(isTrue) {
  while (!isTrue()) await new Promise((resolve) => { setTimeout(resolve, 2); });
}

export const json = (body, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

/**
 * A server that keeps items with text fields, each change once, and refuses a change that was made on what no
 * longer stands. `next` holds answers to give instead, each a function of the request.
 */
export class FakeServer {
  constructor() {
    this.items = {};
    this.known = new Set();
    this.requests = []; // {method, url, token, body}
    this.next = [];
    this.csrf = "token-1";
    this.seat = 7;
    this.closed = null;
  }

  /** Answer the page's requests from now on; returns how to stop. */
  install() {
    const original = window.fetch;
    window.fetch = (url, options) => this.answer(url, options);
    return () => { window.fetch = original; };
  }

  async answer(url, { method = "GET", body, headers = {} } = {}) {
    const request = { method, url, token: headers["X-CSRFToken"], body: typeof body === "string" ? JSON.parse(body) : body };
    this.requests.push(request);
    const instead = this.next.shift();
    const answer = instead ? await instead(request) : undefined;
    if (answer) return answer;
    return json(method === "POST" ? this.save(request.body) : this.state());
  }

  get posts() { return this.requests.filter(({ method }) => method === "POST"); }

  /** The values of each request that brought changes. */
  get sent() { return this.posts.map(({ body }) => body.changes.map((change) => change.value)); }

  state() {
    return copy({ seat: this.seat, csrf: this.csrf, closed: this.closed, items: this.items });
  }

  save({ changes }) {
    const [acknowledged, refused] = [[], []];
    for (const change of changes) (this.take(change) ? acknowledged : refused).push(change.id);
    const touched = changes.map((change) => [change.item, this.items[change.item]]);
    return copy({
      acknowledged,
      refused: refused.map((id) => ({ id, code: "changed-elsewhere", message: "Changed elsewhere." })),
      items: Object.fromEntries(touched),
      saved_at: "2026-01-01T10:00:00Z",
    });
  }

  take({ id, item, field, value, base }) {
    if (this.known.has(id)) return true;
    const record = (this.items[item] ??= { text: "", notes: "", removed: false, revision: 0, heads: {} });
    if (record[field] !== value && base !== (record.heads[field] ?? null)) return false;
    this.known.add(id);
    record[field] = value;
    record.heads[field] = id;
    record.revision += 1;
    return true;
  }
}

export const failing = () => { throw new TypeError("Failed to fetch"); };
export const answering = (status, body = {}) => () => json(body, status);

export class TextRecords extends Records {
  blank() { return { text: "", revision: -1, heads: {} }; }
}

let channels = 0;

/**
 * A page that writes texts through a channel. Its retries wait for nothing.
 *
 * @returns {{session, queue, records, channel, states: string[], refused: object[], reconciled: string[]}}
 */
export function openPage({ storage = localStorage, prefix = "test:", session, records: initial = [] } = {}) {
  const queue = new Queue(storage, prefix);
  const records = new TextRecords(initial, queue);
  const page = { states: [], refused: [], reconciled: [], changed: [] };
  page.session = session ?? new Session({ csrf: "token-1", identity: { seat: 7 }, url: "/state" });
  page.channel = new Channel({
    session: page.session,
    saveUrl: "/save",
    stateUrl: "/state",
    device: "a browser",
    tabs: new BroadcastChannel(`test-${channels += 1}`),
    queue,
    records,
    backoff: new Backoff({ now: () => 0 }),
    on: {
      state: (kind) => page.states.push(kind),
      changed: (ids) => page.changed.push(...ids),
      refused: (refusals) => page.refused.push(...refusals),
      reconciled: (ids) => page.reconciled.push(...ids),
    },
  });
  return Object.assign(page, { queue, records });
}
