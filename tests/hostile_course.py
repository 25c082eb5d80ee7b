"""The course with hostile strings in every text that an author writes, and a book built from it.

``python -m tests.hostile_course FOLDER`` builds it; FOLDER has to hold the sources of the book.
"""

import ast
import hashlib
import json
import sys
import typing
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

from pydantic import BaseModel

from massage_neuropathy import content, sphinx_ext
from tests.watched import HOSTILE

MARK = "hostile text"
"""Stands before every hostile string, so that a test can see that it is shown."""

# What an author writes for people to read, by class; every other text of these is the name of something.
TEXTS = {
    "Adaptation": "say",
    "AnswerWords": "say means",
    "Area": "say",
    "Block": "say",
    "Cap": "say",
    "Case": "title client intake",
    "CatchAll": "question say dont_know",
    "Choice": "text rationale say why",
    "ChoiceQuestion": "teaches stem",
    "Claim": "claim finding say",
    "Clash": "say",
    "Client": "who says comment",
    "Condition": "name question why do",
    "DontKnow": "say",
    "Ending": "title text",
    "ErrorKind": "text",
    "Goal": "say answer strength",
    "Group": "title name",
    "Inquiry": "say found",
    "Item": "text rationale",
    "Lesson": "title",
    "MatchingQuestion": "teaches stem",
    "Mechanism": "name claimed measured whom say",
    "Miscount": "rationale",
    "Misplaced": "rationale",
    "Mistake": "rationale",
    "NumericQuestion": "teaches stem unit rationale",
    "Objective": "text",
    "Option": "text rationale",
    "OrderingQuestion": "teaches stem",
    "PartWords": "title own",
    "Planning": "",
    "Reference": "title container",
    "Reflection": "question answer",
    "Rise": "when",
    "Scene": "text decide",
    "Screening": "numb_area ceiling",
    "StateWords": "say",
    "Step": "text rationale",
    "Suggestion": "name say why strength",
    "SwellingWords": "question stops",
    "SymptomWords": "name say leave_out left_out",
    "Term": "term definition british",
    "Trap": "name why",
    "Trial": "who country massage compared_with blinding outcome result limit harms",
    "Wishes": "letter",
    "Words": "ceiling usual stops session_waits known nothing_left too_short rest swollen lifted was_waiting "
    "letter letter_minutes keep_off elsewhere not_screened only_ticked not_asked cut unpromised",
    "WrongChoice": "rationale",
}
# Names of records, and words with a meaning to the program: their form is checked when they are loaded.
_NAMES = (
    "id lesson objective references twin picture error next answer early before choice authors names "
    "key year volume number pages doi url group areas adaptations follow_up words waits_areas "
    "conflicts_with row reference page conditions start best needed goals cleared holds ticks levels "
    "area parts entries first any unless when part"
)
NAMES = set(_NAMES.split())


def hostile(text: str) -> str:
    """Return a text with a hostile string behind it, the same for the same text."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
    return f"{text} {MARK} {HOSTILE[number % len(HOSTILE)]}"


def unlisted(record: object) -> set[str]:
    """Return the fields with text of a record, and of all it holds, that no list here names."""
    found = set()
    for name, value in _fields(record):
        kind = type(record).__name__
        texts = [
            each for each in (value if isinstance(value, list | tuple) else [value]) if isinstance(each, str)
        ]
        if (
            texts
            and name
            and not _closed(record, name)
            and name not in TEXTS.get(kind, "").split()
            and name not in NAMES
        ):
            found.add(f"{kind}.{name}")
        found |= unlisted(value)
    return found


def worsened(record: object) -> object:
    """Return a record, or what it is held in, with every text made hostile."""
    if isinstance(record, Mapping):
        return {key: worsened(value) for key, value in record.items()}
    if isinstance(record, list | tuple):
        return type(record)(worsened(value) for value in record)
    texts = TEXTS.get(type(record).__name__, "").split()
    new = {
        name: hostile(value) if name in texts and isinstance(value, str) else worsened(value)
        for name, value in _fields(record)
    }
    if isinstance(record, BaseModel):
        return record.model_copy(update=new)
    return replace(record, **new) if new else record


def _fields(record: object) -> list[tuple[str, object]]:
    if isinstance(record, BaseModel):
        return [(name, getattr(record, name)) for name in type(record).model_fields]
    if is_dataclass(record):
        return [(each.name, getattr(record, each.name)) for each in fields(record) if each.init]
    held = record.values() if isinstance(record, Mapping) else record
    return [("", value) for value in held if not isinstance(value, str)] if isinstance(held, Iterable) else []


def _closed(record: object, name: str) -> bool:
    """Tell whether a field takes a few fixed words only."""
    if not isinstance(record, BaseModel):
        return False
    return "Literal" in str(typing.get_type_hints(type(record), include_extras=True).get(name))


def put_in_place() -> None:
    """Have everything that loads the course get the hostile one."""
    content.provide_course(worsened(content.load_course()))
    # The course that is kept from build to build is not hostile.
    sphinx_ext.provide_kept = lambda kept: None


def show_anew(notebook: dict) -> None:
    """Replace what the cells of a notebook have stored as HTML by what they show of the hostile course."""
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] != "code" or "explore(" in source:
            continue
        *before, last = ast.parse(source).body
        stored = [each["data"] for each in cell["outputs"] if "text/html" in each.get("data", {})]
        if not stored:
            exec(source, names)
        elif "image/svg+xml" not in str(cell["outputs"]):
            exec(compile(ast.Module(before, []), "cell", "exec"), names)
            shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            if hasattr(shown, "_repr_mimebundle_"):  # what draws figures shows itself
                stored[0]["text/html"] = shown._repr_mimebundle_()[0]["text/html"]


def main(folder: Path) -> int:
    """Build the book in a folder; return the exit status."""
    put_in_place()
    for path in sorted((folder / "notebooks").glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        show_anew(notebook)
        path.write_text(json.dumps(notebook), encoding="utf-8")
    from jupyter_book.cli.main import main as jupyter_book

    return jupyter_book(["build", str(folder), "-q"], standalone_mode=False) or 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
