// Before the first paint, so that a chosen theme never flashes the other one. The same rule as src/theme/theme.ts:
// what the address says, else what was chosen, else what the system prefers.
(() => {
  const themes = new Set(["light", "dark"]);
  const asked = new URLSearchParams(location.search).get("theme");
  let chosen = null;
  try {
    chosen = localStorage.getItem("promptprof.theme");
  } catch {
    // A browser may forbid storage; then the system's preference holds.
  }
  const theme = [asked, chosen].find((word) => themes.has(word));
  if (theme) document.documentElement.dataset.theme = theme;
})();
