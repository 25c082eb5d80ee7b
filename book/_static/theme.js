{
  // Runs before the first paint, so that a dark page never flashes light. Storage may be blocked; then the system decides.
  let theme = null;
  // A page opened from a file must not touch its storage this early; see storageReady in browser_host.js.
  if (location.protocol !== "file:") {
    try { theme = localStorage.getItem("massage-neuropathy/theme"); } catch { /* as if nothing were stored */ }
  }
  const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}
