// A server and the other parts around a channel, as tests want them.
import { Backoff } from "/static/js/common/backoff.js";
import { Channel } from "/static/js/common/channel.js";
import { Queue } from "/static/js/common/queue.js";
import { Records } from "/static/js/common/records.js";
import { Session } from "/static/js/common/session.js";
import { memoryStorage } from "/static/js/common/storage.js";
import { Vault } from "/static/js/common/vault.js";

export const copy = (value) => JSON.parse(JSON.stringify(value));

/** Wait until something is true; the test's own time limit ends it. */
export async function until(isTrue) {
  while (!isTrue()) await new Promise((resolve) => { setTimeout(resolve, 2); });
}

export const json = (body, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

/**
 * A server that keeps items with text fields, each change once; one that was made on what no longer stands is
 * kept beside it until a change settles it. `next` holds answers to give instead, each a function of the request.
 */
export class FakeServer {
  constructor() {
    this.items = {};
    this.known = new Set();
    this.versions = new Map(); // of each item's field the one that stands
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
    const repeated = changes.map(({ id }) => id).filter((id) => this.known.has(id));
    for (const change of changes) this.take(change);
    const touched = changes.map((change) => [change.item, this.items[change.item]]);
    return copy({
      acknowledged: changes.map(({ id }) => id),
      repeated,
      refused: [],
      items: Object.fromEntries(touched),
      undecided: Object.fromEntries(touched.filter(([, { kept }]) => Object.keys(kept ?? {}).length)),
      saved_at: "2026-01-01T10:00:00Z",
    });
  }

  take({ id, item, field, value, base, settles = [], device = "" }) {
    if (this.known.has(id)) return;
    const record = (this.items[item] ??= { text: "", notes: "", removed: false, revision: 0, heads: {} });
    this.known.add(id);
    record.revision += 1;
    const version = { id, field, value, device, at: "2026-01-01T10:00:00Z" };
    const standing = this.versions.get(`${item} ${field}`);
    const beside = (record.kept?.[field]?.others ?? []).filter((other) => other.id !== base && !settles.includes(other.id));
    const applied = !standing || base === standing.id || record[field] === value;
    if (applied) {
      record[field] = value;
      record.heads[field] = id;
      this.versions.set(`${item} ${field}`, version);
    } else {
      beside.push(version);
    }
    const { [field]: _settled, ...kept } = record.kept ?? {};
    record.kept = beside.length ? { ...kept, [field]: { now: applied ? version : standing, others: beside } } : kept;
  }
}

export const failing = () => { throw new TypeError("Failed to fetch"); };
export const answering = (status, body = {}) => () => json(body, status);

export class TextRecords extends Records {
  blank() { return { text: "", revision: -1, heads: {} }; }
}

/** Somebody's vault. @param {Storage} lasting @returns {Vault} */
export const openVaultIn = (lasting) => new Vault({ key: "0f".repeat(32), person: 7, lasting, passing: memoryStorage() });

const shared = openVaultIn(localStorage);

/** A drawer. Those of one vault wait for what the others write. @returns {Promise<import("/static/js/common/vault.js").Drawer>} */
export const openDrawer = (name = "test", vault = shared) => vault.drawer(name);

let channels = 0;

/**
 * A page that writes texts through a channel. Its retries wait for nothing.
 *
 * @returns {Promise<{session, queue, records, channel, states: string[], refused: object[]}>}
 */
export async function openPage({ name, session, records: initial = [] } = {}) {
  const queue = await Queue.open(await openDrawer(name));
  const records = new TextRecords(initial, queue);
  const page = { states: [], refused: [], changed: [] };
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
    },
  });
  return Object.assign(page, { queue, records });
}
