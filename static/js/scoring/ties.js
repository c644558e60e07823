// Notes tied to points as one writes, as interviews/common/rules/tied_notes.py reads them: “these three?” #2, or a
// whole line with #2 in it.

// No lookbehind: browsers that are a few years old don't know it.
const TIE = /(?:“([^“”\n]+)”[ \t]*|"([^"\n]+)"[ \t]*)?(#+)(\d{1,2})(?![\p{L}\p{N}_#])/gu;
const STAMP = /^\s*\[\d+:\d\d\]\s*/;
const EDGES = /^[ \t，,、]+|[ \t，,、]+$/g;

/** Number of a point → the words that are tied to it. @param {string} notes @returns {Map<number, string[]>} */
export function tiedNotes(notes) {
  const tied = new Map();
  for (const line of notes.split(/\r\n|\r|\n/)) {
    const ties = [...line.matchAll(TIE)].filter(([, , , marks]) => marks === "#");
    const whole = withoutTies(line, ties);
    for (const [, curly, straight, , number] of ties) {
      const words = (curly ?? straight ?? whole).trim();
      const known = tied.get(Number(number)) ?? [];
      if (words && !known.includes(words)) tied.set(Number(number), [...known, words]);
    }
  }
  return tied;
}

// The line without its time and the numbers of points.
function withoutTies(line, ties) {
  let whole = line;
  for (const tie of [...ties].reverse()) {
    const end = tie.index + tie[0].length;
    whole = whole.slice(0, end - tie[3].length - tie[4].length) + whole.slice(end);
  }
  return whole.replace(STAMP, "").replace(EDGES, "");
}

/** The time that stands before a place in the notes, as [mm:ss], or "". @param {string} before @returns {string} */
export function timeBefore(before) {
  return before.match(/\[\d+:\d\d\](?![\s\S]*\[\d+:\d\d\])/)?.[0] ?? "";
}

/**
 * What a person selected in the notes, as a quotation with the time of its place; "" where nothing is selected.
 *
 * @param {HTMLTextAreaElement} field
 * @returns {string}
 */
export function quotation({ value, selectionStart, selectionEnd }) {
  const words = value.slice(selectionStart, selectionEnd).replace(/\[\d+:\d\d\]/g, " ").replace(/\s+/g, " ").trim();
  if (!words) return "";
  // A stamp at the very beginning of what is selected is its time.
  const time = timeBefore(value.slice(0, selectionStart) + (/^\s*\[\d+:\d\d\]/.exec(value.slice(selectionStart, selectionEnd))?.[0] ?? ""));
  return `${time ? `${time} ` : ""}“${words}”`;
}
