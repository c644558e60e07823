// The screen: how large the texts are, remembered on this device, and kept awake where the browser can.
import { say } from "../scoring/words.js";

const SIZES = ["normal", "large", "largest"];
const SIZE_KEY = "scoring-text-size";

export class TextSize {
  /**
   * @param {object} options
   * @param {HTMLElement} options.root takes data-text-size
   * @param {HTMLButtonElement} options.button
   * @param {Storage} options.storage
   * @param {(text: string) => void} options.announce what is heard, not seen
   */
  constructor({ root, button, storage, announce }) {
    Object.assign(this, { root, button, storage, announce });
    this.#set(storage.getItem(SIZE_KEY));
    button.addEventListener("click", () => this.next());
  }

  next() {
    this.#set(SIZES[(SIZES.indexOf(this.size) + 1) % SIZES.length]);
    try {
      this.storage.setItem(SIZE_KEY, this.size);
    } catch {
      // A full storage keeps the texts that wait; the size is for this page then.
    }
    this.announce(say(`size_${this.size}`));
  }

  #set(size) {
    this.size = SIZES.includes(size) ? size : SIZES[0];
    this.root.dataset.textSize = this.size;
    this.button.title = say(`size_${this.size}`);
  }
}

/**
 * Keep the screen on. The browser lets go of the lock whenever the page is hidden; sites without HTTPS have
 * no such lock.
 *
 * @returns {Promise<void>}
 */
export function keepAwake() {
  let lock = null;
  const ask = async () => {
    if (document.hidden || (lock && !lock.released)) return;
    lock = await navigator.wakeLock?.request("screen").catch(() => null);
  };
  document.addEventListener("visibilitychange", ask);
  return ask();
}
