"""Print a provider's own certificate for a learner who has passed, on paper and as a signed file."""

import argparse
import getpass
import os
import sys
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from massage_neuropathy.provider import arguments
from massage_neuropathy.provider.bank import Bank, load_bank
from massage_neuropathy.provider.configuration import EXAMPLE, Configuration, read_configuration
from massage_neuropathy.provider.credential import Award, as_json, credential, identity, number
from massage_neuropathy.provider.grade import PASSED, Grade, grade, marks, report
from massage_neuropathy.provider.printed import unprintable, write_pdf
from massage_neuropathy.provider.reading import FileError, FileProblem, each_file
from massage_neuropathy.provider.result_file import read_result
from massage_neuropathy.provider.signing import (
    did_key,
    is_locked,
    new_key,
    open_to_others,
    public_text,
    read_key,
)

PASSPHRASE = "MASSAGE_NEUROPATHY_PASSPHRASE"
"""The environment variable in which a passphrase may stand, for those who issue many at once."""

WRITTEN, REFUSED, CANNOT = 0, 1, 2


def award_for(found: Grade, name: str, issued: date) -> Award:
    """Return what is certified of a passed grade.

    Parameters
    ----------
    found : Grade
        A grade with the status `PASSED`.
    name : str
        The learner's name; if empty, as the result file has it.
    issued : date
        The day of the certificate.

    Raises
    ------
    ValueError
        It is not passed.
    """
    if found.status != PASSED or not found.sitting or not found.result:
        raise ValueError("there is a certificate only for what was graded as passed")
    sitting, result = found.sitting, found.result
    over = sitting.closed or sitting.finished or sitting.begun
    return Award(
        name=unicodedata.normalize("NFC", " ".join((name or found.file.result.name).split())),
        issued=issued,
        passed=datetime.fromisoformat(over).date(),
        score=marks(result["total"]),
        questions=result["n"],
        needed=result["needed"],
        version=sitting.version,
        bank=sitting.bank,
        fingerprint=found.file.fingerprint,
    )


def write_certificate(
    folder: Path, configuration: Configuration, award: Award, key: Ed25519PrivateKey | None
) -> list[Path]:
    """Write the certificate as PDF and, with a key, as a signed Open Badge.

    Returns
    -------
    list of Path
        The files.

    Raises
    ------
    FileError
        It cannot be set or written.
    """
    unset = unprintable(award.name)
    if unset:
        fix = "give it with --name as it is spelled in Latin, Greek or Cyrillic letters"
        message = f"holds {' '.join(unset)}, which the letters of the certificate cannot show"
        raise FileError(FileProblem("the name", "", message, fix))
    stem = f"certificate-{number(identity(configuration, award)).replace('-', '').lower()}"
    paper, digital = folder / f"{stem}.pdf", folder / f"{stem}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if key is None:
            write_pdf(paper, configuration, award)
            return [paper]
        write_pdf(paper, configuration, award, digital.name, public_text(key.public_key()))
        digital.write_text(as_json(credential(configuration, award, key)), encoding="utf-8", newline="\n")
    except OSError as error:
        fix = "choose a folder in which you may write, with --out"
        raise FileError(FileProblem(str(folder), "", f"cannot be written: {error.strerror}", fix)) from None
    return [paper, digital]


def main(argv: Sequence[str]) -> int:
    """Run `massage-neuropathy certificate` with the arguments that follow it; return the exit status."""
    parser = _parser()
    asked = parser.parse_args(argv)
    if asked.example:
        print(EXAMPLE.read_text(encoding="utf-8"), end="")
        return WRITTEN
    try:
        if asked.new_key:
            _make_key(asked.new_key, asked.passphrase)
            return WRITTEN
        if not asked.files or not asked.config:
            parser.error("name a result file, and your configuration with --config")
        if asked.name and len(asked.files) > 1:
            parser.error("--name is for one file at a time")
        return _issue(asked)
    except FileError as error:
        print(error, file=sys.stderr)
        return CANNOT


