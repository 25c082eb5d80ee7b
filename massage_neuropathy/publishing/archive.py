"""The course as a zip, for a USB stick: it is unpacked and opened by a double click."""

from collections.abc import Collection, Mapping
from importlib.resources import files
from pathlib import Path
from zipfile import ZipFile

from massage_neuropathy.zipping import add_file

COURSE = "course"
START = "Start here.html"


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
    with ZipFile(target, "w") as archive:
        for path, data in content.items():
            add_file(archive, f"{folder}/{path}", data)
