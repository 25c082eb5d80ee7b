"""The figures of the course, one function a figure; each returns an `Illustration`."""

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.nerves import (
    fiber_speeds,
    impulse_on_fiber,
    nerve_to_toe,
    six_body_maps,
    toes_first,
)
from massage_neuropathy.figures.start import feedback_fails, five_answers, look_touch_look

__all__ = [
    "Illustration",
    "feedback_fails",
    "fiber_speeds",
    "five_answers",
    "impulse_on_fiber",
    "look_touch_look",
    "nerve_to_toe",
    "six_body_maps",
    "toes_first",
]
