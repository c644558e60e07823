// What a person typed, kept in the browser under a key that the server gives to that person only.
import { memoryStorage, openStorage } from "./storage.js";

const HEX = 16;
const DAY = 24 * 3600 * 1000; // milliseconds
const DRAFT = "draft";
const DRAWER = "drawer";
// How long each kind is kept, for it may belong to somebody who never comes back.
const LONGEST = { [DRAFT]: 30 * DAY, [DRAWER]: 366 * DAY };

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, HEX));
const toText = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

function tabStorage() {
  try {
    sessionStorage.getItem("");
    return sessionStorage;
  } catch {
    return memoryStorage();
  }
}

let ours = null;

/**
 * The vault of whoever is signed in on this page: components/forms.html says who that is. There is one for the whole
 * page, so that whoever reads waits for what is being written.
 *
 * @returns {Vault}
 */
export function openVault() {
  const { key, person } = JSON.parse(document.getElementById("forms-config").textContent);
  ours ??= new Vault({ key, person, lasting: openStorage(), passing: tabStorage() });
  return ours;
}

/**
 * One person's texts, each an entry of its own.
 *
 * Sealed with AES-GCM, in the storage that outlasts the browser's closing: without the key, which pages have only
 * while that person is signed in, nobody can read them. Where the browser has no WebCrypto (a site on a plain
 * local network) they are not sealed, last as long as the tab, and are cleared at sign-out.
 */
export class Vault {
  /**
   * @param {object} options
   * @param {string} options.key 256 bits in hex
   * @param {string|number} options.person begins the names of this person's entries
   * @param {Storage} options.lasting for what is sealed
   * @param {Storage} options.passing for what can't be
   * @param {SubtleCrypto} [options.subtle]
   */
  constructor({ key, person, lasting, passing, subtle = globalThis.crypto?.subtle }) {
    Object.assign(this, { person, subtle });
    this.storage = subtle ? lasting : passing;
    /** Whether what is kept outlasts the tab. */
    this.durable = Boolean(subtle) && !lasting.forgets;
    this.secret = key;
    this.key = subtle?.importKey("raw", bytesOf(key), "AES-GCM", false, ["encrypt", "decrypt"]);
    this.last = Promise.resolve(); // one after the other: a removal is not overtaken by the writing before it
  }

  /**
   * @param {string} name
   * @param {*} value anything JSON can hold
   * @returns {Promise<boolean>} whether it is in the storage
   */
  write(name, value) {
    return this.next(async () => {
      const key = await this.keyOf(DRAFT, name);
      this.storage.setItem(key, await this.seal(value));
      return true;
    });
  }

  /**
   * @param {string} name
   * @returns {Promise<{value: *, at: number}|null>} null also for what can't be opened
   */
  read(name) {
    return this.next(async () => this.open(this.storage.getItem(await this.keyOf(DRAFT, name))), null);
  }

  /** @param {string} name @returns {Promise<boolean>} */
  remove(name) {
    return this.next(async () => { this.storage.removeItem(await this.keyOf(DRAFT, name)); return true; });
  }

  /**
   * Entries that are read together, each by an id that tells nothing.
   *
   * @param {string} name
   * @returns {Promise<Drawer>}
   */
  async drawer(name) {
    return new Drawer(this, `${await this.keyOf(DRAWER, name)}:`);
  }

  /** Forget what is old, whoever's it is. @param {number} [now] milliseconds */
  prune(now = Date.now()) {
    for (const [kind, longest] of Object.entries(LONGEST)) {
      for (const key of this.keys(`${kind}:`)) {
        try {
          const { at } = JSON.parse(this.storage.getItem(key));
          if (!(at > now - longest)) this.storage.removeItem(key);
        } catch {
          this.storage.removeItem(key);
        }
      }
    }
  }

