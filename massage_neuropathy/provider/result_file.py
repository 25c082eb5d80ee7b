"""The file that a learner hands in after a final: what was asked, what was answered, and what came of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import rfc8785
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from massage_neuropathy.events import Event
from massage_neuropathy.provider.reading import FileError, FileProblem, read_json, validated
from massage_neuropathy.shuffle import mix

FORMAT = "massage-neuropathy-result"

_SAVED = "save the result once more, and hand in the file as it is"
Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Taught(_Part):
    """The version of the course."""

    version: str = Field(min_length=1, max_length=40, description=_SAVED)
    bank: str = Field(pattern=r"^[0-9a-f]{12}$", description=_SAVED)


class GroupSum(_Part):
    """How many questions of a group there were, and the sum of their marks."""

    n: int = Field(ge=0, description=_SAVED)
    sum: float = Field(ge=0, description=_SAVED)


class Claimed(_Part):
    """What the page has shown to the learner."""

    total: float = Field(description=_SAVED)
    passed: bool | None = Field(description=_SAVED)
    bar: Literal["met", "open", "failed"] = Field(description=_SAVED)
    unsafe: list[Id] = Field(description=_SAVED)
    groups: dict[Id, GroupSum] = Field(description=_SAVED)


class Result(_Part):
    """A whole result file.

    ``seen`` says how many sittings had shown each question, by what the record held when this one began, and
    ``form`` which form of the twelve twins was wanted then: with the seed of the sitting, that makes the draw
    of its questions and of its second chances repeatable.
    """

    format: Literal["massage-neuropathy-result"] = Field(
        description="hand in the file saved with: Save the result for a provider"
    )
    version: Literal[1] = Field(description="read it with a newer version of this program")
    course: Taught = Field(description=_SAVED)
    name: str = Field(max_length=200, description=_SAVED)
    seen: dict[Id, Annotated[int, Field(ge=1)]] = Field(description=_SAVED)
    form: Literal["A", "B"] | None = Field(description=_SAVED)
    events: list[dict[str, Any]] = Field(min_length=1, max_length=20_000, description=_SAVED)
    result: Claimed = Field(description=_SAVED)
    checksum: str = Field(pattern=r"^[0-9a-f]{32}$", description=_SAVED)


@dataclass(frozen=True)
class ResultFile:
    """A result file that could be read, true or not.

    Parameters
    ----------
    result : Result
        What it says.
    events : tuple of Event
        Its events, in the order in which they stand there.
    whole : bool
        Whether its checksum fits.
    fingerprint : str
        SHA-256 of what it says, as 64 hexadecimal digits.
    """

    result: Result
    events: tuple[Event, ...]
    whole: bool
    fingerprint: str


def read_result(path: Path) -> ResultFile:
    """Read a result file.

    Raises
    ------
    FileError
        It is none, or is so badly damaged that nothing can be said about it.
    """
    data = read_json(path, "result file")
    found = data.get("format") if isinstance(data, Mapping) else None
    if found != FORMAT:
        what = f"it is a file of the kind {found!r}" if isinstance(found, str) else "it is something else"
        fix = "ask the learner for the file saved with: Save the result for a provider"
        raise FileError(FileProblem(str(path), "", f"is not a result file: {what}", fix))
    result = validated(Result, data, path)
    events = tuple(validated(Event, event, path) for event in result.events)
    bare = {name: value for name, value in data.items() if name != "checksum"}
    try:
        whole, fingerprint = checksum(bare) == result.checksum, _canonical(bare)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        # The page writes nothing that has no canonical form.
        whole, fingerprint = False, path.read_bytes()
    return ResultFile(result, events, whole, hashlib.sha256(fingerprint).hexdigest())


def checksum(data: Mapping[str, Any]) -> str:
    """Return the checksum of a result file without it: 32 hexadecimal digits.

    It finds damage and careless edits. It is no signature: whoever can compute it can write any.
    """
    text = _canonical(data).decode()
    return "".join(f"{mix(f'{part}|{text}'):08x}" for part in range(4))


def _canonical(data: Mapping[str, Any]) -> bytes:
    return rfc8785.dumps(dict(data))
