"""The optional explorer of lesson 1: what a nerve-conduction test sees of lost axons and lost myelin."""

from typing import Annotated

import numpy as np
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import hatch, loop, trace
from massage_neuropathy.figures.style import (
    CLAY,
    INK,
    MUTED,
    SMALL,
    TEAL,
    WIDTH,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.nerve_trace import fiber_speeds_m_s, peak_and_width
from massage_neuropathy.science.nerve_trace import trace as add_up

_END_MS = 20.0
_TIMES_MS = np.linspace(0, _END_MS, 161)
_FINE_MS = np.linspace(0, _END_MS, 2001)
"""Times at which the curves are drawn, and at which they are measured."""
_LEFT, _RIGHT, _BOTTOM, _TOP = 18, WIDTH - 18, 48, 214


@house_style()
def nerve_test_trace(
    axons_lost: Annotated[int, "Axons lost", "%"] = 0,
    myelin_damaged: Annotated[int, "Fibers left with damaged myelin", "%"] = 0,
) -> Illustration:
    """Draw the wave that a nerve test records, over that of the whole nerve.

    Parameters
    ----------
    axons_lost : int
        Percent of the axons that are gone, from 0 to below 100.
    myelin_damaged : int
        Percent of the fibers left whose myelin is damaged, from 0 to 100.

    Returns
    -------
    Illustration
        Both waves over 20 milliseconds since the shock; a cartoon.

    Raises
    ------
    ValueError
        If a parameter lies outside.
    """
    nerves = fiber_speeds_m_s(), fiber_speeds_m_s(axons_lost / 100, myelin_damaged / 100)
    whole, this = (peak_and_width(_FINE_MS, add_up(_FINE_MS, speeds)) for speeds in nerves)
    percent = 100 * this[0] / whole[0]

    figure, ax = sheet(248)
    curves = []
    for speeds in nerves:
        heights = add_up(_TIMES_MS, speeds) / whole[0]
        x = _LEFT + (_RIGHT - _LEFT) * _TIMES_MS / _END_MS
        curves.append(np.column_stack([x, _BOTTOM + (_TOP - _BOTTOM) * heights]))
    below = loop([*curves[1], (_RIGHT, _BOTTOM), (_LEFT, _BOTTOM)])
    hatch(ax, below, below, pattern="////", fill="none", z=2)
    trace(ax, Path(curves[0]), TEAL, 2, z=3, dash=3)
    trace(ax, Path(curves[1]), CLAY, 2.4, z=4)
    trace(ax, Path([(_LEFT, _BOTTOM), (_RIGHT, _BOTTOM)]), MUTED)
    for time_ms in (0, 5, 10, 15, 20):
        x = _LEFT + (_RIGHT - _LEFT) * time_ms / _END_MS
        trace(ax, Path([(x, _BOTTOM), (x, _BOTTOM - 5)]), MUTED)
        write(ax, x, _BOTTOM - 18, f"{time_ms}", SMALL, MUTED, align="center")
    write(ax, WIDTH / 2, 12, "milliseconds since the shock", SMALL, MUTED, align="center")
    for y, color, words, dash in ((228, TEAL, "whole nerve", 3), (208, CLAY, "this nerve, hatched", 0)):
        trace(ax, Path([(200, y), (226, y)]), color, 2.2, dash=dash)
        write(ax, 234, y, words, SMALL, INK)
    return Illustration(
        figure,
        "Two waves over 20 milliseconds since a shock to a nerve, the whole nerve dashed, this nerve as a "
        f"hatched hill. The whole nerve peaks after {whole[1]:.1f} ms and is {whole[2]:.1f} ms wide at half "
        f"its height. This nerve has lost {axons_lost} % of its axons, and {myelin_damaged} % of the fibers "
        f"left have damaged myelin: its hill is {percent:.0f} % as high, peaks after {this[1]:.1f} ms and is "
        f"{this[2]:.1f} ms wide. A cartoon of 200 fibers with one small wave each; no scale of a real test.",
        f"The wave is {percent:.0f} % as high as in the whole nerve, peaks after {this[1]:.1f} ms and is "
        f"{this[2]:.1f} ms wide at half its height: {axons_lost} % of the axons lost, {myelin_damaged} % of "
        "the others with damaged myelin.",
    )