  /** Nobody may read on: drop what is not sealed. At sign-out, and of others when a person comes. */
  clearOpen({ others = false } = {}) {
    if (this.subtle) return;
    for (const kind of Object.keys(LONGEST)) {
      for (const key of this.keys(`${kind}:`)) {
        if (!others || !key.startsWith(`${kind}:${this.person}:`)) this.storage.removeItem(key);
      }
    }
  }

  // What a drawer works with too.

  keys(beginning) {
    const keys = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index));
    return keys.filter((key) => key?.startsWith(beginning));
  }

  // One act after the other. Resolves to `instead` when it fails.
  next(act, instead = false) {
    const done = this.last.then(act).catch(() => instead);
    this.last = done;
    return done;
  }

  // Names tell which pages were open: a hash with the secret in it does not.
  async keyOf(kind, name) {
    const prefix = `${kind}:${this.person}:`;
    if (!this.subtle) return prefix + name;
    const hash = await this.subtle.digest("SHA-256", new TextEncoder().encode(`${this.secret} ${name}`));
    return prefix + toText(new Uint8Array(hash));
  }

  // An entry as the storage has it.
  async seal(value) {
    const text = JSON.stringify(value);
    const at = Date.now();
    if (!this.subtle) return JSON.stringify({ at, text });
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await this.subtle.encrypt({ name: "AES-GCM", iv }, await this.key, new TextEncoder().encode(text));
    return JSON.stringify({ at, iv: toText(iv), sealed: toText(new Uint8Array(sealed)) });
  }

  async open(stored) {
    const entry = JSON.parse(stored);
    return entry && { at: entry.at, value: JSON.parse(await this.#unseal(entry)) };
  }

  async #unseal({ text, iv, sealed }) {
    if (!this.subtle) return text;
    const opened = await this.subtle.decrypt({ name: "AES-GCM", iv: toBytes(iv) }, await this.key, toBytes(sealed));
    return new TextDecoder().decode(opened);
  }
}

/**
 * Entries of a vault that several tabs write and read together. What is in it is sealed; that an entry is there,
 * and that a tab has claimed it, can be seen at once.
 */
export class Drawer {
  /** @param {Vault} vault @param {string} prefix begins the names of its entries */
  constructor(vault, prefix) {
    Object.assign(this, { vault, prefix, storage: vault.storage });
  }

  /** Whether what is kept outlasts the tab. */
  get durable() { return this.vault.durable; }

  /**
   * @param {string} id
   * @param {*} value anything JSON can hold
   * @param {() => boolean} isWanted asked again at last: sealing takes a moment
   * @returns {Promise<boolean>} whether the storage took it
   */
  write(id, value, isWanted) {
    return this.vault.next(async () => {
      const entry = isWanted() && (await this.vault.seal(value));
      if (entry && isWanted()) this.storage.setItem(this.prefix + id, entry);
      return true;
    });
  }

  /**
   * What can be opened.
   *
   * @param {(id: string) => boolean} isWanted
   * @returns {Promise<{id: string, value: *}[]>}
   */
  read(isWanted) {
    return this.vault.next(async () => {
      const ids = this.vault.keys(this.prefix).map((key) => key.slice(this.prefix.length)).filter(isWanted);
      const entries = await Promise.all(ids.map((id) => this.#entry(id)));
      return entries.filter(Boolean);
    }, []);
  }

  // Null for what was cut off while it was written, or sealed under another key.
  async #entry(id) {
    const entry = await this.vault.open(this.storage.getItem(this.prefix + id)).catch(() => null);
    return entry && { id, value: entry.value };
  }

  has(id) { return this.storage.getItem(this.prefix + id) !== null; }

  remove(id) { this.storage.removeItem(this.prefix + id); }

  /** This tab may send it at any time: no other replaces it. */
  claim(id) {
    const entry = JSON.parse(this.storage.getItem(this.prefix + id));
    this.storage.setItem(this.prefix + id, JSON.stringify({ ...entry, claimed: true }));
  }

  isClaimed(id) { return JSON.parse(this.storage.getItem(this.prefix + id))?.claimed === true; }
}
