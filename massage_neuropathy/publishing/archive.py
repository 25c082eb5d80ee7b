"""The course as a zip, for a USB stick: it is unpacked and opened by a double click."""

import zipfile
from collections.abc import Collection, Mapping
from importlib.resources import files
from pathlib import Path

COURSE = "course"
START = "Start here.html"
# A zip has a date for every file, and its calendar begins in 1980. One date for all: same files, same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def course_files(book: Path, without: Collection[str] = ()) -> dict[str, bytes]:
    """Return what the zip holds, by path: the built book in a folder of its own, and a page to start from.

    Parameters
    ----------
    book : Path
        The built book.
    without : collection of str
        Files and folders at its top that only a site needs.
    """
    start = files("massage_neuropathy.publishing") / "start_here.html"
    pages = {
        f"{COURSE}/{path.relative_to(book).as_posix()}": path.read_bytes()
        for path in sorted(book.rglob("*"))
        if path.is_file() and path.relative_to(book).parts[0] not in without
    }
    return {START: start.read_bytes(), **pages}


def write_zip(target: Path, content: Mapping[str, bytes], folder: str) -> None:
    """Write files into a zip, all within one folder, so that unpacking it scatters nothing.

    Parameters
    ----------
    target : Path
        The zip; one that is there is replaced.
    content : mapping of str to bytes
        What the files hold, by their paths with forward slashes.
    folder : str
        The folder within the zip.
    """
    with zipfile.ZipFile(target, "w") as archive:
        for path, data in content.items():
            entry = zipfile.ZipInfo(f"{folder}/{path}", _DATE)
            entry.create_system = 3  # The same on every system.
            entry.external_attr = _READABLE
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
