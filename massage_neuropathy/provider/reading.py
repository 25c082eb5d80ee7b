"""Read the files that people hand in or write, and say in plain words what is wrong with one."""

import codecs
import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

LARGEST = 20_000_000
"""Bytes that a file may have: a result takes some 40,000, and a class of thousands stays far below."""

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class FileProblem:
    """One thing that is wrong with a file.

    Parameters
    ----------
    file : str
        Name of the file.
    field : str
        Where in it, as ``certificate.hours``; empty if the file as a whole is meant.
    message : str
        What is wrong.
    fix : str
        What to do.
    """

    file: str
    field: str
    message: str
    fix: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.field}" if self.field else self.file
        return f"{place}: {self.message}; {self.fix}"


class FileError(Exception):
    """A file cannot be used; `problems` says why."""

    def __init__(self, *problems: FileProblem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def each_file(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files, and all that fit a pattern such as ``*.json``, which the shell of Windows leaves to us."""
    for path in paths:
        fitting = sorted(path.parent.glob(path.name)) if "*" in path.name and not path.exists() else []
        yield from fitting or [path]


def read_json(path: Path, what: str) -> Any:  # noqa: ANN401
    """Read a JSON file, exactly: no name twice in one object, no numbers that JSON does not know.

    Parameters
    ----------
    path : Path
        The file.
    what : str
        What it should be, as "result file", for the message.

    Raises
    ------
    FileError
        It cannot be read, or is no such file.
    """
    text = _read(path)
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        raise FileError(FileProblem(str(path), "", "is nested too deeply", f"choose a {what}")) from None
    except ValueError as error:
        fix = f"choose the {what} as it was saved, and do not open it in a word processor"
        message = f"is not a {what}, or is damaged: {_damage(text, error)}"
        raise FileError(FileProblem(str(path), "", message, fix)) from None


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file, with numbers exactly as they are written.

    Raises
    ------
    FileError
        It cannot be read, or is not TOML.
    """
    text = _read(path)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"line {line[1]} cannot be read" if line else "its last line cannot be read"
        fix = "look there and right above: one field a line, with an equals sign, and text in quotation marks"
        raise FileError(FileProblem(str(path), "", where, fix)) from None


def validated(model: type[Model], data: Any, file: Path) -> Model:  # noqa: ANN401
    """Return data as a model.

    Parameters
    ----------
    model : type of BaseModel
        What it should be. The description of a field says what belongs there.
    data : object
        What a file holds.
    file : Path
        The file, for the messages.

    Raises
    ------
    FileError
        With everything that is wrong.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise FileError(*(_plain(model, detail, str(file)) for detail in error.errors())) from None


def _read(path: Path) -> str:
    def refuse(message: str, fix: str) -> FileError:
        return FileError(FileProblem(str(path), "", message, fix))

    try:
        if path.stat().st_size > LARGEST:
            raise refuse("is far too large for such a file", "look whether it is the right one")
        content = path.read_bytes()
        # PowerShell of Windows redirects as UTF-16, with a mark at the beginning.
        utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return content.decode("utf-16" if utf_16 else "utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise refuse("is not there", "look at the name and the folder") from None
    except IsADirectoryError:
        raise refuse("is a folder", "name a file in it") from None
    except UnicodeDecodeError:
        raise refuse("is not a text file", "name the file as it was saved") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise refuse(f"cannot be read: {reason}", "look whether you may open it") from None


def _damage(text: str, error: ValueError) -> str:
    """Say what is wrong with a text that is not JSON, in words for people."""
    if not isinstance(error, json.JSONDecodeError):
        return str(error)  # Our own words.
    if not text.strip():
        return "it is empty"
    if not text.lstrip().startswith(("{", "[")):
        return "it holds something else"
    if error.msg.startswith("Unterminated") or error.pos >= len(text.rstrip()):
        return "it breaks off before its end"
    return f"line {error.lineno} is not as it was written"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Readers differ in which of two they take: a file that says two things is refused.
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} stands in it twice")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _plain(model: type[BaseModel], detail: Mapping[str, Any], file: str) -> FileProblem:
    steps, kind = tuple(detail["loc"]), detail["type"]
    owner, description = _about(model, steps)
    field = ".".join(str(step + 1) if isinstance(step, int) else step for step in steps)
    if kind == "missing":
        return FileProblem(file, field, "is missing", description)
    if kind == "extra_forbidden":
        known = list(owner.model_fields)
        close = difflib.get_close_matches(str(steps[-1]), known, n=1, cutoff=0.75)
        fix = f"did you mean {close[0]!r}?" if close else f"remove it; known here are {', '.join(known)}"
        return FileProblem(file, field, "is not known", fix)
    if kind == "value_error":
        return FileProblem(file, field, str(detail["ctx"]["error"]), description)
    given = detail["input"]
    shown = repr(str(given) if isinstance(given, Decimal) else given)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    return FileProblem(file, field, f"cannot be {shown}", description)


def _about(model: type[BaseModel], steps: tuple[str | int, ...]) -> tuple[type[BaseModel], str]:
    """Find the model that a field belongs to, and what its description asks for."""
    owner, description = model, "use a file of the right kind"
    inner: type[BaseModel] | None = model
    for step in steps:
        if isinstance(step, int) or inner is None:
            continue
        owner = inner
        field = owner.model_fields.get(step)
        if field is None:
            return owner, description
        description = field.description or description
        inner = _model_in(field.annotation)
    return owner, description


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if found := _model_in(part):
            return found
    return None
