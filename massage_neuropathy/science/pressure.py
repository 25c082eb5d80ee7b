"""The five pressure levels, and the highest one for a place, its feeling and what else was found.

Every ceiling is course reasoning (choice): no trial has tested pressure on numb skin. The levels follow the
published description of Tracy Walton's scale (convention: walton_pressure_blog). Signs that call for Stop
come before all of this and are no part of it.
"""

from collections.abc import Collection
from dataclasses import dataclass

LEVELS = {
    1: ("light lotioning", "a full, soft hand, as if cooling a sunburn with gel"),
    2: ("heavy lotioning", "the firmness of rubbing sunscreen in"),
    3: ("medium", "ordinary relaxation massage; a nearby joint may rock"),
    4: ("strong", "leaning in; near the most that most people bear"),
    5: ("deep", "an elbow, rarely used; even this must not bruise"),
}
"""Name of each level and what it is like (convention: walton_pressure_blog)."""

USUAL = 3
"""Usual level where feeling, skin and circulation are normal and nothing else is found (convention)."""

MUSCLE_MOVES_FROM = 3
"""First level at which muscle is moved and a nearby joint may rock (convention: walton_pressure_blog)."""

LEAVE_OUT = 0
"""Stands below the five levels: the area is not massaged."""

LEG, ARM, BACK = REGIONS = ("foot and lower leg", "hand and forearm", "back and shoulders")
"""The places the rules are asked about (choice)."""


@dataclass(frozen=True)
class Rule:
    """What one condition of the course means for the pressure on a place.

    Parameters
    ----------
    condition : str
        Id of the condition in the course.
    ceiling : int or None
        Highest level when massage goes ahead, `LEAVE_OUT` for none at all, or None for no number of its own.
    ground : str
        What the reason rests on, in the course's word for it. The number itself is always course reasoning.
    waits : str
        What waits for a written answer: "session", "area" or nothing.
    regions : tuple of str
        The places that the rule is about.
    """

    condition: str
    ceiling: int | None
    ground: str
    waits: str = ""
    regions: tuple[str, ...] = REGIONS


RULES = {
    rule.condition: rule
    for rule in (
        Rule("loss_of_protective_sensation", 2, "Course reasoning"),
        Rule("allodynia", 1, "Health information"),
        Rule("undiagnosed_neuropathy", None, "Health information", "area"),
        Rule("fragile_skin", 1, "Health information"),
        Rule("thrombocytopenia", 1, "Trial", "session"),
        Rule("dvt_history", 2, "Case report", "area", (LEG,)),
        Rule("peripheral_artery_disease", 2, "Review", "area", (LEG,)),
        Rule("varicose_veins", LEAVE_OUT, "Trade convention", regions=(LEG,)),
        Rule("lymph_nodes_removed_or_lymphoedema", 1, "Trade convention", regions=(ARM, BACK)),
        Rule("anticoagulants", 2, "Health information"),
    )
}
"""Rules by condition; every ceiling is a choice, reasoned from the sources named with the condition.

The varicose veins are marked ones, the clot was in a leg, and the lymph nodes were those of the armpit on the
side that is massaged: so each has its regions.
"""


@dataclass(frozen=True)
class Limit:
    """How firm at most, in one place.

    Parameters
    ----------
    ceiling : int
        Highest level, once whatever waits has been answered; `LEAVE_OUT` where the area is left out.
    waits : str
        What waits for a written answer: "session", "area" or nothing.
    rules : tuple of Rule
        The rules that are about the place, strictest first.
    """

    ceiling: int
    waits: str
    rules: tuple[Rule, ...]

    @property
    def deciding(self) -> tuple[Rule, ...]:
        """The rule that makes everything wait, if one does, and the rule that sets the ceiling."""
        wait = [rule for rule in self.rules if rule.waits]
        lowest = [rule for rule in self.rules if rule.ceiling == self.ceiling]
        return tuple(dict.fromkeys(wait[:1] + lowest[:1]))

    @property
    def sound(self) -> tuple[int, ...]:
        """Levels that are sound today; leaving the area out always is."""
        return tuple(range(LEAVE_OUT, 1 if self.waits else self.ceiling + 1))


def limit(region: str, conditions: Collection[str]) -> Limit:
    """Find the highest pressure level for a place: where rules meet, the strictest line wins.

    Parameters
    ----------
    region : str
        One of `REGIONS`.
    conditions : collection of str
        Conditions that were found, keys of `RULES`.

    Returns
    -------
    Limit
        The lowest ceiling and the longest wait of all the rules that are about the place.

    Raises
    ------
    ValueError
        If the region or a condition is not known: an unknown condition must not pass as no limit.
    """
    unknown = {region} - {*REGIONS} | {*conditions} - {*RULES}
    if unknown:
        raise ValueError(f"not known: {', '.join(sorted(unknown))}")
    rules = [RULES[name] for name in RULES if name in conditions and region in RULES[name].regions]
    rules.sort(key=_strictness)
    ceilings = [USUAL, *(rule.ceiling for rule in rules if rule.ceiling is not None)]
    waits = {rule.waits for rule in rules}
    longest = next((wait for wait in ("session", "area") if wait in waits), "")
    return Limit(min(ceilings), longest, tuple(rules))


def _strictness(rule: Rule) -> tuple[int, int]:
    """Order rules: the whole session waits, the area is left out, it waits, a lower ceiling."""
    if rule.ceiling == LEAVE_OUT:
        return 1, 0
    return {"session": 0, "area": 2, "": 3}[rule.waits], USUAL if rule.ceiling is None else rule.ceiling
