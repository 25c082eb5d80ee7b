"""YAML files as typed records, with the line of every value, and errors that need no programmer."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML, MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from massage_neuropathy.problems import Problem, did_you_mean

Steps = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Entry:
    """One record as it stands in a file, right or wrong.

    Parameters
    ----------
    file : Path
        The file.
    name : str
        Its id, or "entry 3" if it has none.
    data : object
        What is written there: normally a dict; sequences are tuples.
    lines : mapping of steps to int
        Line of every value in `data`, by the steps that lead to it: ``("options", 1, "text")``.
    """

    file: Path
    name: str
    data: Any
    lines: Mapping[Steps, int]

    def problem(self, steps: Steps, message: str, fix: str) -> Problem:
        """Say what is wrong at `steps`; a value that is missing is reported where its record begins."""
        found = steps
        while found not in self.lines:
            found = found[:-1]
        return Problem(str(self.file), self.lines[found], self._field(steps), message, fix)

    def _field(self, steps: Steps) -> str:
        names, value = [self.name], self.data
        for step in steps:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                value = None
            if isinstance(step, int):
                own = value.get("id") if isinstance(value, dict) else None
                names.append(own if isinstance(own, str) else str(step + 1))
            else:
                names.append(step)
        return ".".join(names)

    def texts(self, name: str) -> list[tuple[Steps, str]]:
        """List the texts under the field `name`, a text or a list of texts, each with its steps."""
        value = self.data.get(name) if isinstance(self.data, dict) else None
        if isinstance(value, str):
            return [((name,), value)]
        if isinstance(value, tuple):
            return [((name, i), item) for i, item in enumerate(value) if isinstance(item, str)]
        return []

    def items(self, name: str) -> list[tuple[int, dict[str, Any]]]:
        """List the records under the field `name`, each with its place."""
        value = self.data.get(name) if isinstance(self.data, dict) else None
        return (
            [(i, item) for i, item in enumerate(value) if isinstance(item, dict)]
            if isinstance(value, tuple)
            else []
        )


def walk(value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, Any]]:  # noqa: ANN401
    """Yield every value inside a value, with the steps that lead to it."""
    yield steps, value
    if isinstance(value, tuple):
        value = dict(enumerate(value))
    for step, inner in value.items() if isinstance(value, dict) else ():
        yield from walk(inner, (*steps, step))


def read_entries(path: Path) -> tuple[list[Entry] | None, list[Problem]]:
    """Read a YAML file that holds a list of records.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    entries : list of Entry or None
        What is in it, or None if it cannot be read at all.
    problems : list of Problem
        What is wrong with the file as YAML.
    """
    reader = YAML(typ="safe", pure=True)
    root, problems = _compose(reader, path)
    if problems:
        return None, problems
    if root is None:
        return [], []
    if not isinstance(root, SequenceNode):
        fix = "begin every record with '- ' at the start of its line"
        return None, [Problem(str(path), root.start_mark.line + 1, "file", "does not hold a list", fix)]
    entries = []
    for number, node in enumerate(root.value, 1):
        entry, repeated = _entry(reader, node, path, f"entry {number}")
        entries.append(entry)
        problems += repeated
    return entries, problems


def read_entry(path: Path) -> tuple[Entry | None, list[Problem]]:
    """Read a YAML file that is one record.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    entry : Entry or None
        What is in it, or None if it cannot be read at all.
    problems : list of Problem
        What is wrong with the file as YAML.
    """
    reader = YAML(typ="safe", pure=True)
    root, problems = _compose(reader, path)
    if root is None:
        return None, problems
    return _entry(reader, root, path, "file")


def read_record(path: Path, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    """Read a YAML file that is one record of a certain class.

    Parameters
    ----------
    path : Path
        The file.
    model : type of pydantic.BaseModel
        The class.

    Returns
    -------
    record : BaseModel or None
        None if it cannot be used.
    problems : list of Problem
        What is wrong with it.
    """
    entry, problems = read_entry(path)
    if entry is None:
        return None, problems
    record, wrong = to_record(entry, model)
    return record, problems + wrong


def _compose(reader: YAML, path: Path) -> tuple[Node | None, list[Problem]]:
    """Read a file; give its outermost node, None if it holds nothing, or what keeps it from being read."""

    def unreadable(line: int, message: str, fix: str) -> tuple[None, list[Problem]]:
        return None, [Problem(str(path), line, "file", message, fix)]

    try:
        raw = path.read_bytes()
        source = raw.decode("utf-8")
    except FileNotFoundError:
        return unreadable(1, "is missing", "add it; with nothing to say yet, it holds []")
    except UnicodeDecodeError as error:
        return unreadable(raw[: error.start].count(b"\n") + 1, "is not UTF-8 text", "save it as UTF-8")
    try:
        return reader.compose(source), []
    except MarkedYAMLError as error:
        # The reader sees the end of the file where a person sees the quotation mark that was never closed.
        mark = error.problem_mark
        if "end of stream" in str(error.problem) and error.context_mark:
            mark = error.context_mark
        return unreadable(
            mark.line + 1 if mark else 1,
            f"is not valid YAML: {error.problem or error.context}",
            "look here and one line above: indent with spaces, give every list item and field its own line, "
            "and put text with ': ' or quotation marks under >-",
        )
    except ReaderError as error:
        line = source.count("\n", 0, error.position) + 1
        return unreadable(line, "holds a character that YAML does not allow", "remove it, or retype the line")


def _entry(reader: YAML, node: Node, path: Path, name: str) -> tuple[Entry, list[Problem]]:
    """Turn a node into an entry, called `name` if it has no id, and name what is given twice in it."""
    lines: dict[Steps, int] = {}
    repeated: list[tuple[Steps, int]] = []
    data = _plain(reader, node, (), lines, repeated)
    own = data.get("id") if isinstance(data, dict) else None
    entry = Entry(path, own if own and isinstance(own, str) else name, data, lines)
    problems = []
    for steps, line in repeated:
        first = entry.problem(steps, f"is given twice (first in line {lines[steps]})", "keep the right one")
        problems.append(Problem(first.file, line, first.field, first.message, first.fix))
    return entry, problems


def _plain(reader: YAML, node: Node, steps: Steps, lines: dict[Steps, int], repeated: list) -> Any:  # noqa: ANN401
    """Turn a YAML node into plain values, noting the line of each, and every repeated key."""
    lines.setdefault(steps, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        data = {}
        for key, value in node.value:
            name = str(key.value)
            inner = (*steps, name)
            if name in data:
                repeated.append((inner, key.start_mark.line + 1))
                continue
            lines[inner] = key.start_mark.line + 1
            data[name] = _plain(reader, value, inner, lines, repeated)
        return data
    if isinstance(node, SequenceNode):
        return tuple(_plain(reader, item, (*steps, i), lines, repeated) for i, item in enumerate(node.value))
    assert isinstance(node, ScalarNode)
    try:
        value = reader.constructor.construct_object(node)
    except ValueError:  # It looks like a date, but there is no such day.
        value = node.value
    return value.strip() if isinstance(value, str) else value


def to_record(entry: Entry, model: type[BaseModel]) -> tuple[BaseModel | None, list[Problem]]:
    """Check an entry against a record type.

    Parameters
    ----------
    entry : Entry
        What the file says.
    model : type of BaseModel
        What it should be. The description of a field says what belongs there.

    Returns
    -------
    record : BaseModel or None
        The record, if the entry has the right shape.
    problems : list of Problem
        What is wrong with its shape, in plain words.
    """
    try:
        return model.model_validate(entry.data), []
    except ValidationError as error:
        return None, [_in_plain_words(entry, model, detail) for detail in error.errors() if _is_so(detail)]


def _is_so(detail: Mapping[str, Any]) -> bool:
    """Pass over a list called too short only because an item in it, reported itself, did not count."""
    return detail["type"] != "too_short" or len(detail["input"]) < detail["ctx"]["min_length"]


# What YAML takes text for that has no quotation marks; True is also an int.
UNQUOTED = {bool: "true or false", int: "a whole number", float: "a number", datetime.date: "a date"}
SPOKEN = UNQUOTED | {str: "text", tuple: "a list", dict: "a group of fields"}


def _in_plain_words(entry: Entry, model: type[BaseModel], detail: Mapping[str, Any]) -> Problem:
    steps, kind, given = tuple(detail["loc"]), detail["type"], detail["input"]
    owner, description = _about(model, steps)
    if kind == "missing":
        return entry.problem(steps, "is missing", description)
    if kind == "extra_forbidden":
        fields = list(owner.model_fields)
        otherwise = f"remove it; the fields here are {', '.join(fields)}"
        return entry.problem(
            steps, "is not a field of this record", did_you_mean(str(steps[-1]), fields, otherwise)
        )
    if given is None:
        return entry.problem(steps, "is empty", description)
    if kind == "literal_error":
        choices = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        allowed = f"write one of {', '.join(choices)}"
        meant = did_you_mean(str(given), choices, "")
        return entry.problem(steps, f"{str(given)!r} is not one of the choices", f"{meant} {allowed}".strip())
    if kind in ("string_too_short", "too_short", "too_long"):
        if not given:
            return entry.problem(steps, "is empty", description)
        limit = detail["ctx"].get("min_length", detail["ctx"].get("max_length"))
        few_or_many = "few" if kind == "too_short" else "many"
        return entry.problem(
            steps, f"has too {few_or_many} entries: {len(given)}, limit {limit}", description
        )
    if kind == "string_pattern_mismatch":
        return entry.problem(steps, f"{given!r} does not have the right form", description)
    if kind in ("greater_than", "greater_than_equal", "less_than_equal"):
        return entry.problem(steps, f"{given!r} is out of range", description)
    found = next((words for type_, words in SPOKEN.items() if isinstance(given, type_)), "something else")
    wanted = {
        "string_type": "text",
        "bool_type": "true or false",
        "int_type": "a whole number",
        "float_type": "a number",
        "finite_number": "a number",
        "tuple_type": "a list",
        "model_type": "a group of fields",
        "model_attributes_type": "a group of fields",
    }.get(kind, detail["msg"])
    if wanted == "text" and isinstance(given, tuple(UNQUOTED)):
        return entry.problem(
            steps, f"should be text, but was read as {found}", "put quotation marks around it"
        )
    return entry.problem(steps, f"should be {wanted}, but is {found}", description or f"write {wanted}")


def _about(model: type[BaseModel], steps: Steps) -> tuple[type[BaseModel], str]:
    """Find the record type that holds the field at `steps`, and the description of the field."""
    owner, description = model, ""
    for i, step in enumerate(steps):
        if isinstance(step, int) or step not in owner.model_fields:
            continue
        field = owner.model_fields[step]
        description = field.description or ""
        if i + 1 < len(steps) and (inner := _record_type(field.annotation)):
            owner = inner
    return owner, description


def _record_type(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    return next(_record_types(annotation), None)


def _record_types(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    args: Sequence[Any] = getattr(annotation, "__args__", ())
    for argument in args:
        yield from _record_types(argument)
