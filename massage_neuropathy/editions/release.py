"""When a version was published: both editions carry that day, and not the one on which they were made.

The version itself is in the package; CITATION.cff tells both, and a test holds them together.
"""

from datetime import UTC, datetime

from massage_neuropathy import __version__

_DAYS = {"0.5.0": "2026-11-20"}
"""A new version has to have its day, or no edition is made of it."""

RELEASED = datetime.fromisoformat(_DAYS[__version__]).replace(tzinfo=UTC)
