"""Studies of massage in neuropathy."""

import math
from dataclasses import dataclass
from typing import Literal

Kind = Literal["printed", "rebuilt", "bound", "outlier", "pooled", "drug"]


@dataclass(frozen=True)
class Comparison:
    """One comparison between two groups, in standardized differences; below zero favors the treatment.

    Parameters
    ----------
    key : str
        Key of the work in the bibliography.
    label : str
        What was compared, in a few words.
    kind : str
        "printed": worked out from printed means or counts. "rebuilt": worked out from a p value, as if from a
        two-sided t test. "bound": the point lies between the ends, which are no interval. "outlier": too
        large to believe. "pooled": many trials together. "drug": a drug against placebo, for scale.
    low, high : float
        Ends of the 95 % interval or of the bound; infinite where open.
    point : float, optional
        The difference; not a number for bounds, which have none.
    """

    key: str
    label: str
    kind: Kind
    low: float
    high: float
    point: float = math.nan


COMPARISONS = (
    Comparison("gholamzadeh2023", "Gholamzadeh 2023: reflexology", "printed", -1.73, -0.77, -1.25),
    Comparison("izgu2019aroma", "Izgu 2019: aroma massage", "printed", -1.48, 0.01, -0.74),
    Comparison("coskun2014", "Coskun 2014: massage", "rebuilt", -1.32, -0.19, -0.76),
    Comparison("alfahham2023", "Al-Fahham 2023: foot massage", "rebuilt", -1.42, -0.28, -0.85),
    Comparison("apichartvorakit2023", "Apichartvorakit 2023: Thai massage", "rebuilt", -2.01, -0.40, -1.20),
    Comparison("kurtcan2018", "Kurt and Can 2018: reflexology", "bound", -0.52, 0.52),
    Comparison("lopez2022", "Lopez 2022: legs or head and neck", "bound", -0.50, 0.50),
    Comparison("parkpark2015", "Park and Park 2015: against a foot bath", "bound", 0.58, math.inf),
    Comparison("gokmetin2017", "Gok Metin 2017: aroma massage", "bound", -math.inf, -0.60),
    Comparison("ibrahim2018", "Ibrahim 2018: reflexology", "bound", -math.inf, -0.68),
    Comparison("nohpark2019", "Noh and Park 2019: reflexology", "bound", -math.inf, -0.87),
    Comparison("mulyati2009", "Mulyati 2009: foot massage", "bound", -math.inf, -0.95),
    Comparison("thaweewannakij2023", "Thaweewannakij 2023: with lessons", "outlier", -4.19, -3.51, -3.85),
    Comparison("kjan2018", "Oh and Kim 2018: with foot baths", "pooled", -1.05, -0.30, -0.68),
    Comparison("zhang2023nma", "Zhang 2023: pain", "pooled", -1.49, -0.31, -0.90),
    Comparison("leekim2023", "Lee and Kim 2023: four trials", "pooled", -1.97, -0.24, -1.11),
    Comparison("price2022", "Gabapentin and its like", "drug", -0.67, -0.21, -0.44),
    Comparison("price2022", "Duloxetine and its like", "drug", -0.60, -0.34, -0.47),
)
"""Massage or reflexology and a symptom or quality of life, in neuropathy; then pooled results and drugs.

Standardized differences, without unit. Single studies: Hedges g, worked out from printed means, counts, p
values or the words "not significant" (each key; arm sizes assumed equal or by the allocation where not
printed); pooled and drugs as published, sign turned so that below zero favors the treatment. Drugs: pooled
effects against placebo in painful diabetic neuropathy (measured: price2022). Outcomes, people and
comparisons differ: never average these rows. Null studies seldom print numbers, so the rows lean toward
benefit.
"""


@dataclass(frozen=True)
class Study:
    """One controlled study of massage or reflexology in neuropathy.

    Parameters
    ----------
    key : str
        Key of the work in the bibliography.
    country : str
        Where it was done.
    people : int
        How many people took part, both groups together.
    """

    key: str
    country: str
    people: int


STUDIES = (
    Study("gokmetin2017", "Turkey", 46),
    Study("izgu2019aroma", "Turkey", 46),
    Study("coskun2014", "Turkey", 52),
    Study("simsek2024", "Turkey", 58),
    Study("kurtcan2018", "Turkey", 60),
    Study("nese2025", "Turkey", 65),
    Study("apichartvorakit2023", "Thailand", 28),
    Study("chatchawan2015", "Thailand", 60),
    Study("thaweewannakij2023", "Thailand", 70),
    Study("aon2012reflexology", "South Korea", 31),
    Study("parkpark2015", "South Korea", 48),
    Study("nohpark2019", "South Korea", 63),
    Study("ge2023", "USA", 20),
    Study("lopez2022", "USA", 71),
    Study("ibrahim2018", "Egypt", 100),
    Study("dalal2014", "India", 58),
    Study("mulyati2009", "Indonesia", 60),
    Study("gholamzadeh2023", "Iran", 80),
    Study("alfahham2023", "Iraq", 52),
)
"""Studies with two groups whose records are complete, people counted as each work gives them (each key).

One trial of prevention, in people without neuropathy at the start, is left out (demirci2018)."""
