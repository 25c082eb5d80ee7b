"""What can be set in an explorer: its controls, and the grid of all their states."""

import inspect
import itertools
import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_type_hints

from massage_neuropathy.problems import did_you_mean

Value = float | str | bool
Kind = Literal["range", "choice", "switch"]

MOST_STATES = 400
"""States a grid may have: each is a picture to render and to keep."""


class ExplorerError(ValueError):
    """An explorer is declared in a way that cannot work; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class Control:
    """One thing to set.

    Parameters
    ----------
    name : str
        The parameter of the figure function.
    label : str
        What learners read.
    kind : "range", "choice" or "switch"
        A slider, a list to choose from, or a box to tick.
    values : tuple
        What the parameter can be, in order.
    texts : tuple of str
        Each value as learners read it, with its unit.
    start : int
        Which of them is shown first.
    """

    name: str
    label: str
    kind: Kind
    values: tuple[Value, ...]
    texts: tuple[str, ...]
    start: int


@dataclass(frozen=True)
class Declaration:
    """An explorer as it is written in a cell: a figure function, its name for learners, and a grid.

    Parameters
    ----------
    figure : str
        Where the function is, as ``module:name``.
    title : str
        What the explorer is called.
    controls : tuple of Control
        What can be set; the last one changes fastest in the order of the states.
    """

    figure: str
    title: str
    controls: tuple[Control, ...]

    def __len__(self) -> int:
        return math.prod(len(control.values) for control in self.controls)

    def states(self) -> Iterator[dict[str, Value]]:
        """Yield the arguments of the figure function for every state of the grid, in order."""
        names = [control.name for control in self.controls]
        for values in itertools.product(*(control.values for control in self.controls)):
            yield dict(zip(names, values, strict=True))

    @property
    def start(self) -> dict[str, Value]:
        """The arguments for the state that is shown first."""
        return {control.name: control.values[control.start] for control in self.controls}

    def ends(self) -> Iterator[dict[str, Value]]:
        """Yield the first state, and then, control by control, those with one control at its ends."""
        yield self.start
        for control in self.controls:
            for end in (0, len(control.values) - 1):
                if end != control.start:
                    yield self.start | {control.name: control.values[end]}

    def as_json(self) -> str:
        """Return it as text, from which `from_json` makes it again."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Declaration":
        """Make a declaration from its text."""
        data = json.loads(text)
        controls = tuple(
            Control(**one | {"values": tuple(one["values"]), "texts": tuple(one["texts"])})
            for one in data.pop("controls")
        )
        return cls(**data, controls=controls)


def declare(figure: Callable[..., Any], title: str, grid: Mapping[str, Any]) -> Declaration:
    """Return the declaration of an explorer.

    Parameters
    ----------
    figure
        A function whose parameters are annotated for learners: ``Annotated[int, "Myelin left", "%"]`` with a
        label and perhaps a unit, ``Annotated[str, "Skin", ["light", "dark"]]`` with what it can be. Its own
        defaults are the state that is shown first.
    title
        What the explorer is called.
    grid
        By parameter, what it can be, as for `ipywidgets.interact`: ``(low, high)`` or ``(low, high, step)``
        for a slider, a list or a dictionary (words to values) to choose from, True or False for a box. A
        list of three or more rising numbers is a slider too, with uneven steps. A parameter that is not here
        can be what its annotation says; where that says nothing, it keeps its default.

    Raises
    ------
    ExplorerError
        If a control is not a parameter, has no label, cannot be read or does not hold the value shown first,
        or if there are more than `MOST_STATES` states.
    """
    name = f"{figure.__module__}:{figure.__qualname__}"
    parameters = inspect.signature(figure).parameters
    hints = get_type_hints(figure, include_extras=True)
    for control in grid:
        if control not in parameters:
            known = did_you_mean(control, parameters, f"it has {', '.join(parameters)}")
            raise ExplorerError(f"{name} has no parameter {control!r}; {known}")
    declared = {key: grid.get(key, _own(hints.get(key))) for key in parameters}
    controls = tuple(
        _control(name, parameters[key], hints.get(key), values)
        for key, values in declared.items()
        if values is not None
    )
    if not controls:
        raise ExplorerError(
            f"{name}: nothing can be set; give at least one control, as in myelin=(0, 100, 10)"
        )
    declaration = Declaration(name, title, controls)
    if len(declaration) > MOST_STATES:
        sizes = " x ".join(f"{len(control.values)} ({control.name})" for control in controls)
        raise ExplorerError(
            f"{name}: {sizes} = {len(declaration)} states, and {MOST_STATES} are allowed, since each is a "
            "picture; take larger steps, fewer choices, or leave a control out"
        )
    return declaration


