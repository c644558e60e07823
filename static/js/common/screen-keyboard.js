// A phone's keyboard takes half of the screen, but of the page only what is seen: what stays at the foot of the page
// comes to lie over the line that is typed. The style sheets lay it down while the root has this class, and learn what height
// is covered.

const LEAST = 150; // CSS pixels: less is a bar of the browser's own

const view = window.visualViewport;

function look() {
  const hidden = innerHeight - view.height * view.scale;
  document.documentElement.classList.toggle("keyboard-up", hidden > LEAST);
  document.documentElement.style.setProperty("--keyboard", `${Math.max(0, hidden)}px`);
}

view?.addEventListener("resize", look);
