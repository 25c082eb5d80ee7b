"""The content as it was read last, kept for those who build the book: reading it takes seconds.

What is kept belongs to exactly these files and this code; anything else is read anew. Learners never come
here: their course is read from its files.
"""

import hashlib
import pickle
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from massage_neuropathy.content import FOLDER, ContentError, Course, provide_course, read_content

_READ_WITH = ("pydantic", "pybtex", "ruamel.yaml")


def read_kept(content: Path, kept: Path) -> Course:
    """Return the content of a folder.

    Parameters
    ----------
    content
        The folder with the content.
    kept
        The folder, below ``_build``, in which it is kept from build to build.

    Raises
    ------
    ContentError
        With everything that is wrong with it.
    """
    path = kept / f"{_key(content)}.pickle"
    if path.exists():
        return pickle.loads(path.read_bytes())
    reading = read_content(content)
    if reading.problems:
        raise ContentError(reading.problems)
    kept.mkdir(parents=True, exist_ok=True)
    for old in (*kept.glob("*.pickle"), *kept.glob("*.part")):
        old.unlink(missing_ok=True)
    # Under another name first: a file that is there must never be there in part.
    part = path.with_suffix(".part")
    part.write_bytes(pickle.dumps(reading.course))
    part.replace(path)
    return reading.course


def provide_kept(kept: Path) -> None:
    """Have the course of this package taken from what is kept; what is wrong with it is told by who asks."""
    with suppress(ContentError):
        provide_course(read_kept(FOLDER, kept))


def _key(content: Path) -> str:
    """Return a name for the content and for what reads it."""
    package = Path(__file__).parent
    digest = hashlib.sha256(" ".join([sys.version, *map(version, _READ_WITH)]).encode())
    for folder, pattern in ((content, "**/*"), (package, "*.py")):
        for path in sorted(folder.glob(pattern)):
            if path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
