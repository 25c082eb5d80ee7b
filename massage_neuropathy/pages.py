"""What stands in notebooks and book pages, with the line of everything, for the checks."""

import ast
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from massage_neuropathy.problems import Problem

MARKDOWN = MarkdownIt("commonmark").enable("table")
# Each guess, and what shows it again.
GUESSES = {"before_you_read": "your_guess", "predict": "your_prediction"}
WIDGETS = ("quiz", *GUESSES, *GUESSES.values())
TEXTS = ("lesson", "objective", "again_in")


@dataclass(frozen=True)
class Spot:
    """A place in a page: its file, line, and cell or kind of text."""

    file: str
    line: int
    field: str

    def problem(self, message: str, fix: str) -> Problem:
        """Say what is wrong here and what would be right."""
        return Problem(self.file, self.line, self.field, message, fix)


@dataclass(frozen=True)
class Call:
    """A call that shows questions: ``quiz("a", "b")``, ``quiz(lesson="01-nerves")``."""

    spot: Spot
    widget: str
    ids: tuple[str, ...]
    chosen_by: Mapping[str, str]
    again_in: str = ""


@dataclass(frozen=True)
class Passage:
    """A paragraph, an item of a list or a cell of a table, under its heading, without its citations."""

    spot: Spot
    heading: str
    text: str
    tabular: bool = False


@dataclass(frozen=True)
class Act:
    """Something to do between the passages of a notebook: a cell that shows questions, a figure or a tool."""

    spot: Spot
    name: str


