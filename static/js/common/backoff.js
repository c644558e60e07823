// How long to wait before a server that did not answer is asked again.

const FIRST_WAIT = 1000; // milliseconds
const LONGEST_WAIT = 30_000;
const SPREAD = 0.2; // so that fifty browsers do not come back in the same second

/** Doubles the wait after each failure, up to a longest one; a success begins anew. */
export class Backoff {
  /**
   * @param {object} [options]
   * @param {() => number} [options.now] the time in milliseconds
   * @param {() => number} [options.random] a number from 0 to 1
   */
  constructor({ now = Date.now, random = Math.random } = {}) {
    this.now = now;
    this.random = random;
    this.reset();
  }

  /** It worked: nothing is to be waited for. */
  reset() {
    this.failures = 0;
    this.notBefore = 0;
  }

  /**
   * It failed: wait, and longer than last time.
   *
   * @returns {number} the earliest time for the next try, in milliseconds
   */
  fail() {
    const wait = Math.min(FIRST_WAIT * 2 ** this.failures, LONGEST_WAIT);
    this.failures += 1;
    this.notBefore = this.now() + wait * (1 - SPREAD + 2 * SPREAD * this.random());
    return this.notBefore;
  }
}
