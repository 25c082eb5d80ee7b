"""The frame of a page: what the templates in ``book/_templates`` are given."""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from massage_neuropathy.sphinx_ext.parts import ANSWER_MARK

_LOGGER = logging.getLogger(__name__)


# What stands in for what can be made only when all pages are written: it depends on what each holds.
STYLE_MARK = "/* styles */"
SCRIPT_MARK = "page.js"
_STYLE = re.compile(r"(?<=<style>).*?(?=</style>)", re.DOTALL)
_ANSWERS = re.compile(r'(?<=<script class="mn-answers">).*?(?=</script>)', re.DOTALL)
_SCRIPT = re.compile(r'(?<=_static/)[\w-]+\.js(?:\?v=\w+)?(?="></script>)')


def source_hash(text: str) -> str:
    """Return how a policy names a script or a stylesheet inside the page: by its hash."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def content_security_policy(scripts: Iterable[str], style: str) -> str:
    """Return the policy of a page with these inside: nothing from elsewhere, and nothing else inside."""
    hashes = " ".join(map(source_hash, scripts))
    return (
        f"default-src 'self'; script-src 'self' {hashes}; style-src 'self' {source_hash(style)}; "
        "img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'"
    )


def finished(html: str, *, style: str, answers: str, script_name: str) -> str:
    """Return a page with its styles and its scripts in the places that were kept for them.

    Whatever stands there is replaced, so a page that an earlier build has finished may be finished again.

    Parameters
    ----------
    html
        The page.
    style, answers
        What comes inside the page; their hashes come into its policy.
    script_name
        The name of the script beside the page, in ``_static``, with its version: ``quiz.js?v=0123456789``.
    """
    for place, text in ((_STYLE, style), (_ANSWERS, answers)):
        if before := place.search(html):
            html = html[: before.start()] + text + html[before.end() :]
            html = html.replace(source_hash(before[0]), source_hash(text), 1)
    return _SCRIPT.sub(script_name, html, count=1)


def fill_context(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give the templates the policy, the early script, the logo and the contents."""
    static = Path(app.srcdir) / "book/_static"
    early_script = (static / "theme.js").read_text(encoding="utf-8").strip()
    context["logo"] = _inside((static / "logo.svg").read_text(encoding="utf-8"))
    context["early_script"] = early_script
    context["style_mark"] = STYLE_MARK
    context["page_script"] = SCRIPT_MARK
    answers = [ANSWER_MARK] if ANSWER_MARK in context.get("body", "") else []
    context["answers_early"] = bool(answers)
    context["content_security_policy"] = content_security_policy([early_script, *answers], STYLE_MARK)
    contents = context["toctree"](collapse=True, maxdepth=2, includehidden=True, titles_only=False)
    context["contents"] = _marked(contents)
    if doctree and any(doctree.findall(lambda node: isinstance(node, nodes.math | nodes.math_block))):
        _LOGGER.warning("%s has math, and the book has no renderer for it: write it in words", pagename)


def _inside(svg: str) -> str:
    """Return a drawing to stand in a page beside words that say the same: as a file it is a page more."""
    svg = re.sub(r"<title>.*?</title>", "", svg).replace("<svg ", '<svg aria-hidden="true" ', 1)
    return re.sub(r">\s+<", "><", svg).strip()


def _marked(contents: str) -> str:
    """Return the contents with the current page marked for screen readers, and captions as plain text."""
    contents = contents.replace('class="current reference internal"', 'aria-current="page"')
    return re.sub(r'<p [^>]*class="caption"[^>]*>', '<p class="caption">', contents)


def setup(app: Sphinx) -> None:
    """Register the step, after those of the theme."""
    app.connect("html-page-context", fill_context, priority=900)
