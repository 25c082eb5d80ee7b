"""Draw the icons of the installed course from its drawing: `python -m tests.icons`.

They are kept in the project, since the book is built without a browser.
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

from massage_neuropathy.chromium import launch_chromium

ROOT = Path(__file__).resolve().parents[1]
DRAWING = ROOT / "book/_static/favicon.svg"
FOLDER = ROOT / "book/_static/icons"
PAPER = "#fdfaf5"
# Side in pixels, what of it the drawing fills, and what is behind. Systems cut maskable icons to shapes of
# their own, of which only a circle of 80 % is sure, and iOS fills what is transparent with black.
ICONS = {
    "192": (192, 1.0, "transparent"),
    "512": (512, 1.0, "transparent"),
    "maskable": (512, 0.76, PAPER),
    "apple-touch-icon": (180, 0.92, PAPER),
}


def main() -> None:
    """Write all icons."""
    FOLDER.mkdir(exist_ok=True)
    drawing = DRAWING.read_text(encoding="utf-8")
    with sync_playwright() as driver, launch_chromium(driver) as browser:
        for name, (side, fills, behind) in ICONS.items():
            page = browser.new_page(viewport={"width": side, "height": side})
            inner = round(side * fills)
            page.set_content(
                f"<style>body{{margin:0;background:{behind};display:grid;place-content:center;height:{side}px}}"
                f"svg{{width:{inner}px;height:{inner}px}}</style>{drawing}"
            )
            page.screenshot(path=FOLDER / f"{name}.png", omit_background=True)
            page.close()


if __name__ == "__main__":
    main()
