// Changes on their way to the server. Each is one entry of the browser's storage until the server has
// it, so that closing, crashing or losing power loses nothing, and tabs don't overwrite each other.

// Secure contexts have crypto.randomUUID; a site on a plain local network has not.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// The browser's storage, or where it is switched off something that forgets with the page.
export function openStorage() {
  try {
    localStorage.setItem("scoring-probe", "");
    localStorage.removeItem("scoring-probe");
    return localStorage;
  } catch {
    const entries = new Map();
    return {
      forgets: true,
      get length() { return entries.size; },
      key: (index) => [...entries.keys()][index],
      getItem: (key) => entries.get(key) ?? null,
      setItem: (key, value) => entries.set(key, value),
      removeItem: (key) => entries.delete(key),
    };
  }
}

// Fields whose versions are one: a question that is not asked has no rating.
export const keyOf = (field) => (field === "not_asked" ? "rating" : field);

export class Queue {
  // `prefix` belongs to one person's seat; `storage` is localStorage or something like it.
  constructor(storage, prefix) {
    this.storage = storage;
    this.prefix = prefix;
    this.durable = !storage.forgets;
    this.last = 0;
    this.changes = [];
    // Once sent, a change may still arrive long after; a later one must follow it, not replace it.
    this.tried = new Set();
    this.adopt();
  }

  // Take over what is in the storage and not here, up to a time: from before, or from a tab that may be
  // gone. A tab that is still open finds its entries claimed, and follows them instead of replacing them.
  // Returns the new ones.
  adopt(latest = Infinity) {
    const known = new Set(this.changes.map((change) => change.id));
    const found = this.#load().filter((change) => !known.has(change.id) && change.at <= latest);
    for (const change of found) {
      this.#write({ ...change, claimed: true });
      this.changes.push({ ...change, adopted: true });
      this.tried.add(change.id);
    }
    this.changes.sort((one, other) => one.at - other.at);
    this.last = Math.max(this.last, this.changes.at(-1)?.at ?? 0);
    return found;
  }

  // A change takes the place of one of the same field that was never sent, else it follows what waits, else
  // it was made on `base`. It stands at the end: the order of the last acts is what counts. A choice between
  // versions stands `alone`, on its base and with what it settles.
  put(item, field, value, { base = null, settles = [], alone = false } = {}) {
    const waiting = alone ? undefined : this.waiting(item, keyOf(field)).at(-1);
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
    this.#write(change);
    if (replaces) this.#remove(waiting.id);
    return change;
  }

  // What waits for one field, oldest first.
  waiting(item, key) {
    return this.changes.filter((change) => change.item === item && keyOf(change.field) === key);
  }

  // The next changes to send, oldest first: at most `count`, and about `bytes` (but always one).
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

  // The server has these.
  settle(ids) {
    for (const id of ids) this.#remove(id);
  }

  // The server will never take these: what was made on one of them is made on what it was made on.
  refuse(ids) {
    for (const id of ids) {
      const refused = this.changes.find((change) => change.id === id);
      for (const change of this.changes.filter((one) => refused && one.base === id)) {
        change.base = refused.base;
        this.#write(change);
      }
      this.#remove(id);
    }
  }

  // What a person entered and the server has not, the last of each field; the clock's counting is not
  // worth a warning.
  get entered() {
    const entered = this.changes.filter((change) => change.field !== "seconds");
    return [...new Map(entered.map((change) => [`${change.item} ${change.field}`, change])).values()];
  }

  // Not sent from here, nor claimed by another tab, which may send it at any time.
  #isOurs(change) {
    if (this.tried.has(change.id)) return false;
    if (!change.stored) return true;
    const entry = this.#entry(this.prefix + change.id);
    return entry !== null && !entry.claimed;
  }

  #write(change) {
    try {
      this.storage.setItem(this.prefix + change.id, JSON.stringify(change));
      this.durable = !this.storage.forgets;
      change.stored = true;
    } catch {
      this.durable = false;
    }
  }

  #remove(id) {
    this.changes = this.changes.filter((change) => change.id !== id);
    this.tried.delete(id);
    try {
      this.storage.removeItem(this.prefix + id);
    } catch {
      this.durable = false;
    }
  }

  #load() {
    const found = [];
    try {
      for (let index = 0; index < this.storage.length; index += 1) {
        const key = this.storage.key(index);
        const entry = key.startsWith(this.prefix) ? this.#entry(key) : null;
        if (entry) found.push({ base: null, settles: [], ...entry });
      }
    } catch {
      this.durable = false;
    }
    return found;
  }

  // Null for what is not one of ours, or was cut off while it was written.
  #entry(key) {
    try {
      return JSON.parse(this.storage.getItem(key));
    } catch {
      return null;
    }
  }

  // Another tab that is still open may have sent, or replaced, what was found when this one opened.
  #dropSettledElsewhere() {
    const gone = (change) => change.adopted && this.storage.getItem(this.prefix + change.id) === null;
    this.changes = this.changes.filter((change) => !gone(change));
  }
}
