"""Where four invented people feel the touch of a filament, and with how much force."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FILAMENT_FORCE_G = {
    1.65: 0.008, 2.36: 0.02, 2.44: 0.04, 2.83: 0.07, 3.22: 0.16, 3.61: 0.4, 3.84: 0.6, 4.08: 1, 4.17: 1.4,
    4.31: 2, 4.56: 4, 4.74: 6, 4.93: 8, 5.07: 10, 5.18: 15, 5.46: 26, 5.88: 60, 6.10: 100, 6.45: 180,
    6.65: 300,
}  # fmt: skip
"""Mark on the handle of a filament, and the force in grams that it is sold for (convention:
swm_force_table)."""

CLINIC_FORCE_G = 10
"""Force in grams at which a foot clinic judges protective feeling (convention: boulton2008)."""

HEALTHY_FEET_G = (0.4, 2)
"""Forces in grams within which healthy feet began to feel in earlier studies: marks 3.61 to 4.31 (measured:
birke2000)."""

FEET = ("left", "right")

CLINIC_PLACES = (
    "big toe",
    "ball under the big toe",
    "middle of the ball",
    "ball under the little toe",
)
"""Four places on the sole of each foot where a foot clinic touches: the underside of the big toe and of the
first, third and fifth metatarsal heads (convention: boulton2008)."""

MORE_PLACES = ("third toe", "little toe", "arch", "heel")
"""Four more on each foot (choice): with them there are 16 on both feet, as many as in smieja_protective."""

PLACES = CLINIC_PLACES + MORE_PLACES


@dataclass(frozen=True)
class Client:
    """An invented person (choice).

    Parameters
    ----------
    says : str
        What the person says about the feet.
    burns : bool
        Whether both soles burn, at the ball and the arch.
    last_look : str
        When someone from a clinic last looked at the feet.
    left_g, right_g : tuple of float
        Smallest force in grams that is felt at each of `PLACES`, on either foot.
    """

    says: str
    burns: bool
    last_look: str
    left_g: tuple[float, ...]
    right_g: tuple[float, ...]

    def threshold_g(self, foot: str, place: str) -> float:
        """Smallest force in grams that is felt at a place, `foot` being one of `FEET`.

        Raises
        ------
        ValueError
            If there is no such foot or place.
        """
        if foot not in FEET or place not in PLACES:
            raise ValueError(f"no place {place!r} on the {foot!r} foot")
        return (self.left_g if foot == "left" else self.right_g)[PLACES.index(place)]


# In the order of PLACES. What feels normally feels at 2 g or less, as healthy feet do.
CLIENTS = {
    "1: soles burn": Client(
        "My soles burn at night.", True, "two years ago",
        (180, 60, 26, 15, 100, 100, 4, 2), (180, 60, 26, 10, 100, 60, 4, 2),
    ),
    "2: soles burn": Client(
        "My soles burn at night.", True, "last spring",
        (1, 0.6, 1, 1, 0.6, 1, 0.4, 2), (1, 1, 0.6, 1, 1, 0.6, 0.4, 2),
    ),
    "3: toes seem asleep": Client(
        "My toes seem asleep.", False, "last year",
        (15, 4, 2, 2, 26, 10, 1, 2), (15, 4, 4, 2, 15, 10, 1, 2),
    ),
    "4: no complaint": Client(
        "My feet are fine.", False, "never",
        (1, 1, 0.6, 1, 0.6, 1, 0.4, 2), (1, 0.6, 1, 1, 1, 1, 0.4, 60),
    ),
}  # fmt: skip
"""Four invented people (choice): two who say the same and feel differently, one with loss in the toes, and
one whose only numb place lies where clinics do not touch."""


def felt(force_g: ArrayLike, threshold_g: ArrayLike) -> NDArray[np.bool_]:
    """Whether a touch is felt: from the threshold on, always (choice).

    Real answers vary from touch to touch near a threshold, and with the person's attention, the skin's
    hardness and the filament's wear. A clinic therefore asks more than once at each place.

    Parameters
    ----------
    force_g : array_like
        Force of the touch, in grams.
    threshold_g : array_like
        Smallest force that is felt, in grams.

    Returns
    -------
    ndarray of bool
        True where the touch is felt.

    Raises
    ------
    ValueError
        If a force or threshold is not above zero.
    """
    force_g, threshold_g = np.asarray(force_g, dtype=float), np.asarray(threshold_g, dtype=float)
    for name, value in (("force_g", force_g), ("threshold_g", threshold_g)):
        if not (value > 0).all():
            raise ValueError(f"{name} must be above zero, got {value.tolist()}")
    return force_g >= threshold_g


def force_by_mark_g(mark: ArrayLike) -> NDArray[np.float64]:
    """Force that the mark on a filament's handle stands for, in grams.

    A mark is the logarithm to base 10 of ten times the bending force in milligrams (convention: birke2000).
    From 0.02 to 100 grams it is within a third of the force that a filament is sold for; the thinnest and the
    two thickest are further off (own arithmetic).

    Parameters
    ----------
    mark : array_like
        Mark on the handle, such as 5.07.

    Returns
    -------
    ndarray
        Force in grams.
    """
    return 10 ** np.asarray(mark, dtype=float) / 10 / 1000
