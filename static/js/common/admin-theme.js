// Runs before the first paint: the admin follows the theme chosen on the site.
(() => {
  const chosen = document.currentScript.dataset.theme;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    document.documentElement.dataset.theme = chosen === "auto" ? (dark.matches ? "dark" : "light") : chosen;
  };
  dark.addEventListener("change", follow);
  follow();
})();
