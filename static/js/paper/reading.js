// What people write down for a mark or a rating, read as interviews/paper/filled/words.py reads it.

const LONGEST = 40; // characters that are looked at

const fold = (text) => text.slice(0, LONGEST).normalize("NFKC").toLowerCase().replace(/[\s\uFE0F\p{Cf}\p{Cc}]/gu, "");

export class Reading {
  /**
   * @param {object} words
   * @param {Record<string, string>} words.marks what each word marks
   * @param {string[]} words.not_asked words for a question that was not asked
   * @param {string[]} ratings those the sheet's scale has
   */
  constructor({ marks, not_asked: notAsked }, ratings) {
    this.marks = new Map(Object.entries(marks));
    this.notAsked = new Set(notAsked);
    this.ratings = ratings;
  }

  /** @param {string} text @returns {string|null|undefined} null: nothing; undefined: it can't be read */
  mark(text) {
    const word = fold(text);
    return word ? this.marks.get(word) : null;
  }

  /** @param {string} text @returns {string|null|undefined} a rating or "not_asked"; null and undefined as for mark() */
  rating(text) {
    const word = fold(text.replaceAll("½", ".5"));
    if (!word) return null;
    if (this.notAsked.has(word)) return "not_asked";
    const number = word.replace(/分$/, "").replaceAll(",", ".").replaceAll("。", ".");
    if (!/\d/.test(number) || !/^\d{0,4}(\.\d{1,6})?$/.test(number)) return undefined;
    return this.ratings.find((rating) => Number(rating) === Number(number));
  }
}
