// What is said to those who hear the page, each thing in turn: what comes at the same moment is said together.

const MOMENT = 120; // milliseconds

let waiting = [];

/** @param {string} text */
export function announce(text) {
  if (waiting.includes(text)) return;
  waiting.push(text);
  if (waiting.length > 1) return;
  const line = document.getElementById("announce");
  // Emptied first, so that the same words are heard a second time.
  line.textContent = "";
  setTimeout(() => {
    line.textContent = waiting.join("\n");
    waiting = [];
  }, MOMENT);
}
