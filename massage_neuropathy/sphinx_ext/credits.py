"""What of others is shipped with the book, under which license: the page of credits.

The text of each license stands on the page, so that it goes wherever the book goes; the comments that
stylesheets and scripts carry are left out of what pages load.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

MARKER = "<!-- credits -->"

_BOOTSTRAP = "pydata_sphinx_theme/theme/pydata_sphinx_theme/static/styles/pydata-sphinx-theme.css"
_FONTS = "matplotlib/mpl-data/fonts/ttf"
_MIT = """\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction, including
without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the
following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO
EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR
THE USE OR OTHER DEALINGS IN THE SOFTWARE."""


@dataclass(frozen=True)
class Work:
    """A work of others that is shipped.

    Parameters
    ----------
    name, address : str
        What it is called, and where it is at home.
    where : str
        What of it stands where in the course.
    license : str
        Its license, by the name that SPDX gives it.
    package : str
        The package it is taken from, from which its version is known.
    text : callable
        Returns, from the folder of the project, the text of the license.
    """

    name: str
    address: str
    where: str
    license: str
    package: str
    text: Callable[[Path], str]


def _of(package: str, name: str = "LICENSE") -> Callable[[Path], str]:
    """Return the reader of the license that an installed package brings."""

    def read(root: Path) -> str:
        found = [path for path in distribution(package).files or () if path.name.startswith(name)]
        text = found[0].locate().read_text(encoding="utf-8")
        return text.split("\nLicenses for incorporated software\n")[0]

    return read


def _of_bootstrap(root: Path) -> str:
    styles = Path(distribution("pydata-sphinx-theme").locate_file(_BOOTSTRAP)).read_text(encoding="utf-8")
    (line,) = re.findall(r"^ \* (Copyright .* The Bootstrap Authors)$", styles, re.MULTILINE)
    return f"The MIT License\n\n{line}\n\n{_MIT}"


def _of_font(name: str) -> Callable[[Path], str]:
    return lambda root: Path(distribution("matplotlib").locate_file(f"{_FONTS}/LICENSE_{name}")).read_text(
        encoding="utf-8"
    )


WORKS = (
    Work(
        "Bootstrap",
        "https://getbootstrap.com/",
        "style rules in every page, as part of the PyData Sphinx Theme",
        "MIT",
        "pydata-sphinx-theme",
        _of_bootstrap,
    ),
    Work(
        "DejaVu fonts",
        "https://dejavu-fonts.github.io/",
        "the letters in figures, drawn as shapes, and in the PDF",
        "Bitstream-Vera",
        "matplotlib",
        _of_font("DEJAVU"),
    ),
    Work(
        "PyData Sphinx Theme",
        "https://pydata-sphinx-theme.readthedocs.io/",
        "style rules in every page",
        "BSD-3-Clause",
        "pydata-sphinx-theme",
        _of("pydata-sphinx-theme"),
    ),
    Work(
        "Sphinx",
        "https://www.sphinx-doc.org/",
        "the scripts of the search page, with a version of Martin Porter's stemmer, and the frame of pages",
        "BSD-2-Clause",
        "sphinx",
        _of("sphinx"),
    ),
    Work(
        "Sphinx Book Theme",
        "https://sphinx-book-theme.readthedocs.io/",
        "style rules in every page",
        "BSD-3-Clause",
        "sphinx-book-theme",
        _of("sphinx-book-theme"),
    ),
    Work(
        "Sphinx Design",
        "https://sphinx-design.readthedocs.io/",
        "style rules in every page",
        "MIT",
        "sphinx-design",
        _of("sphinx-design"),
    ),
    Work(
        "STIX fonts",
        "https://www.stixfonts.org/",
        "a few signs in the PDF",
        "STIX",
        "matplotlib",
        _of_font("STIX"),
    ),
    Work(
        "ts-fsrs",
        "https://github.com/open-spaced-repetition/ts-fsrs",
        "the script that reckons when a question comes back",
        "MIT",
        "node_modules/ts-fsrs",
        lambda root: (root / "node_modules/ts-fsrs/LICENSE").read_text(encoding="utf-8"),
    ),
)


def version(work: Work, root: Path) -> str:
    """Return the version that is shipped; of what is part of a package, that of the package."""
    if work.package.startswith("node_modules/"):
        return json.loads((root / work.package / "package.json").read_text(encoding="utf-8"))["version"]
    own = distribution(work.package).version
    same = work.package.replace("-", " ") == work.name.lower()
    return own if same else f"as in {work.package} {own}"


def fill_credits(text: str, root: Path) -> str:
    """Return the page with its table and the texts of the licenses in place of ``<!-- credits -->``."""
    if MARKER not in text:
        return text
    try:
        rows = [
            f"| [{work.name}]({work.address}) | {version(work, root)} | {work.license} | {work.where} |"
            for work in WORKS
        ]
        texts = [_folded(work, root) for work in WORKS]
    except (FileNotFoundError, PackageNotFoundError, IndexError) as error:
        raise ExtensionError(
            f"The license of something that is shipped is not to be found ({error}); run `make book`, or "
            "mend WORKS in massage_neuropathy/sphinx_ext/credits.py"
        ) from error
    table = "\n".join(["| Work | Version | License | What of it is here |", "|---|---|---|---|", *rows])
    return text.replace(MARKER, f"{table}\n\n## The licenses in full\n\n" + "\n\n".join(texts))


def _folded(work: Work, root: Path) -> str:
    """Return the text of a license, folded, as one block of HTML that no search finds."""
    blocks = re.split(r"\n\s*\n", work.text(root).strip())
    paragraphs = "".join(f"<p>{escape(' '.join(block.split()))}</p>" for block in blocks)
    return f"<details><summary>{escape(work.name)}: {work.license}</summary>{paragraphs}</details>"


def fill(app: Sphinx, docname: str, source: list[str]) -> None:
    """Replace the marker of the page, and have it read anew when another version is pinned."""
    if MARKER in source[0]:
        for pins in ("requirements.txt", "package-lock.json"):
            app.env.note_dependency(str(Path(app.srcdir) / pins))
    source[0] = fill_credits(source[0], Path(app.srcdir))


def setup(app: Sphinx) -> None:
    """Register the step."""
    app.connect("source-read", fill)