@dataclass
class Page:
    """A notebook or a book page, taken apart."""

    path: Path
    readable: bool = True
    headings: list[tuple[Spot, int, str]] = field(default_factory=list)
    links: list[tuple[Spot, str, str]] = field(default_factory=list)
    # The lines of the first Markdown cell; then items of lists and rows of tables, with their heading.
    opening: list[tuple[Spot, str]] = field(default_factory=list)
    items: list[tuple[Spot, str]] = field(default_factory=list)
    rows: list[tuple[Spot, str, list[str]]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    # The branching cases that are shown.
    cases: list[tuple[Spot, str]] = field(default_factory=list)
    # What a reader meets, in order.
    flow: list[Passage | Act] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def is_lesson(name: str) -> bool:
    """Whether a notebook of this name is a lesson; those from number 20 on hold assessment and review."""
    return not re.match(r"[2-9]\d-", name)


def read_markdown(path: Path) -> Page:
    """Read a book page.

    Parameters
    ----------
    path : Path
        A Markdown file.

    Returns
    -------
    Page
        Its headings, its links, and the images that lack a description among its problems.
    """
    page = Page(path)
    _add_markdown(page, path.read_text(encoding="utf-8"), lambda line: Spot(str(path), line, "text"))
    return page


def read_notebook(path: Path) -> Page:
    """Read a notebook, its stored outputs included.

    Parameters
    ----------
    path : Path
        A notebook file, as JupyterLab and nbformat write it.

    Returns
    -------
    Page
        Its headings, its links, its calls that show questions, and what is wrong with its cells.
    """
    page = Page(path)
    source = path.read_text(encoding="utf-8")
    try:
        cells = json.loads(source)["cells"]
    except json.JSONDecodeError as error:
        page.readable = False
        spot = Spot(str(path), error.lineno, "file")
        page.problems.append(
            spot.problem(f"is not a notebook: {error.msg}", "restore it from the last version")
        )
        return page
    except (KeyError, TypeError):
        page.readable = False
        page.problems.append(
            Spot(str(path), 1, "file").problem("is not a notebook", "restore the last version")
        )
        return page
    lines = source.splitlines()
    start = 0
    for number, cell in enumerate(cells, 1):
        name = cell.get("id", str(number))
        start = _find(lines, f'"id": {json.dumps(name)}', start)
        first = _find(lines, '"source":', start)
        # One line of the cell is one line of the file, unless the file holds the source as one string.
        step = 1 if lines[first].rstrip().endswith("[") else 0

        def spot(line: int, first: int = first, step: int = step, name: str = name) -> Spot:
            return Spot(str(path), first + 1 + step * line, f"cell {name}")

        text = cell.get("source", "")
        text = text if isinstance(text, str) else "".join(text)
        if cell.get("cell_type") == "markdown":
            page.opening = page.opening or [(spot(i), line) for i, line in enumerate(text.splitlines(), 1)]
            _add_markdown(page, text, spot)
        elif cell.get("cell_type") == "code":
            _add_calls(page, text, spot)
            if shown := _shown_by(text):
                page.flow.append(Act(spot(1), shown))
            _check_outputs(page, cell, Spot(str(path), start + 1, f"cell {name}"))
    return page


def _find(lines: list[str], wanted: str, start: int) -> int:
    """Index of the first line from `start` on that holds `wanted`, or `start`."""
    return next((i for i in range(start, len(lines)) if wanted in lines[i]), start)


def _add_markdown(page: Page, text: str, spot: Callable[[int], Spot]) -> None:
    level, row = 0, None
    for token in MARKDOWN.parse(text):
        heading = page.headings[-1][2] if page.headings else ""
        if token.type == "list_item_open" and token.level == 1:
            page.items.append((spot(token.map[0] + 1), heading))
        elif token.type == "tr_open":
            row = []
            page.rows.append((spot(token.map[0] + 1), heading, row))
        elif token.type == "tr_close":
            row = None
        elif token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "fence" and token.info.startswith("{"):
            # A MyST directive: what it holds is text of the page as well.
            begin = token.map[0] + 1
            _add_markdown(page, token.content, lambda line, begin=begin: spot(begin + line))
        elif token.type == "html_block":
            _check_html_images(page, token.content, spot(token.map[0] + 1))
        elif token.type == "inline":
            line = token.map[0] + 1
            if level:
                page.headings.append((spot(line), level, token.content))
                level = 0
            elif words := _without_citations(token.children):
                page.flow.append(Passage(spot(line), heading, words, tabular=row is not None))
            if row is not None:
                row.append(token.content)
            _add_inline(page, token.children, line, spot)
    _check_directives(page, text, spot)


def _add_inline(page: Page, tokens: list[Any], line: int, spot: Callable[[int], Spot]) -> None:
    target, words = None, ""
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            line += 1
            words += " "
        elif token.type == "link_open":
            target, words = token.attrGet("href"), ""
        elif token.type == "link_close":
            page.links.append((spot(line), target, words))
        elif token.type == "image":
            if not token.content.strip():
                _ask_for_alt(page, spot(line), token.attrGet("src"))
        elif token.type == "html_inline":
            _check_html_images(page, token.content, spot(line))
        else:
            words += token.content


def _without_citations(tokens: list[Any]) -> str:
    """Return the words of a passage; the labels of citations are no part of what is read."""
    words, skipping = "", False
    for token in tokens:
        if token.type == "link_open":
            skipping = "references.md#" in (token.attrGet("href") or "")
        elif token.type == "link_close":
            skipping = False
        elif token.type in ("softbreak", "hardbreak"):
            words += " "
        elif not skipping:
            words += token.content
    return re.sub(r"\s*\((?:[,;\s]|and)*\)", "", words).strip()


def _shown_by(code: str) -> str:
    """Name the function whose result a cell shows; empty if it shows none."""
    try:
        last = ast.parse(code).body[-1:]
    except SyntaxError:
        return ""
    call = last[0].value if last and isinstance(last[0], ast.Expr) else None
    return getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""


def _ask_for_alt(page: Page, spot: Spot, source: str) -> None:
    page.problems.append(
        spot.problem(
            f"the image {source!r} has no alt text", "say in the square brackets what the image shows"
        )
    )


def _check_html_images(page: Page, html: str, spot: Spot) -> None:
    for image in re.findall(r"<img\b[^>]*>", html):
        if not re.search(r"\balt\s*=\s*(\"\s*[^\s\"]|'\s*[^\s'])", image):
            page.problems.append(
                spot.problem("an <img> has no alt text", 'say in alt="..." what the image shows')
            )


def _check_directives(page: Page, text: str, spot: Callable[[int], Spot]) -> None:
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if found := re.match(r"\s*(?:`{3,}|:{3,})\{(?:image|figure)\}\s*(\S*)", line):
            options = []
            for following in lines[number:]:
                if not re.match(r"\s*:[\w-]+:", following):
                    break
                options.append(following)
            if not any(re.match(r"\s*:alt:\s*\S", option) for option in options):
                page.problems.append(
                    spot(number).problem(
                        f"the image {found[1]!r} has no alt text", "say under it, after :alt:, what it shows"
                    )
                )


def _add_calls(page: Page, code: str, spot: Callable[[int], Spot]) -> None:
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        page.problems.append(
            spot(error.lineno or 1).problem(
                f"the code is not valid Python: {error.msg}", "put it right, and run it"
            )
        )
        return
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", None)
        if name == "case" and len(call.args) == 1 and isinstance(call.args[0], ast.Constant):
            page.cases.append((spot(call.lineno), str(call.args[0].value)))
        if name not in WIDGETS:
            continue
        words = {word.arg: word.value for word in call.keywords if word.arg in TEXTS}
        values = [*call.args, *words.values()]
        if not all(isinstance(value, ast.Constant) and isinstance(value.value, str) for value in values):
            page.problems.append(
                spot(call.lineno).problem(
                    f"{name} is given something other than plain text",
                    f'write the ids out, as {name}("why-toes-first"), so that they can be checked',
                )
            )
            continue
        ids = tuple(value.value for value in call.args)
        by = {word: value.value for word, value in words.items()}
        again_in = by.pop("again_in", "")
        page.calls.append(Call(spot(call.lineno), name, ids, by, again_in))


def _check_outputs(page: Page, cell: Mapping[str, Any], spot: Spot) -> None:
    for output in cell.get("outputs", []):
        if output.get("output_type") == "error":
            said = f"{output.get('ename')}: {output.get('evalue')}"
            page.problems.append(
                spot.problem(
                    f"the stored output is an error ({said})", "mend the cause, then run make outputs"
                )
            )
        data = output.get("data", {})
        plain = "".join(data.get("text/plain", "")).strip()
        # "<Figure size 640x480 with 1 Axes>" and its like describe an object, not a picture.
        if any(kind.startswith("image/") for kind in data) and (not plain or plain.startswith("<")):
            page.problems.append(
                spot.problem(
                    "a figure is stored without a description",
                    "let the figure function give one as text/plain, then run make outputs",
                )
            )
