// What the server has of a page's things, with the changes that wait laid over it.
//
// A record is what the server says of an item: its fields, its `revision`, `heads` (of each field the change
// that gave it its value) and `kept` (of a field that was changed in two places the version that stands as
// `now` and the `others` beside it, each as {id, field, value, device, at}).
import { union } from "./join.js";

/** @typedef {import("./queue.js").Change} Change */

const sameValue = (first, second) => JSON.stringify(first) === JSON.stringify(second);

export class Records {
  /**
   * @param {Iterable<[string|number, object]>} records each item's id and what the server has of it
   * @param {import("./queue.js").Queue} queue
   */
  constructor(records, queue) {
    this.server = new Map(records);
    this.queue = queue;
    this.mine = new Map(); // the last change of each field that was made here
    for (const change of queue.changes) this.#own(change);
  }

  // What a kind of records has of its own.

  /** An item's id, of the name it has in JSON. @param {string} name @returns {string|number} */
  idOf(name) { return name; }

  /** An item that the server has not yet; null: there is none that it has not. @returns {object|null} */
  blank() { return null; }

  /** Lay a change over a record: the last act counts. @param {object} record @param {Change} change */
  apply(record, { field, value }) { record[field] = value; }

  /** What a record says of one field. */
  valueOf(record, key) { return record[key]; }

  /** What a change, or a version, says of its field: as valueOf() would after it. */
  valueIn({ value }) { return value; }

  /** The field and the value of the change that brings a field to a value of valueOf(). */
  change(key, value) { return [key, value]; }

  /** Two values of a field made into a single one. */
  together(_key, first, second) { return typeof first === "string" ? union(first, second) : second; }

  /** The order in which a value that is shown and another version's are put together. */
  order(here, there) { return [here, there]; }

  // What pages and channels do with them.

  /** Every item there is, those that only wait included. @returns {(string|number)[]} */
  get ids() {
    return [...new Set([...this.server.keys(), ...this.queue.changes.map((change) => change.item)])];
  }

  /** An item as the page shows it. @returns {object} */
  get(id) {
    const record = { ...(this.server.get(id) ?? this.blank()) };
    for (const [key, { now }] of Object.entries(record.kept ?? {})) {
      const shown = this.#shown(id, key);
      if (shown !== now) this.apply(record, shown);
    }
    for (const change of this.queue.changes) if (change.item === id) this.apply(record, change);
    return record;
  }

  /**
   * Enter a value.
   *
   * @returns {boolean} whether that is anything new
   */
  set(id, field, value) {
    const key = this.queue.keyOf(field);
    const wanted = this.valueIn({ field, value });
    if (sameValue(this.valueOf(this.get(id), key), wanted)) return false;
    const { heads, kept = {} } = this.server.get(id) ?? this.blank();
    const base = (key in kept ? this.#shown(id, key).id : heads[key]) ?? null;
    this.#own(this.queue.put(id, ...this.change(key, wanted), { base }));
    return true;
  }

  /**
   * The versions about which nobody has chosen; `other` is not the one that is shown.
   *
   * @returns {{key: string, here: *, other: object}[]}
   */
  undecided(id) {
    const open = [];
    for (const [key, { now, others }] of Object.entries(this.server.get(id)?.kept ?? {})) {
      const shown = this.#shown(id, key);
      const choices = this.queue.waiting(id, key).filter((change) => change.settles.length);
      const settled = new Set(choices.flatMap((change) => [...change.settles, change.base]));
      for (const other of [now, ...others]) {
        if (other !== shown && !settled.has(other.id)) open.push({ key, here: this.valueOf(this.get(id), key), other });
      }
    }
    return open;
  }

  /**
   * Choose between what is shown and another version. The choice is a change made on what stands, and
   * settles the version that does not.
   *
   * @param {string|number} id
   * @param {string} key
   * @param {object} other as undecided() has it
   * @param {"here"|"there"|"both"} which
   */
  choose(id, key, other, which) {
    const here = this.valueOf(this.get(id), key);
    const there = this.valueIn(other);
    const { now } = this.server.get(id).kept[key];
    const both = () => this.together(key, ...this.order(here, there, other.id === now.id));
    const chosen = { here: () => here, there: () => there, both }[which]();
    const tip = this.queue.waiting(id, key).at(-1)?.id ?? this.#shown(id, key).id;
    const based = other.id === now.id ? { base: now.id, settles: [tip] } : { base: tip, settles: [other.id] };
    this.#own(this.queue.put(id, ...this.change(key, chosen), { ...based, alone: true }));
  }

  /**
   * Show from now on what another tab left behind.
   *
   * @param {number} [latest] only what was made up to this time
   * @returns {Promise<(string|number)[]>} its items
   */
  async adopt(latest) {
    const fresh = await this.queue.adopt(latest);
    for (const change of fresh) this.#own(change);
    return [...new Set(fresh.map((change) => change.item))];
  }

  /**
   * The server took these changes.
   *
   * @param {Change[]} changes
   * @param {object} answer of its answer: `items` says of each item which revision it had before and has
   *   now, {was, revision}, or holds it whole; `undecided` holds whole those that have a version kept beside
   *   another; `repeated` are the changes that it had taken earlier
   * @returns {boolean} whether another device had changed an item meanwhile, so that the whole of it must be
   *   read again
   */
  acknowledged(changes, { items, repeated = [], undecided = {} }) {
    let overtaken = false;
    for (const [name, answer] of Object.entries({ ...items, ...undecided })) {
      const id = this.idOf(name);
      if (answer.heads) this.merge({ [name]: answer });
      else overtaken = this.#advance(id, answer, changes, repeated) || overtaken;
    }
    return overtaken;
  }

  #advance(id, { was, revision }, changes, repeated) {
    const known = this.server.get(id);
    const current = was === known.revision && !known.least;
    const record = { ...known, kept: {}, heads: { ...known.heads } };
    for (const change of changes) {
      // Where all is known, a repeated change is part of it, and perhaps no longer the last.
      if (change.item !== id || (current && repeated.includes(change.id))) continue;
      this.apply(record, change);
      record.heads[this.queue.keyOf(change.field)] = change.id;
    }
    if (current) record.revision = revision;
    // Something is not known: take the next that is as new as this.
    else record.least = Math.max(revision, known.revision);
    this.server.set(id, record);
    return !current;
  }

  /**
   * What the server has, perhaps from another device; an answer that was overtaken is left aside.
   *
   * @param {Record<string, object>} items whole records
   * @returns {(string|number)[]} the ids of the items that changed
   */
  merge(items) {
    const changed = [];
    for (const [name, fresh] of Object.entries(items)) {
      const id = this.idOf(name);
      const known = this.server.get(id) ?? this.blank();
      if (!known || fresh.revision < (known.least ?? known.revision + 1)) continue;
      this.server.set(id, fresh);
      changed.push(id);
    }
    return changed;
  }

  // Of a field's versions the one that the page shows: one made here, though another device's stands.
  #shown(id, key) {
    const { now, others } = this.server.get(id).kept[key];
    const bases = new Map(this.queue.waiting(id, key).map((change) => [change.id, change.base]));
    let mine = this.mine.get(`${id} ${key}`);
    while (bases.has(mine)) mine = bases.get(mine);
    return others.find((version) => version.id === mine) ?? now;
  }

  #own(change) {
    this.mine.set(`${change.item} ${this.queue.keyOf(change.field)}`, change.id);
  }
}
