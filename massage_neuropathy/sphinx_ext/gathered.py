"""Pages that gather something from all lessons: the sheet "Say it", the instructor's guide."""

from pathlib import Path

from sphinx.application import Sphinx

from massage_neuropathy.content import load_course
from massage_neuropathy.gathered import fill_gathered, gathers


def fill(app: Sphinx, docname: str, source: list[str]) -> None:
    """Replace the marker of a page, and have the page read anew whenever a notebook has changed."""
    if gathers(source[0]):
        notebooks = Path(app.srcdir) / "notebooks"
        for notebook in sorted(notebooks.glob("*.ipynb")):
            app.env.note_dependency(str(notebook))
        source[0] = fill_gathered(source[0], load_course(), notebooks)


def setup(app: Sphinx) -> None:
    """Register the step."""
    app.connect("source-read", fill)
