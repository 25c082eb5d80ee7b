"""What all widgets are: HTML that stands by itself, brought to life in JupyterLab by a script."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from massage_neuropathy.widgets.bundle import bundle

HERE = Path(__file__).parent
COURSE_CSS = HERE / "course.css"
STUDY_CSS = HERE / "study.css"
TOOLS_CSS = tuple(HERE / f"{name}.css" for name in ("screener", "planner", "case", "papers"))


class HtmlWidget(anywidget.AnyWidget):
    """HTML, live in JupyterLab and plain everywhere else.

    Attributes
    ----------
    html : str
        What is shown. Synced.
    text : str
        What it is, in a line, for where no HTML reaches.
    """

    _esm = bundle("lesson_lab.js")
    _css = COURSE_CSS

    html = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: ANN401
        """Return the live view, and beside it the HTML and the text that are stored and published."""
        shown, metadata = super()._repr_mimebundle_(**kwargs)
        return shown | {"text/html": self.html, "text/plain": self.text}, metadata
