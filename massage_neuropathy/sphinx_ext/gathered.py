"""Pages that gather something from all lessons: the sheet "Say it", the instructor's guide."""

from pathlib import Path

from sphinx.application import Sphinx

from massage_neuropathy.content import load_course
from massage_neuropathy.gathered import fill_gathered, gathers
from massage_neuropathy.sphinx_ext.rebuilding import note_content, note_folder


def fill(app: Sphinx, docname: str, source: list[str]) -> None:
    """Replace the marker of a page, and have it read anew when a notebook or the content has changed."""
    if gathers(source[0]):
        note_content(app.env)
        notebooks = Path(app.srcdir) / "notebooks"
        note_folder(app.env, notebooks)
        source[0] = fill_gathered(source[0], load_course(), notebooks)


def setup(app: Sphinx) -> None:
    """Register the step."""
    app.connect("source-read", fill)