def _own(hint: object) -> object:
    """Return the list or dictionary in the annotation of a parameter; None if there is none."""
    return next((one for one in getattr(hint, "__metadata__", ()) if isinstance(one, list | dict)), None)


def _control(where: str, parameter: inspect.Parameter, hint: object, declared: object) -> Control:
    """Return one control from what is declared for it."""
    where = f"{where}, {parameter.name}"
    label, unit = _labels(where, hint)
    default = parameter.default
    match declared:
        case bool():
            kind, choices, default = "switch", {"off": False, "on": True}, declared
        case tuple():
            kind, choices = "range", {_text(value, unit): value for value in _steps(where, declared)}
        case dict():
            kind, choices = "choice", {str(text): value for text, value in declared.items()}
        case list():
            kind = "range" if _is_scale(declared) else "choice"
            choices = {_text(value, unit): value for value in declared}
        case _:
            raise ExplorerError(
                f"{where}: {declared!r} is no control; write (low, high, step), a list, a dictionary, "
                "True or False"
            )
    values = tuple(choices.values())
    if len(values) < 2:
        raise ExplorerError(f"{where}: there is nothing to choose between; give at least two values")
    if default not in values:
        raise ExplorerError(
            f"{where}: {default!r}, which is shown first, is not among the values; add it, or change the "
            "default"
        )
    return Control(parameter.name, label, kind, values, tuple(choices), values.index(default))


def _is_scale(values: list[Value]) -> bool:
    """Return whether a list holds a few rising numbers, with whatever steps."""
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
    return numbers and len(values) > 2 and values == sorted(values)


def _labels(where: str, hint: object) -> tuple[str, str]:
    """Return label and unit from ``Annotated[type, label, unit]``."""
    words = [word for word in getattr(hint, "__metadata__", ()) if isinstance(word, str)]
    if not words:
        raise ExplorerError(
            f'{where} has no label for learners; annotate it, as in Annotated[int, "Myelin left", "%"]'
        )
    return words[0], words[1] if len(words) > 1 else ""


def _steps(where: str, declared: tuple[float, ...]) -> list[float]:
    """Return the values of a slider, both ends included."""
    low, high, step = (*declared, 1)[:3] if len(declared) in (2, 3) else (0, 0, 0)
    if step <= 0 or high <= low:
        raise ExplorerError(f"{where}: {declared!r} is no range; write (low, high) or (low, high, step)")
    count = round((high - low) / step)
    if not math.isclose(low + count * step, high, abs_tol=step / 1e6):
        raise ExplorerError(f"{where}: steps of {step:g} from {low:g} miss {high:g}; choose a step that fits")
    # A tenth cannot be added up without a rest, and what is left of a rest below zero must not become a -0.
    return [
        low + i * step if isinstance(low + step, int) else round(low + i * step, 9) + 0.0
        for i in range(count + 1)
    ]


def _text(value: Value, unit: str) -> str:
    """Return a value as learners read it; the space does not break."""
    words = value if isinstance(value, str) else f"{value:g}".replace("-", "\N{MINUS SIGN}")
    return f"{words}\N{NO-BREAK SPACE}{unit}" if unit else words
