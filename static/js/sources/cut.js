// A cut in the text of a block: a mark where it would be split, moved with the arrows until it is done or given up.
import { moved, placeOf, pointAt, sentenceStarts } from "./places.js";

export class Cut {
  /**
   * @param {Element} text the element with the block's text
   * @param {number} place where it begins to stand
   */
  constructor(text, place) {
    this.text = text;
    this.mark = document.createElement("span");
    this.mark.className = "cut";
    this.put(place);
  }

  /** A cut at a sentence in the middle, for the keyboard. @param {Element} text @returns {Cut} */
  static inTheMiddle(text) {
    const starts = sentenceStarts(text.textContent);
    return new Cut(text, starts[Math.floor(starts.length / 2)] ?? Math.max(1, Math.floor([...text.textContent].length / 2)));
  }

  /** Where its last sentence begins. @param {Element} text @returns {number} */
  static last(text) {
    return sentenceStarts(text.textContent).at(-1) ?? [...text.textContent].length - 1;
  }

  /** Where its second sentence begins. @param {Element} text @returns {number} */
  static first(text) {
    return sentenceStarts(text.textContent)[0] ?? 1;
  }

  /** @param {number} place */
  put(place) {
    this.mark.remove();
    this.text.normalize();
    this.place = place;
    const point = pointAt(this.text, place);
    if (!point) return;
    const range = document.createRange();
    range.setStart(point.node, point.offset);
    range.insertNode(this.mark);
  }

  /** @param {string} key @returns {boolean} whether the key was one of the arrows */
  step(key) {
    if (!key.startsWith("Arrow")) return false;
    this.put(moved(this.text.textContent, this.place, key));
    return true;
  }

  remove() {
    this.mark.remove();
    this.text.normalize();
  }
}

/**
 * The place in an element's text under the pointer; null where there is none.
 *
 * @param {Element} text
 * @param {number} x
 * @param {number} y
 * @returns {number|null}
 */
export function placeUnder(text, x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  const range = caret ? null : document.caretRangeFromPoint?.(x, y);
  const node = caret?.offsetNode ?? range?.startContainer;
  const offset = caret?.offset ?? range?.startOffset ?? 0;
  return node && text.contains(node) ? placeOf(text, node, offset) : null;
}
