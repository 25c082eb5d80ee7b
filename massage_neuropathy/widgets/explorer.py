"""Figures that can be moved.

In JupyterLab the controls are ipywidgets, and every change draws the figure anew. Stored in a notebook is the
state that is shown first, with the declaration of the others; the book renders those when it is built.
"""

import base64
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ipywidgets
import traitlets
from markupsafe import Markup

from massage_neuropathy.widgets.controls import Control, Declaration, ExplorerError, declare
from massage_neuropathy.widgets.html_widget import HtmlWidget
from massage_neuropathy.widgets.rendering import TEMPLATES

if TYPE_CHECKING:  # Drawing needs matplotlib, which those who only look into lessons do without.
    from massage_neuropathy.figures import Illustration

Draw = Callable[..., "Illustration"]


class Frame(HtmlWidget):
    """The part of an explorer that changes: the picture and its words.

    Attributes
    ----------
    state : dict
        What is shown now: ``source`` (the picture as an address), ``description`` and ``outcome``; and
        ``drawing``, a number that grows, so that the front end hears of a drawing equal to the last. Synced.
    """

    state = traitlets.Dict().tag(sync=True)


class Explorer(ipywidgets.VBox):
    """A figure with controls.

    Attributes
    ----------
    controls : dict of str to ipywidgets.Widget
        The controls, by parameter; set, observe or link their ``value`` like any other.
    frame : Frame
        The picture and its words.

    Parameters
    ----------
    draw
        The figure function.
    declaration
        What can be set.

    Raises
    ------
    ExplorerError
        If the figure tells no outcome.
    """

    def __init__(self, draw: Draw, declaration: Declaration) -> None:
        first = draw(**declaration.start)
        if not first.outcome:
            raise ExplorerError(
                f"{declaration.figure} tells no outcome; return Illustration(figure, description, outcome)"
            )
        self._draw, self._declaration, self._settled = draw, declaration, True
        self._stored = render(first, declaration)
        self.controls = {control.name: _widget(control) for control in declaration.controls}
        self.frame = Frame(html=render(first, declaration, live=True), text=declaration.title)
        for widget in self.controls.values():
            widget.observe(self._redraw, "value")
        again = ipywidgets.Button(description="Reset")
        again.on_click(lambda _: self.reset())
        super().__init__([self.frame, *self.controls.values(), again])
        self.add_class("mn-explorer-live")

    @property
    def values(self) -> dict[str, Any]:
        """What is set now, by parameter."""
        return {name: widget.value for name, widget in self.controls.items()}

    def reset(self) -> None:
        """Go back to the state that was shown first, with one drawing for all controls."""
        self._settled = False
        for name, value in self._declaration.start.items():
            self.controls[name].value = value
        self._settled = True
        self._redraw()

    def _redraw(self, _: object = None) -> None:
        if self._settled:
            drawn = self._draw(**self.values)
            self.frame.state = {
                "source": _address(drawn),
                "description": drawn.description,
                "outcome": drawn.outcome,
                "drawing": self.frame.state.get("drawing", 0) + 1,
            }

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the live view, and beside it what is stored and published."""
        bundle = super()._repr_mimebundle_(**kwargs)
        return bundle | {"text/html": self._stored, "text/plain": _in_words(self._draw, self._declaration)}


def explore(figure: Draw, title: str, **grid: Any) -> Explorer:  # noqa: ANN401
    """Show a figure with controls, as `ipywidgets.interact` does, in JupyterLab and in the book.

    Parameters
    ----------
    figure
        A function that returns an `Illustration` with an outcome; see `controls.declare` for its parameters.
    title
        What the explorer is called.
    grid
        By parameter, what it can be: ``(low, high, step)`` for a slider, a list or a dictionary to choose
        from, True or False for a box to tick.

    Raises
    ------
    ExplorerError
        If a control cannot be made, if there are too many states, or if the figure tells no outcome.
    """
    return Explorer(figure, declare(figure, title, grid))


def render(first: "Illustration", declaration: Declaration, *, live: bool = False) -> str:
    """Return an explorer in its first state as HTML; see ``templates/explorer.html``.

    What is stored holds the drawing itself, which no notebook viewer drops, and the declaration. The live
    view holds the picture as the script later exchanges it.
    """
    image = Markup('<img class="mn-figure" src="{}" alt="{}" width="{}" height="{}">')
    return TEMPLATES.get_template("explorer.html").render(
        title=declaration.title,
        declaration=None if live else declaration.as_json(),
        picture=image.format(_address(first), first.description, *first.size) if live else Markup(first.svg),
        outcome=first.outcome,
        description=first.description,
    )


def _address(drawn: "Illustration") -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.drawing.encode()).decode()}"


def _in_words(draw: Draw, declaration: Declaration) -> str:
    """Return the numbers behind the figure: what comes out first, and at both ends of each control."""
    lines = [f"{declaration.title}: {len(declaration)} states of {declaration.figure.partition(':')[2]}"]
    for state in declaration.ends():
        settings = ", ".join(
            f"{control.label}: {control.texts[control.values.index(state[control.name])]}"
            for control in declaration.controls
        )
        lines.append(f"{settings}. {draw(**state).outcome}")
    return "\n".join(lines)


def _widget(control: Control) -> ipywidgets.DOMWidget:
    """Return the ipywidget for a control. Ranges choose from texts, so that units stand with the numbers."""
    words = {"description": control.label, "style": {"description_width": "initial"}}
    value = control.values[control.start]
    if control.kind == "switch":
        return ipywidgets.Checkbox(value=value, indent=False, **words)
    options = list(zip(control.texts, control.values, strict=True))
    if control.kind == "range":
        return ipywidgets.SelectionSlider(options=options, value=value, **words)
    return ipywidgets.Dropdown(options=options, value=value, **words)
