// Time spent on each question: counted while the page is visible and the clock runs.

const STORE_EVERY = 15; // seconds
const LONGEST_TICK = 5; // a longer gap is a device that slept

/** A time as 62:05. @param {number} seconds @returns {string} */
export const minutes = (seconds) => {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

/** The time as it stands in notes. @param {number} seconds @returns {string} */
export const stamp = (seconds) => `[${minutes(seconds).padStart(5, "0")}] `;

export class Clock {
  /**
   * @param {object} options
   * @param {number[]} options.items
   * @param {(item: number) => number} options.read the seconds that are stored
   * @param {(item: number, seconds: number) => void} options.write stores them
   * @param {() => void} options.show runs after each second
   * @param {boolean} options.paused
   * @param {boolean} options.waiting the interview has not begun: it stands still until somebody starts it
   */
  constructor({ items, read, write, show, paused, waiting }) {
    Object.assign(this, { items, read, write, show, waiting, paused: paused || waiting });
    this.item = null;
    this.base = 0; // what was stored for the current item when the seconds ahead began
    this.ahead = 0; // seconds of the current item that are not stored yet
    this.last = performance.now();
  }

  start() {
    setInterval(() => this.tick(), 1000);
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) { this.tick(true); this.store(); } else this.last = performance.now();
    });
    addEventListener("pagehide", () => this.store());
  }

  // Count the time since the last tick for the item that is open. `leaving`: the page has just been hidden.
  tick(leaving = false) {
    const now = performance.now();
    const passed = (now - this.last) / 1000;
    this.last = now;
    if (this.paused || (document.hidden && !leaving) || this.item === null) return;
    this.ahead += Math.min(passed, LONGEST_TICK);
    if (this.ahead >= STORE_EVERY) this.store();
    this.show();
  }

  open(item) {
    if (item === this.item) return;
    this.tick();
    this.store();
    this.item = item;
    this.base = this.read(item);
    this.ahead = 0;
    this.show();
  }

  /** Store what was counted and count nothing more until an item is opened. */
  stop() {
    this.tick();
    this.store();
    this.item = null;
  }

  toggle() {
    this.tick();
    this.paused = !this.paused;
    this.waiting = false;
    this.store();
    this.show();
  }

  // Keep whole seconds; the rest goes on counting. Two devices that are open side by side count the same
  // seconds, so what the other stored meanwhile is not added to.
  store() {
    const whole = Math.floor(this.ahead);
    if (this.item === null || whole < 1) return;
    this.ahead -= whole;
    this.base = Math.min(Math.max(this.read(this.item), this.base + whole), 24 * 3600);
    this.write(this.item, this.base);
  }

  spent(item) {
    const stored = this.read(item);
    return item === this.item ? Math.max(stored, this.base + this.ahead) : stored;
  }

  total() {
    return this.items.reduce((sum, item) => sum + this.spent(item), 0);
  }
}
