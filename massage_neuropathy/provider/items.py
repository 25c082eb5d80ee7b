"""Report what the answers of a class say about the questions."""

import sys
from collections.abc import Sequence
from pathlib import Path

from massage_neuropathy.provider import arguments
from massage_neuropathy.provider.bank import load_bank
from massage_neuropathy.provider.class_file import gather, read_class_file
from massage_neuropathy.provider.item_report import Report, write_report
from massage_neuropathy.provider.reading import FileError, each_file

WRITTEN, INCOMPLETE, CANNOT = 0, 1, 2


def save(report: Report, folder: Path) -> list[Path]:
    """Write a report with its tables and figures into a folder; the same files give the same bytes.

    Returns
    -------
    list of Path
        What was written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"report.md": report.text}
    for name, table in (("items.csv", report.items), ("options.csv", report.options)):
        texts[name] = table.to_csv(index=False, float_format="%.4f", lineterminator="\n")
    texts |= {name: figure.svg + "\n" for name, figure in report.figures.items()}
    written = []
    for name, text in texts.items():
        written.append(folder / name)
        written[-1].write_text(text, encoding="utf-8", newline="\n")
    return written


def main(argv: Sequence[str]) -> int:
    """Run `massage-neuropathy items` with the arguments that follow it; return the exit status."""
    parser = arguments.parser(
        "items",
        "Report what the answers of a class say about the questions: unsafe choices first, then what the "
        "number of learners bears, with intervals. Learners hand in their files themselves, without names.",
        {
            WRITTEN: "the report is written",
            INCOMPLETE: "it is written, but at least one file could not be used",
            CANNOT: "nothing could be used or written",
        },
        ["class/*.json", "class/*.json --out report"],
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a class file (.json)")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write report.md, tables (.csv) and figures (.svg) there"
    )
    asked = parser.parse_args(argv)
    read, failed = [], False
    for path in each_file(asked.files):
        try:
            read.append((path.name, read_class_file(path)))
        except FileError as error:
            print(error, file=sys.stderr)
            failed = True
    bank = load_bank()
    handed = gather(read, bank)
    if not handed.files:
        for note in handed.notes:
            print(note, file=sys.stderr)
        print("There is nothing to report on: no file could be used.", file=sys.stderr)
        return CANNOT
    report = write_report(handed, bank)
    if asked.out is None:
        print(without_figures(report.text), end="")
        return INCOMPLETE if failed else WRITTEN
    try:
        for path in save(report, asked.out):
            print(path)
    except OSError as error:
        print(f"{asked.out}: cannot be written: {error.strerror}; choose another folder", file=sys.stderr)
        return CANNOT
    return INCOMPLETE if failed else WRITTEN


def without_figures(text: str) -> str:
    """Return a report for a place that shows no figures: their words stay."""
    lines = [line if not line.startswith("![") else line[2 : line.rindex("](")] for line in text.splitlines()]
    return "\n".join(lines) + "\n"
