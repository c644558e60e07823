// The responses as the page shows them: what the server has, with the changes that wait laid over it.
import { join } from "../common/join.js";
import { keyOf } from "../common/queue.js";
import { needs, requirements, suggest } from "../scoring/rules.js";

const sameValue = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// As the server applies it (interviews/score_changes.py): the last act counts.
export function applyChange(response, { field, value }) {
  if (field.startsWith("mark:")) {
    const { [field.slice(5)]: _old, ...others } = response.marks;
    response.marks = value === null ? others : { ...others, [field.slice(5)]: value };
  } else if (field === "seconds") {
    response.seconds = Math.max(response.seconds, value);
  } else {
    response[field] = value;
    if (field === "rating") response.not_asked = false;
    if (field === "not_asked" && value) response.rating = null;
  }
}

// What a response says of one field; a rating and "not asked" are one.
function valueOf(response, key) {
  if (key.startsWith("mark:")) return response.marks[key.slice(5)] ?? null;
  return key === "rating" && response.not_asked ? "not_asked" : response[key];
}

// The change that brings a field to a value of valueOf().
const fieldOf = (key, value) => (value === "not_asked" && key === "rating" ? ["not_asked", true] : [key, value]);

export const valueOfVersion = ({ field, value }) => (field === "not_asked" ? (value ? "not_asked" : null) : value);

export class Store {
  constructor(sheet, state, queue) {
    this.scale = sheet.scale;
    this.items = new Map(sheet.items.map((item) => [item.id, item]));
    this.server = new Map(sheet.items.map((item) => [item.id, state.items[item.id]]));
    this.queue = queue;
    this.mine = new Map(); // the last change of each field that was made here
    for (const change of queue.changes) this.#own(change);
  }

  #own(change) {
    this.mine.set(`${change.item} ${keyOf(change.field)}`, change.id);
  }

  // What another tab left behind, up to a time, is shown from now on; returns its items.
  adopt(latest) {
    const found = this.queue.adopt(latest);
    for (const change of found) this.#own(change);
    return [...new Set(found.map((change) => change.item))];
  }

  get(id) {
    const response = { ...this.server.get(id) };
    for (const key of Object.keys(response.kept)) {
      const shown = this.#shown(id, key);
      if (shown !== response.kept[key].now) applyChange(response, shown);
    }
    for (const change of this.queue.changes) if (change.item === id) applyChange(response, change);
    return response;
  }

  // Of a field's versions the one that the page shows: one made here, though another device's stands.
  #shown(id, key) {
    const { now, others } = this.server.get(id).kept[key];
    const bases = new Map(this.queue.waiting(id, key).map((change) => [change.id, change.base]));
    let mine = this.mine.get(`${id} ${key}`);
    while (bases.has(mine)) mine = bases.get(mine);
    return others.find((version) => version.id === mine) ?? now;
  }

  // The versions about which nobody has chosen: [{key, here, other}], where `other` is not what is shown.
  undecided(id) {
    const found = [];
    for (const [key, { now, others }] of Object.entries(this.server.get(id).kept)) {
      const shown = this.#shown(id, key);
      const choices = this.queue.waiting(id, key).filter((change) => change.settles.length);
      const settled = new Set(choices.flatMap((change) => [...change.settles, change.base]));
      for (const other of [now, ...others]) {
        if (other !== shown && !settled.has(other.id)) found.push({ key, here: valueOf(this.get(id), key), other });
      }
    }
    return found;
  }

  // Choose between what is shown and another version: "here", "there" or "both". The choice is a change
  // made on what stands, and settles the version that does not.
  choose(id, key, other, which) {
    const here = valueOf(this.get(id), key);
    const there = valueOfVersion(other);
    const [field, value] = fieldOf(key, { here, there, both: which === "both" ? both(here, there) : null }[which]);
    const { now } = this.server.get(id).kept[key];
    const tip = this.queue.waiting(id, key).at(-1)?.id ?? this.#shown(id, key).id;
    const based = other.id === now.id ? { base: now.id, settles: [tip] } : { base: tip, settles: [other.id] };
    this.#own(this.queue.put(id, field, value, { ...based, alone: true }));
  }

  // A response with what the rules say of it.
  judge(id) {
    const { rubric_kind: kind, points } = this.items.get(id);
    const response = this.get(id);
    const suggestion = suggest(kind, points, response.marks, this.scale);
    const undecided = this.undecided(id);
    const missing = requirements(response, suggestion, points, this.scale);
    return {
      response,
      suggestion,
      undecided,
      missing: undecided.length ? ["versions", ...missing] : missing,
      needs: needs(response, suggestion, points, this.scale),
    };
  }

  // Returns whether anything is new.
  set(id, field, value) {
    const key = keyOf(field);
    const wanted = valueOfVersion({ field, value });
    if (sameValue(valueOf(this.get(id), key), wanted)) return false;
    const { heads, kept } = this.server.get(id);
    const base = (key in kept ? this.#shown(id, key).id : heads[key]) ?? null;
    this.#own(this.queue.put(id, ...fieldOf(key, wanted), { base }));
    return true;
  }

  // The server took these changes. Of its answer, `items` says which revision each item had before and has
  // now, `repeated` what it had taken earlier, and `undecided` holds whole the items that have a version
  // kept beside another. Returns whether another device had changed an item meanwhile, so that the whole
  // of it must be read again.
  acknowledged(changes, { items, repeated, undecided }) {
    let overtaken = false;
    for (const [key, { was, revision }] of Object.entries(items)) {
      const id = Number(key);
      const known = this.server.get(id);
      if (key in undecided) { this.merge({ [key]: undecided[key] }); continue; }
      const current = was === known.revision && !known.least;
      const response = { ...known, kept: {}, heads: { ...known.heads } };
      for (const change of changes) {
        // Where all is known, a repeated change is part of it, and perhaps no longer the last.
        if (change.item !== id || (current && repeated.includes(change.id))) continue;
        applyChange(response, change);
        response.heads[keyOf(change.field)] = change.id;
      }
      if (current) response.revision = revision;
      // Something is not known: take the next that is as new as this.
      else { response.least = Math.max(revision, known.revision); overtaken = true; }
      this.server.set(id, response);
    }
    return overtaken;
  }

  // What the server has, perhaps from another device; an answer that was overtaken is left aside.
  // Returns the ids of the items that changed.
  merge(items) {
    const changed = [];
    for (const [key, fresh] of Object.entries(items)) {
      const id = Number(key);
      const known = this.server.get(id);
      if (!known || fresh.revision < (known.least ?? known.revision + 1)) continue;
      this.server.set(id, fresh);
      changed.push(id);
    }
    return changed;
  }
}

const both = (one, other) =>
  Array.isArray(one) ? [...new Set([...one, ...other])].sort((a, b) => a - b) : join(one, other);
