"""Regions of the body that several figures hatch, on the outlines of a person, a hand and a foot.

From the front, the person's left has positive x; for the back or the right side, mirror a region.
"""

from matplotlib.path import Path

from massage_neuropathy.figures.outlines import PERSON_LEFT_HAND, box, loop, mirrored, place, smooth

LEFT_HAND = place(box(-52, 2, 52, 108), *PERSON_LEFT_HAND)
LEFT_ARM = loop([(8.6, 84), (9, 73), (9.5, 66), (10.5, 60), (12, 52), (12.2, 40), (24, 40), (24, 84)])
LEFT_LEG = loop([(0, 46), (9, 49), (12, 44), (12, -4), (0, -4)])
BOTH_LEGS = box(-12.2, -4, 12.2, 46)
LEFT_THIGH = smooth([(9.9, 46), (11, 42), (10.6, 35), (8.2, 31), (6.4, 36), (6.6, 42)])
LEFT_SHIN = smooth([(7.4, 23), (8.6, 18), (7, 10), (4.8, 11), (5, 17), (5.8, 22)])
LEFT_SHIN_AND_FOOT = smooth(
    [(7.9, 24), (8.6, 18), (7, 10), (8, 4), (7.4, -2), (3.4, -2), (3.2, 5), (4.3, 10), (5, 17), (5.8, 23)]
)
SEAT_FRONT = smooth([(0, 50), (3, 47), (5.4, 42), (4.4, 36.5), (0, 35), (-4.4, 36.5), (-5.4, 42), (-3, 47)])
SEAT_BACK = smooth(
    [(0, 53.5), (4.6, 52.6), (7, 48.5), (6.4, 43), (4.8, 37), (0, 35), (-4.8, 37), (-6.4, 43), (-7, 48.5),
     (-4.6, 52.6)]
)  # fmt: skip

RING_AND_LITTLE = loop([(4.2, 60), (5, 110), (60, 110), (50, 40), (24, 49), (14, 54), (8.5, 58)])
THUMB_TO_MIDDLE = loop([(-60, 28), (-20, 30), (-8, 44), (2.6, 58), (3.6, 110), (-60, 110)])
FINGERTIPS = loop([(-60, 40), (-60, 120), (60, 120), (60, 62), (30, 70), (6, 78), (-10, 74), (-30, 52)])
"""Fingers of `HAND`; `on_left_hand` puts them on the person."""

TOES = loop([(-60, 99), (60, 45), (60, 120), (-60, 120)])
"""The toes of `FOOT`."""


def on_left_hand(region: Path) -> Path:
    """Put a region of `HAND` on the left hand of the person."""
    return place(region, *PERSON_LEFT_HAND)


def both(region: Path) -> tuple[Path, Path]:
    """Give a region of one side of the person, and the same on the other side."""
    return region, mirrored(region)
