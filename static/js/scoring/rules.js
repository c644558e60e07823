// The scoring rules of interviews/scoring once more, so that a suggestion is there without a network.
// The server decides; a browser test compares the two on generated cases.

// Numbers come as strings and are counted in hundredths: no rounding error decides a rating.
const hundredths = (text) => Math.round(Number(text) * 100);
const plain = (count) => String(count / 100);

const TICKED = new Set(["met", "partly"]);
const saysSomething = (text) => /[\p{L}\p{N}]/u.test(text);
const marked = (points, marks) => points.filter((point) => marks[point.id]);

// The highest rating not above numerator / denominator (in hundredths), kept within the scale.
function fit(numerator, denominator, scale) {
  const [low, high, step] = [scale.minimum, scale.maximum, scale.step].map(hundredths);
  const above = numerator - low * denominator;
  const size = step * denominator;
  const steps = (above - (((above % size) + size) % size)) / size;
  return plain(low + step * Math.min(Math.max(steps, 0), Math.round((high - low) / step)));
}

function suggestChecklist(points, marks, scale) {
  const counted = points.filter((point) => !point.red_flag);
  const weigh = (some) => some.reduce((sum, point) => sum + hundredths(point.weight), 0);
  const total = weigh(counted);
  if (!total || !marked(counted, marks).length) return null;
  const met = weigh(counted.filter((point) => marks[point.id] === "met"));
  const partly = weigh(counted.filter((point) => marks[point.id] === "partly"));
  const numerator = hundredths(scale.maximum) * (2 * met + partly) + hundredths(scale.step) * total;
  return {
    rating: fit(numerator, 2 * total, scale),
    complete: marked(counted, marks).length === counted.length,
    total_weight: plain(total),
    met_weight: plain(met),
    partly_weight: plain(partly),
  };
}

function suggestLadder(points, marks, scale) {
  const counted = points.filter((point) => !point.red_flag && point.level !== null);
  if (!marked(counted, marks).length) return null;
  const ladder = [...new Set(counted.map((point) => point.level))].sort((a, b) => a - b);
  const on = (level) => counted.filter((point) => point.level === level).map((point) => marks[point.id]);
  const next = ladder.find((level) => on(level).some((mark) => mark !== "met")) ?? null;
  const reached = Math.max(0, ...ladder.filter((level) => next === null || level < next));
  const begun = ladder.filter((level) => on(level).some((mark) => TICKED.has(mark)));
  const nextPartly = next !== null && begun.includes(next);
  return {
    rating: fit(reached * 100 + (nextPartly ? 50 : 0), 1, scale),
    complete: marked(counted, marks).length === counted.length,
    reached,
    next_level: next,
    next_partly: nextPartly,
    uncounted: begun.filter((level) => next !== null && level > next),
  };
}

/**
 * @typedef {object} Scale as interviews/scoring has it; every number is a string
 * @typedef {{id: number, weight: string, level: number|null, red_flag: boolean}} Point
 * @typedef {Record<string, "met"|"partly"|"missed">} Marks by point id
 */

/**
 * What the marks come to.
 *
 * @param {"ladder"|"checklist"} rubricKind
 * @param {Point[]} points
 * @param {Marks} marks
 * @param {Scale} scale
 * @returns {{rating: string, complete: boolean}|null} with what the rating is made of; null while no point
 *   that counts is marked
 */
export function suggest(rubricKind, points, marks, scale) {
  return rubricKind === "ladder" ? suggestLadder(points, marks, scale) : suggestChecklist(points, marks, scale);
}

/**
 * What a response still lacks.
 *
 * @param {object} response
 * @param {{rating: string}|null} suggestion
 * @param {Point[]} points
 * @param {Scale} scale
 * @returns {string[]} codes, in the order in which the page asks for it
 */
export function requirements(response, suggestion, points, scale) {
  if (response.not_asked) return saysSomething(response.not_asked_reason) ? [] : ["not-asked-reason"];
  const missing = [];
  const rating = response.rating === null ? null : hundredths(response.rating);
  if (rating === null) missing.push("rating");
  if (rating !== null && !saysSomething(response.evidence)) {
    if (rating <= hundredths(scale.evidence_at_or_below)) missing.push("evidence-low");
    else if (rating >= hundredths(scale.evidence_from)) missing.push("evidence-high");
  }
  const differs = rating !== null && suggestion !== null && rating !== hundredths(suggestion.rating);
  if (differs && !saysSomething(response.reason)) missing.push("reason");
  const flagged = points.some((point) => point.red_flag && TICKED.has(response.marks[point.id]));
  if (flagged && !saysSomething(response.flag_note)) missing.push("flag-note");
  return missing;
}

/**
 * What must be written, whatever stands there already: opens the fields. Parameters as for requirements().
 *
 * @returns {string[]} codes
 */
export function needs(response, suggestion, points, scale) {
  const blank = { ...response, evidence: "", reason: "", flag_note: "", not_asked_reason: "" };
  return requirements(blank, suggestion, points, scale).filter((code) => code !== "rating");
}
