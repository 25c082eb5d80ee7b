"""The frame of a page: what the templates in ``book/_templates`` are given."""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

_LOGGER = logging.getLogger(__name__)


# Stands in every page for the stylesheet, which can be cut to what pages use only when all are written.
STYLE_MARK = "/* stylesheet */"


def source_hash(text: str) -> str:
    """Return how a policy names a script or a stylesheet inside the page: by its hash."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def content_security_policy(script: str, style: str) -> str:
    """Return the policy of a page with these inside: nothing from elsewhere, and nothing else inside."""
    return (
        f"default-src 'self'; script-src 'self' {source_hash(script)}; "
        f"style-src 'self' {source_hash(style)}; "
        "img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'"
    )


def with_style(html: str, style: str) -> str:
    """Return a page with the stylesheet in the place that was kept for it, and its hash in the policy."""
    return html.replace(source_hash(STYLE_MARK), source_hash(style)).replace(STYLE_MARK, style)


def fill_context(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give the templates the policy, the early script and the contents."""
    early_script = (Path(app.srcdir) / "book/_static/theme.js").read_text(encoding="utf-8").strip()
    context["early_script"] = early_script
    context["style_mark"] = STYLE_MARK
    context["content_security_policy"] = content_security_policy(early_script, STYLE_MARK)
    contents = context["toctree"](collapse=True, maxdepth=2, includehidden=True, titles_only=False)
    context["contents"] = _marked(contents)
    if doctree and any(doctree.findall(lambda node: isinstance(node, nodes.math | nodes.math_block))):
        _LOGGER.warning("%s has math, and the book has no renderer for it: write it in words", pagename)


def _marked(contents: str) -> str:
    """Return the contents with the current page marked for screen readers, and captions as plain text."""
    contents = contents.replace('class="current reference internal"', 'aria-current="page"')
    return re.sub(r'<p [^>]*class="caption"[^>]*>', '<p class="caption">', contents)


def write_all(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Have every page written, not only those read anew: the contents on a page tell of all others."""
    return env.found_docs


def setup(app: Sphinx) -> None:
    """Register the steps, after those of the theme."""
    app.connect("env-updated", write_all)
    app.connect("html-page-context", fill_context, priority=900)
