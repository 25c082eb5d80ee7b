"""What the published book needs at build time, as a Sphinx extension.

`renderer` turns stored outputs into HTML, `explorers` has the states of figures that can be moved rendered,
`entries` fills the reference list and the glossary, `credits` the list of what others made,
`gathered` fills in what pages take from all lessons,
`study` writes what assessment and review take questions from, `sharing` says of each page what it is,
`page` puts the frame round every page, `assets` writes the one stylesheet and the one script, and `offline`
what keeps the book on a device.
"""

import hashlib
from pathlib import Path

from sphinx.application import Sphinx

from massage_neuropathy import frames
from massage_neuropathy.sphinx_ext import (
    assets,
    credits,
    entries,
    explorers,
    gathered,
    offline,
    page,
    renderer,
    sharing,
    study,
)
from massage_neuropathy.sphinx_ext.renderer import CourseRenderer

__all__ = ["CourseRenderer", "setup"]

_PACKAGE = Path(__file__).parents[1]


def setup(app: Sphinx) -> dict[str, object]:
    """Register everything with Sphinx."""
    renderer.setup(app)
    entries.setup(app)
    credits.setup(app)
    gathered.setup(app)
    page.setup(app)
    explorers.setup(app)
    study.setup(app)
    sharing.setup(app)
    assets.setup(app)
    offline.setup(app)
    return {"env_version": _fingerprint(), "parallel_read_safe": True, "parallel_write_safe": True}


def _fingerprint() -> int:
    """Return a number that changes with all that pages are made from, so that Sphinx reads each anew.

    These are the package, its content, and what draws the pictures of explorers, whose names pages hold.
    """
    digest = hashlib.sha256(frames.tools().encode())
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return int.from_bytes(digest.digest()[:6])
