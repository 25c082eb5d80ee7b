{
  // Runs before the first paint, so that a dark page never flashes light. Storage may be blocked; then the system decides.
  let theme = null;
  try { theme = localStorage.getItem("massage-neuropathy/theme"); } catch { /* as if nothing were stored */ }
  const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}
