// What a person typed, kept in the browser under a key that the server gives to that person only.

const HEX = 16;
const VERSION = "draft";

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, HEX));
const toText = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

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
    this.prefix = `${VERSION}:${person}:`;
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
    return this.#next(async () => {
      const key = await this.#keyOf(name);
      const entry = { at: Date.now(), ...(await this.#seal(JSON.stringify(value))) };
      this.storage.setItem(key, JSON.stringify(entry));
      return true;
    });
  }

  /**
   * @param {string} name
   * @returns {Promise<{value: *, at: number}|null>} null also for what can't be opened
   */
  read(name) {
    return this.#next(async () => {
      const entry = JSON.parse(this.storage.getItem(await this.#keyOf(name)));
      return entry && { at: entry.at, value: JSON.parse(await this.#open(entry)) };
    }, null);
  }

  /** @param {string} name @returns {Promise<boolean>} */
  remove(name) {
    return this.#next(async () => { this.storage.removeItem(await this.#keyOf(name)); return true; });
  }

  /**
   * Forget what is older, whoever's it is.
   *
   * @param {number} age milliseconds
   */
  prune(age) {
    for (const key of this.#keys(`${VERSION}:`)) {
      try {
        const { at } = JSON.parse(this.storage.getItem(key));
        if (!(at > Date.now() - age)) this.storage.removeItem(key);
      } catch {
        this.storage.removeItem(key);
      }
    }
  }

  /** Nobody may read on: drop what is not sealed. At sign-out, and of others when a person comes. */
  clearOpen({ others = false } = {}) {
    if (this.subtle) return;
    for (const key of this.#keys(`${VERSION}:`)) {
      if (!others || !key.startsWith(this.prefix)) this.storage.removeItem(key);
    }
  }

  #keys(beginning) {
    const keys = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index));
    return keys.filter((key) => key?.startsWith(beginning));
  }

  #next(act, instead = false) {
    const done = this.last.then(act).catch(() => instead);
    this.last = done;
    return done;
  }

  // Names tell which pages were open: a hash with the secret in it does not.
  async #keyOf(name) {
    if (!this.subtle) return this.prefix + name;
    const hash = await this.subtle.digest("SHA-256", new TextEncoder().encode(`${this.secret} ${name}`));
    return this.prefix + toText(new Uint8Array(hash));
  }

  async #seal(text) {
    if (!this.subtle) return { text };
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await this.subtle.encrypt({ name: "AES-GCM", iv }, await this.key, new TextEncoder().encode(text));
    return { iv: toText(iv), sealed: toText(new Uint8Array(sealed)) };
  }

  async #open({ text, iv, sealed }) {
    if (!this.subtle) return text;
    const opened = await this.subtle.decrypt({ name: "AES-GCM", iv: toBytes(iv) }, await this.key, toBytes(sealed));
    return new TextDecoder().decode(opened);
  }
}
