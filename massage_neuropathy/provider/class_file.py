"""The file that a learner hands in to a class: first answers, certainty and minutes, without a name."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from massage_neuropathy.provider.bank import Bank
from massage_neuropathy.provider.reading import FileError, FileProblem, read_json, validated

FORMAT = "massage-neuropathy-class"

FEWEST_ALIKE = 20
"""So many answers, each with its seconds, are the same for two learners only if one has copied the other."""

_SAVED = "ask for the file as it was saved with: Save my answers for a class"
Text = Annotated[str, StringConstraints(max_length=500)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Taught(_Part):
    """The version of the course."""

    version: str = Field(max_length=40, description=_SAVED)
    bank: str = Field(max_length=64, description=_SAVED)


class Answer(_Part):
    """One first answer; ``seconds`` since what came before it, or null after a pause."""

    question: Text = Field(min_length=1, description=_SAVED)
    hash: Text = Field(description=_SAVED)
    where: Literal["lesson", "before", "review", "practice", "start", "final"] = Field(description=_SAVED)
    options: list[Text] = Field(max_length=100, description=_SAVED)
    certainty: Literal["guessing", "fairly-sure", "very-sure"] | None = Field(description=_SAVED)
    seconds: float | None = Field(ge=0, description=_SAVED)


class ClassFile(_Part):
    """A whole class file."""

    format: Literal["massage-neuropathy-class"] = Field(
        description="hand in the file saved with: Save my answers for a class"
    )
    version: Literal[1] = Field(description="read it with a newer version of this program")
    course: Taught = Field(description=_SAVED)
    label: str = Field(pattern=r"^[0-9a-f]{8}$", description=_SAVED)
    answers: list[Answer] = Field(max_length=50_000, description=_SAVED)
    minutes: dict[Text, Annotated[float, Field(ge=0, le=100_000)]] = Field(description=_SAVED)


@dataclass(frozen=True)
class Handed:
    """What a class has handed in.

    Parameters
    ----------
    files : tuple of ClassFile
        One for each learner who counts.
    notes : tuple of str
        What was left out or counted once, and why.
    stale : mapping of str to int
        By question, answers that were left out because it is not here, or says something else here.
    """

    files: tuple[ClassFile, ...]
    notes: tuple[str, ...]
    stale: Counter[str] = field(default_factory=Counter)


def read_class_file(path: Path) -> ClassFile:
    """Read one class file.

    Raises
    ------
    FileError
        It is none, or is damaged.
    """
    data = read_json(path, "class file")
    found = data.get("format") if isinstance(data, dict) else None
    if found != FORMAT:
        what = f"it is a file of the kind {found!r}" if isinstance(found, str) else "it is something else"
        fix = "ask the learner for the file saved with: Save my answers for a class"
        raise FileError(FileProblem(str(path), "", f"is not a class file: {what}", fix))
    return validated(ClassFile, data, path)


def _alike(file: ClassFile, other: ClassFile) -> bool:
    """Tell whether two files are one learner's, saved under two labels."""
    return len(file.answers) >= FEWEST_ALIKE and file.answers == other.answers


def gather(files: Sequence[tuple[str, ClassFile]], bank: Bank) -> Handed:
    """Put files together: each learner once, and only what was asked in the words of this version.

    Parameters
    ----------
    files : sequence of (str, ClassFile)
        Each with its name.
    bank : Bank
        The questions of this version.
    """
    notes, kept = [], {}
    # The fullest of a learner's files counts; whatever the order in which they come, it is the same one.
    for name, file in sorted(files, key=lambda each: (-len(each[1].answers), each[1].label, each[0])):
        if file.label in kept:
            notes.append(f"{name}: the same label as {kept[file.label][0]}, counted once")
        elif twin := next((other for other, held in kept.values() if _alike(file, held)), None):
            notes.append(f"{name}: the same answers as {twin}, counted once")
        else:
            kept[file.label] = (name, file)
    whole, stale = [], Counter()
    for name, file in sorted(kept.values(), key=lambda each: each[1].label):
        known = [one for one in file.answers if bank.entries.get(one.question, {}).get("hash") == one.hash]
        if file.answers and not known:
            notes.append(
                f"{name}: left out; none of its answers is to a question of this version "
                f"(it has questions {file.course.bank}, here are {bank.hash})"
            )
            continue
        if file.course.bank != bank.hash:
            notes.append(
                f"{name}: from version {file.course.version} (questions {file.course.bank}); counted where "
                "its questions say the same here"
            )
        stale.update(one.question for one in file.answers if one not in known)
        whole.append(file.model_copy(update={"answers": known}))
    return Handed(tuple(whole), tuple(sorted(notes)), stale)
