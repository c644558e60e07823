// The page changes around what a person looks at, and that stays where it is on the screen. Some browsers see to it
// themselves while one scrolls; none does at the top of a page, and Safari never.

let pointed = null;
addEventListener("pointerdown", ({ target }) => { pointed = target; }, true);
addEventListener("keydown", () => { pointed = null; }, true);

const isSeen = (element) => {
  if (!element?.isConnected || element === document.body) return false;
  const { top, bottom, height } = element.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < innerHeight;
};

/**
 * Change the page. What was clicked last, or else has the focus, does not move on the screen.
 *
 * @template T
 * @param {() => T} act
 * @returns {T} what it returns
 */
export function steady(act) {
  const held = [pointed, document.activeElement].find(isSeen);
  const before = held?.getBoundingClientRect().top;
  const outcome = act();
  const moved = held?.getClientRects().length ? held.getBoundingClientRect().top - before : 0;
  if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
  return outcome;
}
