// Runs before the first paint: the admin follows the theme chosen on the site.
(() => {
  const root = document.documentElement;
  const chosen = document.currentScript.dataset.theme;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    const theme = chosen === "auto" ? (dark.matches ? "dark" : "light") : chosen;
    // The admin's style sheets read the one, the site's the other.
    root.dataset.theme = root.dataset.bsTheme = theme;
  };
  dark.addEventListener("change", follow);
  follow();
})();
