// The responses of a scorecard: what is recorded of each question, and what the rules say of it.
import { join } from "../common/join.js";
import { Queue } from "../common/queue.js";
import { Records } from "../common/records.js";
import { needs, requirements, suggest } from "./rules.js";

/**
 * The changes of a scorecard that wait. A question that is not asked has no rating, so the two are versions
 * of a single field; the clock's counting is not worth a warning.
 *
 * @param {import("../common/vault.js").Drawer} drawer
 * @returns {Promise<Queue>}
 */
export const responseQueue = (drawer) =>
  Queue.open(drawer, {
    keyOf: (field) => (field === "not_asked" ? "rating" : field),
    matters: ({ field }) => field !== "seconds",
  });

/**
 * What a change or a version says of its field; "not_asked" stands for a rating there is none of.
 *
 * @param {{field: string, value: *}} version
 */
export const valueOfVersion = ({ field, value }) => (field === "not_asked" ? (value ? "not_asked" : null) : value);

export class Responses extends Records {
  /**
   * @param {{scale: object, items: object[]}} sheet the rules, as interviews/room/pages/scorecard.py gives them
   * @param {{items: Record<string, object>}} state
   * @param {Queue} queue a responseQueue()
   */
  constructor(sheet, state, queue) {
    super(sheet.items.map(({ id }) => [id, state.items[id]]), queue);
    this.scale = sheet.scale;
    this.items = new Map(sheet.items.map((item) => [item.id, item]));
  }

  idOf(name) { return Number(name); }

  // As the server applies it (interviews/room/services/state.py).
  apply(response, { field, value }) {
    if (field.startsWith("mark:")) {
      const { [field.slice(5)]: _old, ...others } = response.marks;
      response.marks = value === null ? others : { ...others, [field.slice(5)]: value };
    } else if (field === "seconds") {
      response.seconds = Math.max(response.seconds, value);
    } else {
      response[field] = value;
      if (field === "rating") response.not_asked = false;
      if (field === "not_asked" && value) response.rating = null;
    }
  }

  valueOf(response, key) {
    if (key.startsWith("mark:")) return response.marks[key.slice(5)] ?? null;
    return key === "rating" && response.not_asked ? "not_asked" : response[key];
  }

  valueIn(version) { return valueOfVersion(version); }

  change(key, value) {
    return value === "not_asked" && key === "rating" ? ["not_asked", true] : [key, value];
  }

  together(_key, first, second) {
    if (Array.isArray(first)) return [...new Set([...first, ...second])].sort((a, b) => a - b);
    return join(first, second);
  }

  /** The points that count and that nobody has judged, of a question that was asked. @returns {object[]} */
  unmarked(id) {
    const { marks, not_asked: notAsked } = this.get(id);
    return notAsked ? [] : this.items.get(id).points.filter((point) => !point.red_flag && !marks[point.id]);
  }

  /** Whether the rating lies below the floor, which decides the whole result. */
  disqualifies(id) {
    const { rating } = this.get(id);
    return this.items.get(id).rubric_kind === "ladder" && rating !== null && Number(rating) < Number(this.scale.floor);
  }

  /** A response with what the rules say of it. */
  judge(id) {
    const { rubric_kind: kind, points } = this.items.get(id);
    const response = this.get(id);
    const suggestion = suggest(kind, points, response.marks, this.scale);
    const undecided = this.undecided(id);
    const missing = requirements(response, suggestion, points, this.scale);
    return {
      response,
      suggestion,
      undecided,
      missing: undecided.length ? ["versions", ...missing] : missing,
      needs: needs(response, suggestion, points, this.scale),
    };
  }
}
