"""Look for barriers with axe: on a whole page, or in a part of it."""

import json
from pathlib import Path

AXE = (Path(__file__).resolve().parents[1] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is found is handed over: everything that is well takes longer to send than to look at.
RUN = """async ([part, tags]) => {
    const options = { preload: false, resultTypes: ["violations"], runOnly: { type: "tag", values: tags } };
    const { passes, violations } = await axe.run(part ?? document, options);
    const found = violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 200))]);
    return { looked: passes.length > 0, found };
}"""


def barriers(page, part=None):
    """Return what axe finds on a page, or in a part of it: rules, each with the HTML that breaks it."""
    # The bar at the top may lie over half a button of a page scrolled to anywhere.
    page.evaluate("scrollTo(0, 0)")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    answer = page.evaluate(RUN, [part and part.element_handle(), STANDARD])
    assert answer["looked"], "axe looked at nothing"
    return answer["found"]


def assert_accessible(page):
    """Fail on anything that axe finds on a page."""
    found = barriers(page)
    assert found == [], json.dumps(found, indent=1)
