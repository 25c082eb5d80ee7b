"""The reference list and the glossary, filled from the content, with anchors that links can find."""

from docutils import nodes
from sphinx.application import Sphinx

from massage_neuropathy.content import load_course
from massage_neuropathy.entries import anchors, fill_page

_METADATA = "massage_neuropathy_anchors"


def fill(app: Sphinx, docname: str, source: list[str]) -> None:
    """Replace the marker of a page by its entries."""
    course = load_course()
    if found := anchors(source[0], course):
        app.env.metadata[docname][_METADATA] = found
    source[0] = fill_page(source[0], course)


def announce(app: Sphinx, doctree: nodes.document) -> None:
    """Tell MyST, which knows headings only, the anchors of the entries."""
    metadata = app.env.metadata[app.env.docname]
    for name, words in metadata.pop(_METADATA, {}).items():
        metadata["myst_slugs"][name] = (0, name, words)


def setup(app: Sphinx) -> None:
    """Register both steps."""
    app.connect("source-read", fill)
    app.connect("doctree-read", announce)
