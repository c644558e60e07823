// The sentences a page's scripts say: Django translates them, the page carries them in a JSON block.

/**
 * Read a block of sentences.
 *
 * @param {string} id of the <script type="application/json">
 * @returns {(key: string, values?: Record<string, *>) => string} say(key, values): the sentence, with what is
 *   in {braces} filled in; it throws a TypeError for a sentence that the page has not
 */
export function readTexts(id) {
  const texts = JSON.parse(document.getElementById(id).textContent);
  return (key, values = {}) =>
    texts[key].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

/**
 * A moment in the page's language and time zone. A browser that doesn't know the zone shows its own time.
 *
 * @param {Date} date
 * @param {Intl.DateTimeFormatOptions} options
 * @returns {string}
 */
export function inWords(date, options) {
  const { lang, dataset } = document.documentElement;
  try {
    return date.toLocaleString(lang, { hourCycle: "h23", timeZone: dataset.timeZone, ...options });
  } catch {
    return date.toLocaleString(lang, { hourCycle: "h23", ...options });
  }
}

/** The time of day in the page's language. @param {Date} date @returns {string} */
export const timeOfDay = (date) => inWords(date, { timeStyle: "medium" });