def _parser() -> argparse.ArgumentParser:
    parser = arguments.parser(
        "certificate",
        "Print your own certificate for learners who have passed: as PDF, and as an Open Badges 3.0 "
        "credential signed with your key. Every file is graded first. Hours, approval and number are yours; "
        "the course states none and gives no credit.",
        {
            WRITTEN: "the certificates are written",
            REFUSED: "at least one result has not passed, or is not what it says",
            CANNOT: "something cannot be read or written",
        },
        [
            "--example > provider.toml",
            "--new-key provider-key.pem",
            "result.json --config provider.toml --out certificates",
            'result.json --config provider.toml --name "Full name" --date 2026-11-20',
        ],
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a result file (.json)")
    parser.add_argument("--config", type=Path, metavar="FILE", help="your configuration (.toml)")
    parser.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help="where to write (default: here)"
    )
    parser.add_argument("--name", default="", help="the learner's name, if not as in the result file")
    parser.add_argument(
        "--date",
        type=_day,
        metavar="YYYY-MM-DD",
        help="day of the certificate (default: today, in UTC); none before the day of the final",
    )
    parser.add_argument("--example", action="store_true", help="print a configuration to fill in, and stop")
    parser.add_argument("--new-key", type=Path, metavar="FILE", help="make a new private key, and stop")
    parser.add_argument(
        "--passphrase",
        action="store_true",
        help=f"with --new-key: lock it; the passphrase is asked for, or taken from {PASSPHRASE}",
    )
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        words = f"{text!r} is no day; write year-month-day, such as 2026-11-20"
        raise argparse.ArgumentTypeError(words) from None


def _issue(asked: argparse.Namespace) -> int:
    configuration, key_file = read_configuration(asked.config)
    key = _open_key(key_file) if key_file else None
    bank, status = load_bank(), WRITTEN
    for path in each_file(asked.files):
        try:
            status = max(status, _issue_one(path, asked, configuration, bank, key))
        except FileError as error:
            # The others still get theirs.
            print(error, file=sys.stderr)
            print(f"  No certificate was written for {path.name}.", file=sys.stderr)
            status = CANNOT
    return status


def _issue_one(
    path: Path,
    asked: argparse.Namespace,
    configuration: Configuration,
    bank: Bank,
    key: Ed25519PrivateKey | None,
) -> int:
    found = grade(read_result(path), bank)
    if found.status != PASSED:
        print(report(path.name, found, bank.course), file=sys.stderr)
        print("  No certificate was written.", file=sys.stderr)
        return REFUSED
    # Days are those of UTC, as in the credential: the same on the learner's side and here.
    today = datetime.now(UTC).date()
    award = award_for(found, asked.name, asked.date or today)
    if award.issued < award.passed:
        message = (
            f"the certificate would be dated {award.issued}, before the final was over on {award.passed} "
            "(UTC, by the clock of the learner's device)"
        )
        fix = "give that day or a later one with --date, or ask whether the learner's clock was right"
        raise FileError(FileProblem(path.name, "", message, fix))
    written = write_certificate(asked.out, configuration, award, key)
    print(f"{path.name}: {award.name}, passed with {award.score} of {award.questions}")
    for file in written:
        print(f"  {file}")
    if award.issued > today:
        print(f"  Note: it is dated {award.issued}, which is still to come; until then it is not valid yet")
    for note in found.notes:
        print(f"  Note: {note}")
    return WRITTEN


def _make_key(path: Path, locked: bool) -> None:
    passphrase = ""
    if locked:
        passphrase = os.environ.get(PASSPHRASE) or getpass.getpass("Passphrase: ")
        if not os.environ.get(PASSPHRASE) and passphrase != getpass.getpass("The same again: "):
            raise FileError(FileProblem("the passphrase", "", "was not the same twice", "try again"))
        if not passphrase:
            fix = "choose one, or leave out --passphrase"
            raise FileError(FileProblem("the passphrase", "", "is empty", fix))
    key = new_key(path, passphrase)
    word = public_text(key.public_key())
    print(f"Your private key is in {path}. Keep a copy in a safe place, and give it to nobody.")
    print("Publish your public key on your own website, so that others can compare it:")
    print(f"  {word}")
    print(f"  {did_key(key.public_key())}")


def _open_key(path: Path) -> Ed25519PrivateKey:
    passphrase = ""
    if is_locked(path):
        passphrase = os.environ.get(PASSPHRASE) or getpass.getpass(f"Passphrase of {path.name}: ")
    key = read_key(path, passphrase)
    if open_to_others(path):
        words = "others on this machine can read your private key; run: chmod 600"
        print(f"{path}: {words} {path}", file=sys.stderr)
    return key
