"""What the published book needs at build time, as a Sphinx extension.

`renderer` turns stored outputs into HTML, `explorers` has the states of figures that can be moved rendered,
`entries` fills the reference list and the glossary, `credits` the list of what others made,
`gathered` fills in what pages take from all lessons,
`study` writes what assessment and review take questions from, `sharing` says of each page what it is,
`page` puts the frame round every page, `rebuilding` says which pages a change concerns, `assets` writes
the styles into each page and a script for each set of parts, and `offline` what keeps the book on a device.
"""

from pathlib import Path

from sphinx.application import Sphinx

from massage_neuropathy.kept_course import provide_kept
from massage_neuropathy.sphinx_ext import (
    assets,
    credits,
    entries,
    explorers,
    gathered,
    offline,
    page,
    rebuilding,
    renderer,
    sharing,
    study,
)
from massage_neuropathy.sphinx_ext.renderer import CourseRenderer

__all__ = ["CourseRenderer", "setup"]


def setup(app: Sphinx) -> dict[str, object]:
    """Register everything with Sphinx."""
    provide_kept(Path(app.srcdir) / "_build/content")
    renderer.setup(app)
    entries.setup(app)
    credits.setup(app)
    gathered.setup(app)
    page.setup(app)
    rebuilding.setup(app)
    explorers.setup(app)
    study.setup(app)
    sharing.setup(app)
    assets.setup(app)
    offline.setup(app)
    return {"env_version": rebuilding.fingerprint(), "parallel_read_safe": True, "parallel_write_safe": True}
