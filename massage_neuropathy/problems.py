"""What is wrong, or could not be checked, said to the person who can put it right."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in one place.

    Parameters
    ----------
    file : str
        Path of the file.
    line : int
        Line in that file, counted from 1.
    field : str
        What stands there: the id of the record and its field, as ``why-toes-first.options.b.tag``,
        or the cell of a notebook, or the link of a page.
    message : str
        What is wrong.
    fix : str
        What would be right.
    """

    file: str
    line: int
    field: str
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.message}; {self.fix}"


class ContentError(Exception):
    """The content cannot be used; `problems` holds everything that is wrong with it.

    Parameters
    ----------
    problems : iterable of Problem
        All problems found in one reading.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        count = f"{len(self.problems)} problem{'s' if len(self.problems) != 1 else ''} in the content:"
        super().__init__("\n".join([count, *map(str, self.problems)]))


class NotChecked(Exception):
    """A check could not run; the message says what it needs and is not there. It is not a pass."""


def did_you_mean(wrong: str, known: Iterable[str], otherwise: str) -> str:
    """Say which known name was likely meant.

    Parameters
    ----------
    wrong : str
        The name as written.
    known : iterable of str
        The names that exist.
    otherwise : str
        What to say when none of them is close.

    Returns
    -------
    str
        ``did you mean 'x'?`` or `otherwise`.
    """
    close = difflib.get_close_matches(wrong, list(known), n=1, cutoff=0.75)
    return f"did you mean {close[0]!r}?" if close else otherwise
