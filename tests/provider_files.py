"""What a provider has, for the tests: a configuration, a key that is no secret, and something to certify."""

from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from massage_neuropathy.provider.configuration import Configuration
from massage_neuropathy.provider.credential import Award

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))

AWARD = Award(
    name="Žákyně Μαθήτρια Ученица",  # "learner" in three languages
    issued=date(2026, 11, 20),
    passed=date(2026, 11, 18),
    score="34.5",
    questions=40,
    needed=32,
    version="0.5.0",
    bank="0123456789ab",
    fingerprint="f" * 64,
)


def configuration(provider=(), certificate=()):
    """A configuration, with some fields of its parts set anew."""
    return Configuration.model_validate(
        {
            "provider": {
                "name": "Example School of Massage",
                "address": "1 Example Street\nExampletown",
                "email": "office@school.example",
                "website": "https://school.example",
                "number": "000000-00",
            }
            | dict(provider),
            "certificate": {
                "title": "Massage for Clients with Neuropathy",
                "type": "Certificate of completion, home study",
                "hours": "7.50",
                "approval": "Approved by the Example Board as a provider of continuing education.",
                "place": "Home study",
                "signatures": ["Instructor", "Program director"],
            }
            | dict(certificate),
            "signing": {"key": "provider-key.pem"},
        }
    )
