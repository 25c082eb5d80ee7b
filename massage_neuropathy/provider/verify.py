"""Tell a true digital certificate from a changed one.

``widgets/js/credential.js`` holds the same rules for the page of the book; both are tested on the same files.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from massage_neuropathy.provider import arguments
from massage_neuropathy.provider.reading import FileError, each_file, read_json
from massage_neuropathy.provider.signing import ProofError, is_signed_by, public_key, public_text, the_proof

TRUE, FALSE, UNKNOWN = 0, 1, 2

HEADLINES = {
    "unchanged": "Unchanged since it was signed.",
    "changed": "Not true: it was changed after it was signed, or the signature is not of this key.",
    "other-key": "Not true: it is signed with another key than the one you gave.",
    "not-the-issuers": "Not true: the key it is signed with is not the one of the issuer it names.",
    "not-yet": "Not valid yet.",
    "expired": "Expired. It is unchanged since it was signed.",
    "uncheckable": "This cannot be checked.",
}
STATUS = {"unchanged": TRUE, "uncheckable": UNKNOWN}
"""Exit status by state; every other one is `FALSE`."""

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True)
class Verdict:
    """What a look at one file has shown.

    Parameters
    ----------
    state : str
        A key of `HEADLINES`.
    reason : str
        More about it, if there is more to say.
    facts : tuple of (str, str)
        What the certificate says, label and value. Only to be believed if the state is "unchanged".
    key : str
        The public key it is signed with, if it can be read.
    """

    state: str
    reason: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    key: str = ""


def verify(document: Any, now: datetime, expected: str = "") -> Verdict:  # noqa: ANN401
    """Judge one credential.

    Parameters
    ----------
    document : object
        What the file holds.
    now : datetime
        The present moment, with a time zone.
    expected : str
        The provider's public key, as the provider publishes it; empty if it is not known.
    """
    if not isinstance(document, Mapping):
        return Verdict("uncheckable", "It is no digital certificate.")
    facts = tuple(stated(document))
    try:
        proof = the_proof(document)
        method = str(proof.get("verificationMethod"))
        key = _key(method, expected)
        word = public_text(key)
        whole = is_signed_by(document, key)
    except ProofError as error:
        return Verdict("uncheckable", f"{str(error)[0].upper()}{str(error)[1:]}.", facts)
    except ValueError:
        return Verdict("uncheckable", "It does not hold the key it is signed with; give the key.", facts)
    if not whole:
        return Verdict("changed", "", facts, word)
    if expected and public_text(public_key(expected)) != word:
        return Verdict("other-key", "", facts, word)
    issuer = document.get("issuer")
    owner = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    # An issuer named by a key must have signed with it; another one owns what stands below its address.
    named_by_key = isinstance(owner, str) and owner.startswith("did:key:")
    if method.rpartition("#")[0] != owner or (named_by_key and owner != f"did:key:{word}"):
        return Verdict("not-the-issuers", "", facts, word)
    types = document.get("type")
    types = types if isinstance(types, list) else [types]
    if "OpenBadgeCredential" not in types and "AchievementCredential" not in types:
        return Verdict("uncheckable", "It is signed, but it is no certificate of this kind.", facts, word)
    times = {name: _time(document[name]) for name in ("validFrom", "validUntil") if name in document}
    if "expires" in proof:  # A signature may have an end of its own.
        times["expires"] = _time(proof["expires"])
    if "validFrom" not in times or None in times.values():
        return Verdict("uncheckable", "It does not say from when to when it is valid.", facts, word)
    if now < times["validFrom"]:
        return Verdict("not-yet", "", facts, word)
    if any(now > times[name] for name in ("validUntil", "expires") if name in times):
        return Verdict("expired", "", facts, word)
    return Verdict("unchanged", "", facts, word)


def stated(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a certificate says, as far as it can be read; whatever stands there, this does not fail."""
    subject, issuer = _part(document, "credentialSubject"), _part(document, "issuer")
    results = {
        str(one.get("resultDescription", "")).rsplit("#", 1)[-1]: one.get("value")
        for one in _parts(subject, "result")
    }
    most = {
        str(one.get("id", "")).rsplit("#", 1)[-1]: one.get("valueMax")
        for one in _parts(_part(subject, "achievement"), "resultDescription")
    }
    facts = {
        "Name": next((one.get("identityHash") for one in _parts(subject, "identifier")), None),
        "Title": _part(subject, "achievement").get("name"),
        "Type": document.get("description"),
        "Hours": results.get("hours"),
        "Sum of marks": _of_most(results.get("score"), most.get("score")),
        "Issuer": issuer.get("name"),
        "Issued": _day(document.get("validFrom")),
        "Valid until": _day(document.get("validUntil")),
    }
    return [(label, _clean(value)) for label, value in facts.items() if isinstance(value, str) and value]


