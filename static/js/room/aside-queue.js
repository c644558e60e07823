// What is written beside the sheet on its way to the server: kept in the browser's storage, one entry a
// change, until the server has it. A change names the change it was made on (`base`).
import { newId, openStorage } from "../common/queue.js";

export class AsideQueue {
  // `head(target, field)`: the id of the change that gave the field what the server has; null: none.
  constructor(prefix, head) {
    this.storage = openStorage();
    this.prefix = prefix;
    this.head = head;
    this.changes = this.#load();
    this.last = this.changes.at(-1)?.at ?? 0;
    // Once sent, a change may still arrive; a later one follows it and does not replace it.
    this.tried = new Set(this.changes.map((change) => change.id));
  }

  of(target, field) {
    return this.changes.filter((change) => change.item === target && change.field === field);
  }

  put(target, field, value) {
    const before = this.of(target, field).at(-1);
    const replaces = before && !this.tried.has(before.id);
    let base = before?.id ?? this.head(target, field);
    if (replaces) { base = before.base; this.settle([before.id]); }
    this.last = Math.max(Date.now(), this.last + 1);
    const change = { id: newId(), item: target, field, value, base, at: this.last };
    this.changes.push(change);
    try {
      this.storage.setItem(this.prefix + change.id, JSON.stringify(change));
    } catch {
      // Kept by the page; the state says that it waits.
    }
  }

  batch(count) {
    this.changes = this.changes.filter((one) => !(one.adopted && this.storage.getItem(this.prefix + one.id) === null));
    const batch = this.changes.slice(0, count).map(({ id, item, field, value, base }) => ({ id, item, field, value, base }));
    for (const { id } of batch) this.tried.add(id);
    return batch;
  }

  settle(ids) {
    const gone = new Set(ids);
    this.changes = this.changes.filter((change) => !gone.has(change.id));
    for (const id of gone) {
      this.tried.delete(id);
      try { this.storage.removeItem(this.prefix + id); } catch { /* nothing is left to remove */ }
    }
  }

  #load() {
    const found = [];
    try {
      for (let index = 0; index < this.storage.length; index += 1) {
        const key = this.storage.key(index);
        if (key.startsWith(this.prefix)) found.push(this.#read(key));
      }
    } catch {
      // A storage that can't be read holds nothing for us.
    }
    return found.filter(Boolean).sort((one, other) => one.at - other.at);
  }

  #read(key) {
    try {
      return { ...JSON.parse(this.storage.getItem(key)), adopted: true };
    } catch {
      return null; // cut off while it was written
    }
  }
}
