"""Studies of massage in neuropathy."""

from dataclasses import dataclass


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