def report(file: str, verdict: Verdict, expected: str = "") -> str:
    """Return a verdict in words, for the person who asked."""
    lines = [f"{file}: {HEADLINES[verdict.state]}"]
    if verdict.reason:
        lines.append(f"  {verdict.reason}")
    lines += [f"  {label}: {value}" for label, value in verdict.facts]
    if verdict.key:
        lines.append(f"  Key: {verdict.key}")
    if verdict.state == "unchanged":
        lines.append(
            "  This is the key that you gave."
            if expected
            else "  Whose key that is, nobody can tell from the file. Compare it with the one that the "
            "provider publishes, or give that one with --key."
        )
    elif verdict.facts:
        lines.append("  Do not rely on what it says.")
    return "\n".join(lines)


def main(argv: Sequence[str], now: datetime | None = None) -> int:
    """Run `massage-neuropathy verify` with the arguments that follow it; return the exit status."""
    parser = arguments.parser(
        "verify",
        "Tell a true digital certificate from a changed one.",
        {
            TRUE: "all are unchanged and valid",
            FALSE: "at least one is changed, signed with another key, expired, or not valid yet",
            UNKNOWN: "at least one cannot be checked, and none is known to be untrue",
        },
        ["certificate-3f2a91bc04d7.json", "certificate-3f2a91bc04d7.json --key z6Mk..."],
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a digital certificate (.json)")
    parser.add_argument(
        "--key",
        default="",
        help="the provider's public key, as the provider publishes it: it begins with z6Mk",
    )
    asked = parser.parse_args(argv)
    try:
        if asked.key:
            public_key(asked.key)
    except ValueError as error:
        parser.error(f"--key: {asked.key!r} {error}")
    found = set()
    for path in each_file(asked.files):
        try:
            verdict = verify(read_json(path, "digital certificate"), now or datetime.now(UTC), asked.key)
        except FileError as error:
            print(error, file=sys.stderr)
            found.add(UNKNOWN)
            continue
        print(report(path.name, verdict, asked.key))
        found.add(STATUS.get(verdict.state, FALSE))
    return FALSE if FALSE in found else max(found)


def _key(method: str, expected: str) -> Ed25519PublicKey:
    try:
        return public_key(method)
    except ValueError:
        return public_key(expected)


def _of_most(value: Any, most: Any) -> Any:  # noqa: ANN401
    # A sum says little without what could be reached.
    both = isinstance(value, str) and isinstance(most, str) and value and most
    return f"{value} of {most}" if both else value


def _part(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = document.get(name)
    return value if isinstance(value, Mapping) else {}


def _parts(document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = document.get(name)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _time(value: Any) -> datetime | None:  # noqa: ANN401
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and _TIME.fullmatch(value) else None
    except ValueError:
        return None


def _day(value: Any) -> str | None:  # noqa: ANN401
    return value[:10] if _time(value) else None


def _clean(text: str) -> str:
    # What could steer a terminal is no part of a name.
    return "".join(letter if letter.isprintable() else " " for letter in text)[:300]
