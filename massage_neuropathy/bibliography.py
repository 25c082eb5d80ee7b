"""References: read from BibTeX, checked for what a reader needs to find them, and written out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pybtex.errors
from pybtex.backends.plaintext import Backend
from pybtex.database import Entry, Person
from pybtex.database.input.bibtex import Parser
from pybtex.richtext import Text
from pydantic import BaseModel, ConfigDict

from massage_neuropathy.problems import Problem, did_you_mean

FIELDS = (
    *("author", "editor", "title", "journal", "booktitle", "publisher", "howpublished", "organization"),
    *("institution", "school", "series", "edition", "volume", "number", "pages", "year", "doi", "url"),
    *("urldate", "pmid", "pmcid", "isbn", "address"),
)
CONTAINERS = ("journal", "booktitle", "publisher", "howpublished", "organization", "institution", "school")
UNDATED = "n.d."
BIBTEX = "BibTeX"
# The backend itself, since looking it up by name costs 20 ms each time.
PLAIN = Backend()


class Reference(BaseModel):
    """One cited work.

    `authors` are surnames or the name of an organization, as used in the text; `names` are the same
    with initials, as used in the reference list. `year` is text, since a page may be undated ("n.d.").
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    authors: tuple[str, ...]
    names: tuple[str, ...]
    more_authors: bool = False
    title: str
    container: str = ""
    year: str
    volume: str = ""
    number: str = ""
    pages: str = ""
    doi: str = ""
    url: str = ""

    @property
    def short(self) -> str:
        """The citation in running text: "Ginsberg 2020", "Smith and Jones 2019", "Smith et al. 2019".

        A page without a date is cited without one: "NHS Highland".
        """
        several = self.more_authors or len(self.authors) > 2
        who = f"{self.authors[0]} et al." if several else " and ".join(self.authors)
        return who if self.year == UNDATED else f"{who} {self.year}"

    @property
    def text(self) -> str:
        """The entry of the reference list as one line of plain text, without the link."""
        # Six names, then "et al.": the usual rule in the medical literature.
        shown = self.names[:6]
        more = self.more_authors or len(self.names) > 6
        parts = [", ".join(shown) + (", et al" if more else ""), self.title]
        if self.container and self.container not in self.names:
            parts.append(self.container)
        issue = self.volume + (f"({self.number})" if self.number else "")
        where = ":".join(filter(None, [issue, self.pages]))
        year = "No date" if self.year == UNDATED else self.year
        parts.append(";".join(filter(None, [year, where])))
        return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)

    @property
    def link(self) -> str | None:
        """Where to read it: the DOI as an address, else the address of the page, else None."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url or None


def read_bibliography(path: Path) -> tuple[dict[str, Reference], dict[str, int] | None, list[Problem]]:
    """Read a BibTeX file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    references : dict of str to Reference
        The complete entries by key, in file order.
    lines : dict of str to int or None
        The line of every entry by key, incomplete ones too; None if the file cannot be read as a whole,
        so that nobody trusts a list of keys with a hole in it.
    problems : list of Problem
        All that is wrong.
    """
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}, None, [Problem(str(path), 1, "file", "is missing", "add it; it may be empty")]
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return {}, None, [Problem(str(path), line, "file", "is not UTF-8 text", "save it as UTF-8")]
    with pybtex.errors.capture() as errors:
        database = Parser().parse_string(source)
    problems = [_bibtex_problem(path, source, error) for error in errors]
    starts = _starts(source)
    first_line = {key.lower(): line for key, line in reversed(starts)}
    torn = set()
    for problem in problems:
        if problem.field == BIBTEX:
            # A missing brace shows only at the next entry, so the one before is not to be judged either.
            torn.update([line for _, line in starts if line <= problem.line][-2:])
    references, lines = {}, {}
    for key, entry in database.entries.items():
        lines[key] = first_line.get(key.lower(), 1)
        if lines[key] in torn:
            continue
        wrong = [
            Problem(str(path), _field_line(source, lines[key], name), f"{key}.{name}", message, fix)
            for name, message, fix in _wrong(entry)
        ]
        problems += wrong
        if not wrong:
            references[key] = _reference(key, entry)
    return references, None if torn else lines, problems


def _bibtex_problem(path: Path, source: str, error: Exception) -> Problem:
    """Put what pybtex says into plain words."""
    text = str(error)
    if repeated := re.fullmatch(r"repeated bibliography entry: (.*)", text):
        first, *more = [line for key, line in _starts(source) if key.lower() == repeated[1].lower()]
        message = f"the key {repeated[1]!r} is used twice (first in line {first})"
        fix = "one work has one entry: remove one, or rename it if it is another work"
        return Problem(str(path), more[-1] if more else first, repeated[1], message, fix)
    if twice := re.fullmatch(r"entry with key (.*) has a duplicate (.*) field", text):
        key, name = twice.groups()
        line = _field_line(source, _start(source, key), name, last=True)
        return Problem(str(path), line, f"{key}.{name}", "is given twice", "keep the right one")
    line = getattr(error, "lineno", 1)
    if "end of file" in text:
        line = max((start for _, start in _starts(source)), default=line)
    fix = "look here and at the entry above for a missing brace, comma or quotation mark"
    what = re.sub(r" in line \d+", "", text)
    return Problem(str(path), line, BIBTEX, f"cannot be read here: {what}", fix)


def _starts(source: str) -> list[tuple[str, int]]:
    """Key and first line of every entry; pybtex does not keep the lines."""
    return [
        (found[1], source.count("\n", 0, found.start()) + 1)
        for found in re.finditer(r"^[ \t]*@\w+\s*[{(]\s*([^\s,]+)\s*,", source, re.MULTILINE)
    ]


def _start(source: str, wanted: str) -> int:
    return next((line for key, line in _starts(source) if key.lower() == wanted.lower()), 1)


def _field_line(source: str, start: int, name: str, last: bool = False) -> int:
    """Line of a field in the entry that starts in line `start`; that line itself if the field is absent."""
    found = start
    for number, text in enumerate(source.splitlines()[start - 1 :], start):
        if number > start and re.match(r"\s*@\w+\s*[{(]", text):
            break
        if re.search(rf"(^|[,{{\s]){re.escape(name)}\s*=", text, re.IGNORECASE):
            found = number
            if not last:
                break
    return found


def _wrong(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield field, what is wrong and what would be right, for one entry."""
    fields = {name.lower(): value.strip() for name, value in entry.fields.items()}
    people = _people(entry)
    for name in fields:
        if name == "note":
            yield name, "is not printed", "remove it; where a work was checked is not part of the course"
        elif name not in FIELDS:
            yield name, "is not a field the course uses", did_you_mean(name, FIELDS, "remove it")
    if not people and not _organization(fields):
        yield (
            "author",
            "is missing",
            "write author = {Surname, Given} or, for an organization, author = {{Its Name}}",
        )
    for person in people:
        if not _is_organization(person) and not (person.first_names or str(person) == "others"):
            yield (
                "author",
                f"{str(person)!r} is neither a person nor an organization",
                "write a person as Surname, Given and an organization in double braces: {{Its Name}}",
            )
    if not fields.get("title"):
        yield "title", "is missing", "write title = {...} as the work itself has it"
    year = fields.get("year", "")
    if not year:
        yield (
            "year",
            "is missing",
            f"write year = {{2020}}, or year = {{{UNDATED}}} for a page without a date",
        )
    elif year != UNDATED and not re.fullmatch(r"\d{4}", year):
        yield "year", f"{year!r} is not a year", f"write four digits, or {UNDATED} for a page without a date"
    if not any(fields.get(name) for name in (*CONTAINERS, "doi", "url")):
        yield "journal", "nobody could find this work", "add a journal, a publisher, a doi or a url"
    if (doi := fields.get("doi")) and not re.fullmatch(r"10\.\d{4,9}/\S+", doi):
        yield "doi", f"{doi!r} is not a DOI", "write it from 10. on, as 10.1002/mus.880140902"
    if (url := fields.get("url")) and not re.fullmatch(r"https?://\S+", url):
        yield "url", f"{url!r} is not an address", "write it in full, from https:// on"


