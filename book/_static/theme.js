{
  // Runs before the first paint, so that a dark page never flashes light, and the home page keeps room for where whoever is
  // back left off. Storage may be blocked; then the system decides.
  const root = document.documentElement;
  let theme = null;
  // A page opened from a file must not touch its storage this early; see storageReady in browser_host.js.
  if (location.protocol !== "file:") {
    try {
      theme = localStorage.getItem("massage-neuropathy/theme");
      if (localStorage.getItem("massage-neuropathy/section")) root.dataset.back = "";
    } catch { /* as if nothing were stored */ }
  }
  const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "dark" : "light";
}
