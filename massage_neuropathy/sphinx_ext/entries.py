"""The reference list and the glossary, filled from the content, with anchors that links can find."""

from docutils import nodes
from sphinx.application import Sphinx

from massage_neuropathy.content import load_course
from massage_neuropathy.entries import anchors, fill_page
from massage_neuropathy.sphinx_ext.rebuilding import note_content

_METADATA = "massage_neuropathy_anchors"


def fill(app: Sphinx, docname: str, source: list[str]) -> None:
    """Replace the marker of a page by its entries, and have it read anew when the content has changed."""
    course = load_course()
    filled = fill_page(source[0], course)
    if filled == source[0]:
        return
    note_content(app.env)
    if found := anchors(source[0], course):
        app.env.metadata[docname][_METADATA] = found
    source[0] = filled


def announce(app: Sphinx, doctree: nodes.document) -> None:
    """Tell MyST, which knows headings only, the anchors of the entries."""
    metadata = app.env.metadata[app.env.docname]
    for name, words in metadata.pop(_METADATA, {}).items():
        metadata["myst_slugs"][name] = (0, name, words)


def setup(app: Sphinx) -> None:
    """Register both steps."""
    app.connect("source-read", fill)
    app.connect("doctree-read", announce)
