// The sentences of the scoring page.
import { readTexts } from "../common/texts.js";

/** A sentence. @type {(key: string, values?: Record<string, *>) => string} */
export const say = readTexts("scoring-texts");

/** A rating with a single decimal (4.0), or two where the scale's step needs them. @param {string|number} rating @returns {string} */
export const rated = (rating) => Number(rating).toFixed(Number.isInteger(Math.round(Number(rating) * 100) / 10) ? 1 : 2);

/**
 * Why this rating is suggested, with the rating itself in bold.
 *
 * @param {object|null} suggestion as suggest() has it
 * @returns {(string|HTMLElement)[]}
 */
export function reasonOf(suggestion) {
  if (!suggestion) return [say("suggest_none")];
  const values = {
    total: suggestion.total_weight,
    met: suggestion.met_weight,
    partly: suggestion.partly_weight,
    reached: suggestion.reached,
    next: suggestion.next_level,
  };
  const [before, after] = say(reasonKey(suggestion), values).split("{rating}");
  const bold = document.createElement("b");
  bold.textContent = rated(suggestion.rating);
  const unmarked = document.createElement("span");
  if (!suggestion.complete) unmarked.textContent = say("suggest_unmarked");
  return [before, bold, after, unmarked];
}

function reasonKey(suggestion) {
  if ("total_weight" in suggestion) return "suggest_checklist";
  if (suggestion.next_level === null) return "suggest_all";
  if (suggestion.reached === 0) return suggestion.next_partly ? "suggest_first_partly" : "suggest_first_missed";
  return suggestion.next_partly ? "suggest_next_partly" : "suggest_next_missed";
}
