// Places in the text of a block, counted in characters as the server counts them: by code points.

const SENTENCE_END = /[。？！；?!\n]+[”」』）)]*\s*/gu;

/** @param {string} text @returns {number} */
const count = (text) => [...text].length;

/**
 * The place of a point of the page within an element's text.
 *
 * @param {Element} element
 * @param {Node} node
 * @param {number} offset as the browser gives it
 * @returns {number}
 */
export function placeOf(element, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(element);
  range.setEnd(node, offset);
  return count(range.toString());
}

/**
 * The point of the page at a place in an element's text.
 *
 * @param {Element} element
 * @param {number} place
 * @returns {{node: Text, offset: number}|null}
 */
export function pointAt(element, place) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = place;
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const characters = [...node.data];
    if (left <= characters.length) return { node, offset: characters.slice(0, left).join("").length };
    left -= characters.length;
  }
  return null;
}

/**
 * Where the sentences of a text begin, but the first.
 *
 * @param {string} text
 * @returns {number[]}
 */
export function sentenceStarts(text) {
  const starts = [...text.matchAll(SENTENCE_END)].map((match) => count(text.slice(0, match.index + match[0].length)));
  return starts.filter((start) => start < count(text));
}

/**
 * The place a key leads to: the arrows left and right by a character, up and down by a sentence.
 *
 * @param {string} text
 * @param {number} place
 * @param {string} key
 * @returns {number} the same place where the key leads nowhere
 */
export function moved(text, place, key) {
  const starts = sentenceStarts(text);
  if (key === "ArrowLeft") return Math.max(1, place - 1);
  if (key === "ArrowRight") return Math.min(count(text) - 1, place + 1);
  if (key === "ArrowUp") return starts.filter((start) => start < place).at(-1) ?? place;
  if (key === "ArrowDown") return starts.find((start) => start > place) ?? place;
  return place;
}
