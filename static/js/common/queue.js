// Changes on their way to the server. Each is one sealed entry of the browser's storage until the server has
// it, so that closing, crashing or losing power loses nothing, tabs don't overwrite each other, and nobody else
// reads it.
import { newId } from "./ids.js";

/**
 * @typedef {object} Change
 * @property {string} id a UUID
 * @property {string|number} item what it belongs to
 * @property {string} field
 * @property {*} value
 * @property {string|null} base the change that gave the field the value this one was made on
 * @property {string[]} settles the versions that a choice decides about
 * @property {number} at when it was made, in milliseconds, later than all before it
 */

/** The changes of one page that the server has not confirmed, in the order in which they were made. */
export class Queue {
  /**
   * @param {import("./vault.js").Drawer} drawer of one person's work on one thing
   * @param {object} [options]
   * @param {(field: string) => string} [options.keyOf] the name under which a field's versions are counted;
   *   fields that shut each other out share one
   * @param {(change: Change) => boolean} [options.matters] whether a person would miss it
   */
  constructor(drawer, { keyOf = (field) => field, matters = () => true } = {}) {
    Object.assign(this, { drawer, keyOf, matters });
    this.durable = drawer.durable;
    this.last = 0;
    /** @type {Change[]} */
    this.changes = [];
    // Once sent, a change may still arrive long after; a later one must follow it, not replace it.
    this.tried = new Set();
  }

  /** As the constructor, with what waits from before. @returns {Promise<Queue>} */
  static async open(drawer, options) {
    const queue = new Queue(drawer, options);
    await queue.adopt();
    return queue;
  }

  /**
   * Take over what is in the storage and not here: from before, or from a tab that may be gone. A tab that
   * is still open finds its entries claimed, and follows them instead of replacing them.
   *
   * @param {number} [latest] only what was made up to this time
   * @returns {Promise<Change[]>} the new ones
   */
  async adopt(latest = Infinity) {
    const isNew = (id) => !this.changes.some((change) => change.id === id);
    const entries = await this.drawer.read(isNew);
    // Opening them took a moment, in which some may have been settled.
    const fresh = entries.filter(({ id, value }) => value.at <= latest && isNew(id) && this.drawer.has(id)).map(({ value }) => value);
    for (const change of fresh) {
      this.#guarded(() => this.drawer.claim(change.id));
      this.changes.push({ ...change, stored: true, adopted: true });
      this.tried.add(change.id);
    }
    this.changes.sort((earlier, later) => earlier.at - later.at);
    this.last = Math.max(this.last, this.changes.at(-1)?.at ?? 0);
    return fresh;
  }

  /**
   * Add a change. It takes the place of one of the same field that was never sent, else it follows what
   * waits, else it was made on `base`. It stands at the end: the order of the last acts is what counts.
   *
   * @param {string|number} item
   * @param {string} field
   * @param {*} value
   * @param {object} [options]
   * @param {string|null} [options.base]
   * @param {string[]} [options.settles]
   * @param {boolean} [options.alone] keep it on its base, with what it settles, whatever else waits
   * @returns {Change}
   */
  put(item, field, value, { base = null, settles = [], alone = false } = {}) {
    const waiting = alone ? undefined : this.waiting(item, this.keyOf(field)).at(-1);
    const replaces = waiting && this.#isOurs(waiting);
    this.last = Math.max(Date.now(), this.last + 1);
    const change = {
      id: newId(),
      item,
      field,
      value,
      base: waiting ? (replaces ? waiting.base : waiting.id) : base,
      settles: replaces ? waiting.settles : settles,
      at: this.last,
    };
    this.changes.push(change);
    if (replaces) this.#forget(waiting.id);
    // What it replaces stays in the storage until this is there.
    this.#write(change).then(() => { if (replaces) this.#guarded(() => this.drawer.remove(waiting.id)); });
    return change;
  }

  /** What waits for one field, oldest first. @returns {Change[]} */
  waiting(item, key) {
    return this.changes.filter((change) => change.item === item && this.keyOf(change.field) === key);
  }

  /**
   * The next changes to send, oldest first.
   *
   * @param {number} count at most so many
   * @param {number} bytes about so many, but always one change
   * @returns {Change[]}
   */
  batch(count, bytes) {
    this.#dropSettledElsewhere();
    const batch = [];
    let size = 0;
    for (const { id, item, field, value, base, settles } of this.changes) {
      size += new Blob([JSON.stringify(value)]).size + 200 + 40 * settles.length;
      if (batch.length && (batch.length >= count || size > bytes)) break;
      batch.push({ id, item, field, value, base, settles });
      this.tried.add(id);
    }
    return batch;
  }

  /** The server has these. @param {string[]} ids */
  settle(ids) {
    for (const id of ids) this.#remove(id);
  }

  /**
   * The server will never take these: what was made on one of them is made on what it was made on.
   *
   * @param {string[]} ids
   */
  refuse(ids) {
    for (const id of ids) {
      const refused = this.changes.find((change) => change.id === id);
      if (!refused) continue;
      for (const change of this.changes.filter((follower) => follower.base === id)) {
        change.base = refused.base;
        this.#write(change);
      }
      this.#remove(id);
    }
  }

  /** What a person entered and would miss: the last change of each field. @returns {Change[]} */
  get entered() {
    const entered = this.changes.filter(this.matters);
    return [...new Map(entered.map((change) => [`${change.item} ${change.field}`, change])).values()];
  }

  // Not sent from here, nor claimed by another tab, which may send it at any time.
  #isOurs({ id, stored }) {
    if (this.tried.has(id)) return false;
    return !stored || (this.drawer.has(id) && !this.drawer.isClaimed(id));
  }

  async #write(change) {
    const { id, item, field, value, base, settles, at } = change;
    change.stored = await this.drawer.write(id, { id, item, field, value, base, settles, at }, () => this.changes.includes(change));
    this.durable = change.stored && this.drawer.durable;
  }

  #forget(id) {
    this.changes = this.changes.filter((change) => change.id !== id);
    this.tried.delete(id);
  }

  #remove(id) {
    this.#forget(id);
    this.#guarded(() => this.drawer.remove(id));
  }

  #guarded(act) {
    try {
      act();
    } catch {
      this.durable = false;
    }
  }

  // Another tab that is still open may have sent, or replaced, what was there when this one opened.
  #dropSettledElsewhere() {
    this.changes = this.changes.filter((change) => !change.adopted || this.drawer.has(change.id));
  }
}
