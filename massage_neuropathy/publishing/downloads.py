"""The page that lists what can be taken along; only the published site has the files, and so the list."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

PAGE = "book/downloads.html"
FOLDER = "downloads"
_PLACE = re.compile(r'<div id="downloads">.*?</div>', re.DOTALL)
_MB = 1_000_000


@dataclass(frozen=True)
class Download:
    """A file to take along.

    Parameters
    ----------
    path : Path
        The file.
    title : str
        What it is, in a few words.
    """

    path: Path
    title: str

    @property
    def size(self) -> str:
        """Its size as people read it."""
        return f"{self.path.stat().st_size / _MB:.1f} MB"


def list_downloads(site: Path, downloads: Iterable[Download]) -> None:
    """Put the list of downloads, with their sizes, on the page of a site that is meant for them.

    Raises
    ------
    ValueError
        If the page has no place for the list.
    """
    page = site / PAGE
    html = page.read_text(encoding="utf-8")
    items = "".join(map(_item, downloads))
    filled, places = _PLACE.subn(lambda _: f'<div id="downloads"><ul>{items}</ul></div>', html)
    if places != 1:
        raise ValueError(
            f'{PAGE}: {places} places for the downloads; leave one <div id="downloads"> on the page'
        )
    page.write_text(filled, encoding="utf-8", newline="\n")


def _item(download: Download) -> str:
    address = escape(f"../{FOLDER}/{download.path.name}")
    return f'<li><a href="{address}" download>{escape(download.title)}</a> ({download.size})</li>'


def checksums(paths: Iterable[Path]) -> str:
    """Return a line for each file as `sha256sum --check` reads it."""
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)
