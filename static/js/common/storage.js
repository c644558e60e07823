// Where a page keeps what the server has not yet.

const PROBE = "storage-probe";

/**
 * A storage that lasts as long as the page, with `forgets` set.
 *
 * @returns {Storage & {forgets: true}}
 */
export function memoryStorage() {
  const entries = new Map();
  return {
    forgets: true,
    get length() { return entries.size; },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => { entries.set(key, String(value)); },
    removeItem: (key) => { entries.delete(key); },
    clear: () => entries.clear(),
  };
}

/**
 * The browser's own storage; where it is switched off, one that forgets with the page.
 *
 * @returns {Storage & {forgets?: boolean}}
 */
export function openStorage() {
  try {
    localStorage.setItem(PROBE, "");
    localStorage.removeItem(PROBE);
    return localStorage;
  } catch {
    return memoryStorage();
  }
}
