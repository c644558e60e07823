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
 * Hold what was clicked last, or else has the focus, in its place on the screen.
 *
 * @returns {() => void} to be called when the page has changed
 */
export function hold() {
  const held = [pointed, document.activeElement].find(isSeen);
  const before = held?.getBoundingClientRect().top;
  return () => {
    const moved = held?.getClientRects().length ? held.getBoundingClientRect().top - before : 0;
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
  };
}

/**
 * Change the page while what is looked at holds its place.
 *
 * @param {() => void} act
 */
export function steady(act) {
  const release = hold();
  act();
  release();
}
