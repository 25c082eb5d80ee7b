"""Chance that can be repeated: the same seed gives the same order, in Python and on the page.

``widgets/js/chance.js`` does the same; `tests/chance_vectors.json` holds both to the same results.
"""

from collections.abc import Iterable


def fnv1a(data: bytes) -> int:
    """Return the 32-bit FNV-1a hash of some bytes."""
    found = 0x811C9DC5
    for byte in data:
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return found


def fmix32(number: int) -> int:
    """Spread a 32-bit number over all its bits, by the finalizer of MurmurHash3."""
    number = (number ^ number >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    number = (number ^ number >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return number ^ number >> 16


def mix(text: str) -> int:
    """Return a 32-bit number that looks drawn by chance, and is always the same for the same text."""
    return fmix32(fnv1a(text.encode()))


def in_random_order(names: Iterable[str], seed: str) -> list[str]:
    """Return names in an order that depends on them and the seed, and not on the order they come in."""
    return sorted(names, key=lambda name: (mix(f"{seed}|{name}"), name))
