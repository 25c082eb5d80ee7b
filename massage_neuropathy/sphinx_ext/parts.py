"""Which parts a page has, told by marks in its HTML: its scripts and styles follow from them."""

import re

from massage_neuropathy.widgets.bundle import bundle, split

# What stands in for the script inside a page, which is known only when all pages are written.
ANSWER_MARK = "/* answers */"
# Behind the first quiz of a page, which it brings to life while the rest is still on its way.
ANSWER_SCRIPT = f'<script class="mn-answers">{ANSWER_MARK}</script>\n'

_MARK = re.compile(
    r'<div class="mn-(?:(?P<part>quiz|explorer|register|compare|record|continue|searching)"'
    r'|(?:study|tool)"[^>]* data-mn="(?P<kind>\w+)")'
)


def parts_of(html: str) -> tuple[str, ...]:
    """Return the names of the parts of a page, in alphabetical order: ``("explorer", "quiz")``."""
    return tuple(sorted({found["part"] or found["kind"] for found in _MARK.finditer(html)}))


def script_name(parts: tuple[str, ...]) -> str:
    """Return the name of the script that pages with these parts load."""
    return f"{'-'.join(parts) or 'book'}.js"


def scripts(parts: tuple[str, ...]) -> tuple[str, str]:
    """Return what pages with these parts run: a script inside them, if they have a quiz, and one beside."""
    entries = [f"{name}_page.js" for name in ("home", *parts)]
    return split("answer_page.js", *entries) if "quiz" in parts else ("", bundle(*entries))
