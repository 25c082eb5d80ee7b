"""Studies of massage in neuropathy."""

from dataclasses import dataclass

from massage_neuropathy.science.comparisons import COMPARISONS

_PEOPLE = {row.key: row.people for row in COMPARISONS}


@dataclass(frozen=True)
class Study:
    """One controlled study of massage or reflexology in neuropathy.

    Parameters
    ----------
    key : str
        Key of the work in the bibliography.
    country : str
        Where it was done.
    """

    key: str
    country: str

    @property
    def people(self) -> int:
        """How many people took part, both groups together, as `COMPARISONS` has it."""
        return _PEOPLE[self.key]


STUDIES = (
    Study("gokmetin2017", "Turkey"),
    Study("izgu2019aroma", "Turkey"),
    Study("coskun2014", "Turkey"),
    Study("simsek2024", "Turkey"),
    Study("kurtcan2018", "Turkey"),
    Study("nese2025", "Turkey"),
    Study("apichartvorakit2023", "Thailand"),
    Study("chatchawan2015", "Thailand"),
    Study("thaweewannakij2023", "Thailand"),
    Study("aon2012reflexology", "South Korea"),
    Study("parkpark2015", "South Korea"),
    Study("nohpark2019", "South Korea"),
    Study("ge2023", "USA"),
    Study("lopez2022", "USA"),
    Study("ibrahim2018", "Egypt"),
    Study("dalal2014", "India"),
    Study("mulyati2009", "Indonesia"),
    Study("gholamzadeh2023", "Iran"),
    Study("alfahham2023", "Iraq"),
)
"""Studies with two groups whose records are complete, people counted as each work gives them (each key).

One trial of prevention, in people without neuropathy at the start, is left out (demirci2018)."""
