/*
 * What a page of the book does by itself: the color switch, the menu, tables. The rest is in massage_neuropathy/widgets/js.
 * Reading needs none of it: links, the menu (a popover of the browser) and folded answers work without scripts.
 */

const THEME = "massage-neuropathy/theme";
const root = document.documentElement;

// Sphinx's search would mark its words on every page, with a script more; its code asks for this switch.
window.SPHINX_HIGHLIGHT_ENABLED = false;

/** Light or dark: a choice is kept where storage allows; until then the system decides, also when it changes. */
function startThemeSwitch(button) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const show = (dark) => {
    root.dataset.theme = dark ? "dark" : "light";
    button.setAttribute("aria-pressed", String(dark));
  };
  const stored = () => {
    try { return localStorage.getItem(THEME); } catch { return null; }
  };
  button.addEventListener("click", () => {
    const dark = root.dataset.theme !== "dark";
    show(dark);
    try { localStorage.setItem(THEME, dark ? "dark" : "light"); } catch { /* it lasts until the page is left */ }
  });
  system.addEventListener("change", () => { if (!stored()) show(system.matches); });
  addEventListener("storage", (event) => { if (event.key === THEME && event.newValue) show(event.newValue === "dark"); });
  show(root.dataset.theme === "dark");
  button.hidden = false;
  if (location.protocol === "file:") {
    // What the early script may not read from a file's storage; see storageReady in browser_host.js.
    Promise.resolve(navigator.storage?.estimate()).catch(() => null).then(() => { if (stored()) show(stored() === "dark"); });
  }
}

/** The menu on narrow screens. The browser opens and closes it (button, Escape, tap beside it) and returns the focus. */
function startMenu(menu, button) {
  const behind = document.querySelectorAll("main, .mn-footer");
  menu.addEventListener("toggle", ({ newState }) => {
    const open = newState === "open";
    button.setAttribute("aria-expanded", String(open));
    for (const part of behind) part.inert = open;
    if (open) (menu.querySelector("[aria-current]") ?? menu.querySelector("a")).focus();
  });
  // A link to a section of this page leaves the page where it is, and the menu open.
  menu.addEventListener("click", (event) => {
    if (event.target.closest("a") && menu.matches(":popover-open")) menu.hidePopover();
  });
  button.setAttribute("aria-expanded", "false");
  // Turned sideways or made wider, the menu stands beside the text for good.
  matchMedia("(min-width: 62rem)").addEventListener("change", () => {
    if (menu.matches(":popover-open")) menu.hidePopover();
  });
}

/** A table that is wider than its place scrolls by itself. Then, and only then, it is a stop of the keyboard, with a name. */
function nameWideTables() {
  const watch = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    const wide = target.scrollWidth > target.clientWidth;
    if (wide === target.hasAttribute("role")) return;
    if (!wide) return ["tabindex", "role", "aria-label"].forEach((name) => target.removeAttribute(name));
    const over = target.closest("section")?.querySelector("h1, h2, h3, h4")?.firstChild.textContent.trim();
    target.tabIndex = 0;
    target.setAttribute("role", "region");
    target.setAttribute("aria-label", over ? `Wide table: ${over}` : "Wide table");
  }));
  for (const one of document.querySelectorAll(".pst-scrollable-table-container")) watch.observe(one);
}

startThemeSwitch(document.querySelector(".mn-theme"));
nameWideTables();
if ("popover" in HTMLElement.prototype) {
  startMenu(document.getElementById("contents"), document.querySelector(".mn-menu"));
}
