"""Make what the course is given away as: ``massage-neuropathy dist``, after the book was built.

A zip for a USB stick, a print edition as PDF, an EPUB, and the folder of a site for a host, with files
compressed ahead. The pages and the EPUB are read by their validators, which need Java.
"""

import argparse
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from massage_neuropathy.chromium import BrowserMissing
from massage_neuropathy.editions import check_epub, write_epub, write_pdf
from massage_neuropathy.problems import NotChecked
from massage_neuropathy.publishing.archive import START, course_files, write_zip
from massage_neuropathy.publishing.compressed import compress_folder
from massage_neuropathy.publishing.downloads import FOLDER, Download, checksums, list_downloads
from massage_neuropathy.publishing.html_validator import validate
from massage_neuropathy.sphinx_ext import offline

NAME = "massage-and-neuropathy"
SUMS = "SHA256SUMS"
# Without this file, a branch of GitHub Pages leaves out every folder whose name begins with an underscore.
AS_IT_IS = ".nojekyll"
# Of use where the course has an address, and not on a stick.
ONLY_ON_A_SITE = {offline.FOLDER, offline.SIZES, offline.WORKER, "robots.txt", "sitemap.xml"}
_MB = 1_000_000
_SHOWN = 20


def main(argv: Sequence[str] | None = None) -> int:
    """Make everything and say how large it is; return 1 if that failed or a validator found an error."""
    parser = argparse.ArgumentParser(prog="massage-neuropathy dist", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--root", type=Path, default=Path(), metavar="DIR", help="the folder of the project (default: here)"
    )
    root = parser.parse_args(argv).root.resolve()
    book, target = root / "_build/html", root / "_build/dist"
    if not (book / "index.html").exists():
        parser.error(f"{book} has no book: run `make dist`, which builds it first")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    try:
        downloads = make_downloads(book, target)
    except BrowserMissing as reason:
        print(f"The PDF is printed with a browser. {reason}")
        return 1
    site = make_site(book, target / "site", downloads)
    print("Reading it with the validators", flush=True)
    errors = [
        *check("pages", lambda: validate(site, root)),
        *check("EPUB", lambda: check_epub(target / f"{NAME}.epub")),
    ]
    print(f"All is in {target}; upload the folder `site` to a host.")
    return 1 if errors else 0


def make_downloads(book: Path, target: Path) -> list[Download]:
    """Make the files that people take along, and their checksums.

    Parameters
    ----------
    book : Path
        The built book.
    target : Path
        An empty folder.

    Returns
    -------
    list of Download
        Them, in the order in which they are offered.
    """
    zipped, pdf, epub = (target / f"{NAME}.{suffix}" for suffix in ("zip", "pdf", "epub"))
    _told(zipped, lambda: write_zip(zipped, course_files(book, ONLY_ON_A_SITE), NAME))
    _told(pdf, lambda: write_pdf(book, pdf))
    _told(epub, lambda: write_epub(book, epub))
    (target / SUMS).write_text(checksums([zipped, pdf, epub]), encoding="utf-8", newline="\n")
    return [
        Download(zipped, f"The whole course for a computer or a USB stick (zip: unpack it, open {START})"),
        Download(pdf, "The whole course to print (PDF, with an answer key)"),
        Download(epub, "The whole course for an e-reader (EPUB, with an answer key)"),
    ]


def make_site(book: Path, site: Path, downloads: Sequence[Download]) -> Path:
    """Make the folder of the site: the book with the downloads, and files compressed ahead."""
    begin = time.perf_counter()
    shutil.copytree(book, site)
    (site / AS_IT_IS).touch()
    list_downloads(site, downloads)
    offline.write_file_list(site)
    sizes = compress_folder(site)
    (site / FOLDER).mkdir()
    for path in (*(each.path for each in downloads), downloads[0].path.parent / SUMS):
        shutil.copy(path, site / FOLDER)
    told = ", ".join(f"{sizes[kind] / _MB:.1f} MB as .{kind}" for kind in ("br", "gz"))
    print(
        f"{site.name}/: {sizes['raw'] / _MB:.1f} MB of text, {told} ({time.perf_counter() - begin:.0f} s)",
        flush=True,
    )
    return site


def check(what: str, validator: Callable[[], Iterable[object]]) -> list[object]:
    """Print what a validator finds, and return it; where it cannot run, say so and claim nothing."""
    try:
        errors = list(validator())
    except NotChecked as reason:
        print(f"{what}: NOT CHECKED. {reason}", flush=True)
        return []
    for error in errors[:_SHOWN]:
        print(error)
    print(f"{what}: {len(errors) or 'no'} error{'' if len(errors) == 1 else 's'}", flush=True)
    return errors


def _told(path: Path, make: Callable[[], None]) -> None:
    """Make a file, and say how large it is and how long that took."""
    begin = time.perf_counter()
    make()
    size, took = path.stat().st_size / _MB, time.perf_counter() - begin
    print(f"{path.name}: {size:.1f} MB ({took:.0f} s)", flush=True)
