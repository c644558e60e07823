// Two texts made into a single text.

const MOST_CELLS = 400_000; // of the table that finds shared lines in the middle

/**
 * Every line of both texts, in the order of each, and what they share only once.
 *
 * @param {string} first
 * @param {string} second
 * @returns {string}
 */
export function join(first, second) {
  const [a, b] = [first.split("\n"), second.split("\n")];
  const least = Math.min(a.length, b.length);
  let start = 0;
  while (start < least && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < least - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [mine, theirs] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return [...a.slice(0, start), ...merge(mine, theirs), ...a.slice(a.length - end)].join("\n");
}

/**
 * As join(), but a text that holds the whole of the other stands for both.
 *
 * @param {string} first
 * @param {string} second
 * @returns {string}
 */
export function union(first, second) {
  if (first.includes(second)) return first;
  return second.includes(first) ? second : join(first, second);
}

function merge(a, b) {
  if (a.length * b.length > MOST_CELLS) return [...a, ...b];
  const shared = table(a, b);
  const merged = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) { merged.push(a[i]); i += 1; j += 1; }
    else if (shared[i + 1][j] >= shared[i][j + 1]) { merged.push(a[i]); i += 1; }
    else { merged.push(b[j]); j += 1; }
  }
  return [...merged, ...a.slice(i), ...b.slice(j)];
}

// At [i][j]: how many lines a and b share in order from these places on.
function table(a, b) {
  const shared = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      shared[i][j] = a[i] === b[j] ? shared[i + 1][j + 1] + 1 : Math.max(shared[i + 1][j], shared[i][j + 1]);
    }
  }
  return shared;
}