def _people(entry: Entry) -> list[Person]:
    return entry.persons.get("author") or entry.persons.get("editor") or []


def _organization(fields: dict[str, str]) -> str:
    return fields.get("organization") or fields.get("institution") or ""


def _is_organization(person: Person) -> bool:
    return str(person).startswith("{") and str(person).endswith("}")


def _plain(latex: str) -> str:
    return " ".join(Text.from_latex(latex).render(PLAIN).split())


def _reference(key: str, entry: Entry) -> Reference:
    fields = {name.lower(): _plain(value) for name, value in entry.fields.items()}
    # Addresses are not LaTeX: an underscore or a tilde in them stands for itself.
    fields |= {
        name: entry.fields[name].strip().replace("\\", "") for name in ("doi", "url") if name in fields
    }
    people = [person for person in _people(entry) if str(person) != "others"]
    surnames = [_plain(" ".join(person.prelast_names + person.last_names)) for person in people]
    initials = [
        "".join(
            part[0] for given in person.first_names + person.middle_names for part in _plain(given).split("-")
        )
        for person in people
    ]
    names = [f"{last} {first}".strip() for last, first in zip(surnames, initials, strict=True)]
    organization = _organization(fields)
    return Reference(
        key=key,
        authors=tuple(surnames) or (organization,),
        names=tuple(names) or (organization,),
        more_authors=len(people) < len(_people(entry)),
        title=fields["title"],
        container=next((fields[name] for name in CONTAINERS if fields.get(name)), ""),
        **{name: fields.get(name, "") for name in ("year", "volume", "number", "pages", "doi", "url")},
    )
