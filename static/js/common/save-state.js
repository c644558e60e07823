// The words for where what was entered is: saved, under way, or kept here and why.

/**
 * @param {(key: string, values?: object) => string} say
 * @param {string} kind as a Channel reports it
 * @param {import("./queue.js").Queue} queue
 * @returns {string}
 */
export function stateText(say, kind, queue) {
  if (kind === "saved" || kind === "saving") return say(kind);
  const count = queue.entered.length;
  if (count && !queue.durable) return say("unkept", { count });
  if (kind === "offline") return count ? say("offline_kept", { count }) : say("offline");
  return say(`${kind}_chip`, { count });
}
