"""Pages that tell on themselves: what they asked for, what their policy blocked, what ran that should not."""

from contextlib import contextmanager
from pathlib import Path

HOSTILE = [
    line
    for line in (Path(__file__).parent / "hostile/strings.txt").read_text(encoding="utf-8").splitlines()
    if line.strip()
]

WATCH = """
    window.violations = [];
    window.hits = 0;
    window.hit = () => { window.hits += 1; };
    document.addEventListener("securitypolicyviolation", (blocked) => window.violations.push(
        `${blocked.violatedDirective}: ${blocked.blockedURI} ${blocked.sample}`));
    window.print = () => {};
"""

# Works through a page as a restless reader would: opens every fold, answers, fills in every field, presses
# every button that stands there, and does it again with what has come of it.
DRIVE = """async ([text, rounds]) => {
    const main = document.querySelector("main");
    // The page must not be left, whatever is pressed.
    const stay = (event) => { if (!event.hashChange && event.cancelable) event.preventDefault(); };
    navigation.addEventListener("navigate", stay);
    const pause = () => new Promise((go) => setTimeout(go, 0));
    const pressed = new Set();
    const shown = (selector) =>
        [...main.querySelectorAll(selector)].filter((one) => !one.disabled && one.checkVisibility());
    const changed = (one) => {
        for (const kind of ["input", "change"]) one.dispatchEvent(new Event(kind, { bubbles: true }));
    };
    let fields = 0;
    for (let round = 0; round < rounds; round += 1) {
        for (const fold of main.querySelectorAll("details:not([open])")) fold.open = true;
        for (const one of shown("select")) { one.selectedIndex = one.options.length - 1; changed(one); }
        for (const one of shown("input[type=radio], input[type=checkbox]")) {
            const group = one.name || one.closest("fieldset") || one;
            if (!pressed.has(group)) { pressed.add(group); one.click(); }
        }
        for (const one of shown("input[type=text], input[type=search], input:not([type]), textarea")) {
            one.value = text; changed(one); fields += 1;
        }
        for (const one of shown("button").filter((one) => !pressed.has(one)).slice(0, 60)) {
            pressed.add(one);
            one.click();
            await pause();
        }
        await pause();
    }
    navigation.removeEventListener("navigate", stay);
    return fields;
}"""

STRANGERS = """() => [...document.querySelectorAll("*")].filter((one) =>
    one.matches("iframe, object, embed, base, math, animate, mglyph, foreignObject, [http-equiv=refresh], "
        + "main script:not(.mn-answers), main style, main form:not(.mn-search), main template, "
        + "[srcdoc], [formaction]")
    || [...one.attributes].some(({ name, value }) => name.startsWith("on")
        || /^\\s*(javascript|data:text)/i.test(value)
        || (["src", "href", "action"].includes(name) && /^\\s*(https?:)?\\/\\/canary/i.test(value)))
    ).map((one) => one.outerHTML.slice(0, 200))"""


class Watched:
    """A page with all that is wrong with it in `trouble`."""

    def __init__(self, context, home):
        self.context, self.home, self.trouble = context, home, []
        context.add_init_script(WATCH)
        context.on("request", self._request)
        context.on("dialog", self._dialog)
        context.on("weberror", lambda one: self.trouble.append(f"error: {one.error}"))
        context.on("console", self._console)
        self.page = context.new_page()

    def _request(self, request):
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.trouble.append(f"asked for {request.url}")

    def _dialog(self, dialog):
        self.trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.trouble.append(f"console: {message.text}")

    def go(self, name):
        """Open a page of the site, once its scripts have run."""
        self.page.goto(f"{self.home}/{name}", wait_until="load")

    def told(self):
        """Return what has gone wrong since the last time, and forget it."""
        found = self.trouble + self.page.evaluate("window.violations.splice(0)")
        if self.page.evaluate("window.hits"):
            found.append("something ran")
        self.trouble.clear()
        return found


@contextmanager
def watching(browser, home, **how):
    """Give a page that is watched; `home` is the only place it may ask for anything."""
    context = browser.new_context(**how)
    yield Watched(context, home)
    context.close()
