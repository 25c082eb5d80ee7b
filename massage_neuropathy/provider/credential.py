"""The digital certificate: an Open Badges 3.0 credential (https://www.imsglobal.org/spec/ob/v3p0/).

It is the provider's. The course is named as what was studied, never as who gives credit.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from massage_neuropathy.provider.configuration import Configuration
from massage_neuropathy.provider.signing import did_key, public_text, sign

CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
COURSE = "Massage and Neuropathy"


@dataclass(frozen=True)
class Award:
    """What is certified, as it was graded.

    Parameters
    ----------
    name : str
        The learner's name.
    issued : date
        The day of the certificate.
    passed : date
        The day on which the assessment was closed, by the clock of the learner's device, in UTC.
    score : str
        The sum of the marks, as "34.5"; see `massage_neuropathy.provider.grade.marks`.
    questions, needed : int
        How many questions there were, and what sum was needed.
    version, bank : str
        Version of the course, and hash of its questions.
    fingerprint : str
        Of the result file: two results never have the same.
    """

    name: str
    issued: date
    passed: date
    score: str
    questions: int
    needed: int
    version: str
    bank: str
    fingerprint: str


def identity(configuration: Configuration, award: Award) -> uuid.UUID:
    """Return what names this certificate and no other, always the same for the same one."""
    parts = [configuration.provider.name, configuration.certificate.title, award.name]
    parts += [award.issued.isoformat(), award.fingerprint]
    return uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(parts))


def number(identity: uuid.UUID) -> str:
    """Return a certificate's number as it is printed: ``3F2A-91BC-04D7``."""
    digits = identity.hex[:12].upper()
    return "-".join(digits[i : i + 4] for i in (0, 4, 8))


def hours_text(configuration: Configuration) -> str:
    """Return the provider's hours as digits: ``6`` or ``7.5``."""
    text = f"{configuration.certificate.hours:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def credential(configuration: Configuration, award: Award, key: Ed25519PrivateKey) -> dict[str, Any]:
    """Return a signed credential.

    Parameters
    ----------
    configuration : Configuration
        What the provider says.
    award : Award
        What is certified.
    key : Ed25519PrivateKey
        The provider's.

    Returns
    -------
    dict
        JSON with text, whole lists and true or false only, so that every reader brings it into the same
        canonical form.
    """
    provider, wording = configuration.provider, configuration.certificate
    own_id = provider.id or did_key(key.public_key())
    since = f"{award.issued.isoformat()}T00:00:00Z"
    document = {
        "@context": CONTEXTS,
        "id": identity(configuration, award).urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": wording.title,
        "description": wording.type,
        "issuer": _issuer(configuration, own_id),
        "validFrom": since,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": award.name,
                    "identityType": "name",
                }
            ],
            "activityEndDate": f"{award.passed.isoformat()}T00:00:00Z",
            **_achievement(configuration, award, own_id),
        },
    }
    if wording.valid_for_years:
        document["validUntil"] = f"{_years_later(award.issued, wording.valid_for_years)}T00:00:00Z"
    return sign(document, key, f"{own_id}#{public_text(key.public_key())}", since)


def as_json(document: Mapping[str, Any]) -> str:
    """Return a credential as the text of its file."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _issuer(configuration: Configuration, own_id: str) -> dict[str, Any]:
    provider = configuration.provider
    issuer: dict[str, Any] = {"id": own_id, "type": ["Profile"], "name": provider.name}
    if provider.website:
        issuer["url"] = provider.website
    if provider.email:
        issuer["email"] = provider.email
    if provider.number:
        issuer["otherIdentifier"] = [
            {
                "type": "IdentifierEntry",
                "identifier": provider.number,
                "identifierType": "ext:ProviderNumber",
            }
        ]
    return issuer


def _achievement(configuration: Configuration, award: Award, own_id: str) -> dict[str, Any]:
    wording = configuration.certificate
    parts = [own_id, wording.title, wording.type, hours_text(configuration), award.version]
    name = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(parts)).urn
    score = {"resultType": "RawScore", "valueMin": "0", "valueMax": str(award.questions)}
    bar = {"resultType": "Result", "allowedValue": ["not met", "met"], "requiredValue": "met"}
    results = {
        "score": ("Sum of marks", award.score, score | {"requiredValue": str(award.needed)}),
        "safety-bar": ("No unsafe choice left standing", "met", bar),
        "hours": ("Hours approved by the issuer", hours_text(configuration), {"resultType": "Result"}),
    }
    return {
        "achievement": {
            "id": name,
            "type": ["Achievement"],
            "achievementType": "CertificateOfCompletion",
            "name": wording.title,
            "description": (
                f"{wording.type}. Hours approved by the issuer: {hours_text(configuration)}. "
                f"{wording.approval or ''}".strip()
            ),
            "criteria": {"narrative": _criteria(configuration, award)},
            "inLanguage": "en",
            "resultDescription": [
                {"id": f"{name}#{short}", "type": ["ResultDescription"], "name": words, **kind}
                for short, (words, _, kind) in results.items()
            ],
        },
        "result": [
            {"type": ["Result"], "resultDescription": f"{name}#{short}", "value": value}
            for short, (_, value, _) in results.items()
        ],
    }


def _criteria(configuration: Configuration, award: Award) -> str:
    also = configuration.certificate.requirements
    own = f"Also required: {also.rstrip('. ')}. " if also else ""
    return (
        f"{own}Final self-assessment of the open course {COURSE}, version {award.version} (questions "
        f"{award.bank}): marks of {award.needed} or more in {award.questions} questions, no unsafe choice "
        "left standing in its safety questions after at most three second chances. It is open-book and was "
        "taken on the learner's own device; the issuer has graded its record. Hours, approval and credit are "
        "the issuer's; the course gives none."
    )


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # February 29
        return date(day.year + years, 3, 1)
