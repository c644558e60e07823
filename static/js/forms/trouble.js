// What went wrong with a request, in words; and when it is worth another try.
import { Backoff } from "../common/backoff.js";

const MOST_TRIES = 6;
// Nothing was reached that could have done anything, or only something that stands before the site.
const PASSING = new Set(["unreachable", "slow", 502, 503, 504]);

const TEXTS = { 400: "invalid", 403: "denied", 404: "gone", 405: "gone", 409: "conflict", 410: "gone", 413: "large", 422: "invalid", 429: "wait" };

/**
 * @param {number|"unreachable"|"slow"} cause a status, or why there is none
 * @returns {string} the name of the sentence that says it
 */
export function sentence(cause) {
  if (typeof cause === "string") return cause;
  if (PASSING.has(cause)) return "unreachable";
  return TEXTS[cause] ?? "failed";
}

/** What a Channel would call it. @returns {"offline"|"not-taken"} */
export const stateOf = (cause) => (PASSING.has(cause) ? "offline" : "not-taken");

/**
 * What an error page of ours says, in its own words; "" for a page of somebody else.
 *
 * @param {string} html
 * @returns {string}
 */
export function reasonIn(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const paragraph = page.querySelector("main .card.empty p");
  return paragraph?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

/** Whether a page has a form of its own to go on with. @param {string} html @returns {boolean} */
export const goesOn = (html) =>
  new DOMParser().parseFromString(html, "text/html").querySelector("main form[method=post]") !== null;

/** Tries what failed again, ever more slowly, and at once when the network is back. */
export class Retries {
  constructor() {
    this.tries = new Map(); // element → {backoff, timer, act}
    addEventListener("online", () => { for (const element of [...this.tries.keys()]) this.#now(element); });
  }

  /**
   * @param {HTMLElement} element
   * @param {number|string} cause
   * @param {() => void} act
   * @returns {boolean} whether it will be tried
   */
  plan(element, cause, act) {
    if (!PASSING.has(cause)) { this.stop(element); return false; }
    const entry = this.tries.get(element) ?? { backoff: new Backoff() };
    clearTimeout(entry.timer);
    this.tries.set(element, entry);
    if (entry.backoff.failures >= MOST_TRIES) { entry.act = null; return false; }
    entry.act = act;
    entry.timer = setTimeout(() => this.#now(element), entry.backoff.fail() - Date.now());
    return true;
  }

  /** It worked, or somebody goes another way. @param {HTMLElement} element */
  stop(element) {
    clearTimeout(this.tries.get(element)?.timer);
    this.tries.delete(element);
  }

  #now(element) {
    const { timer, act } = this.tries.get(element);
    clearTimeout(timer);
    if (!element.isConnected) this.tries.delete(element);
    else act?.();
  }
}
