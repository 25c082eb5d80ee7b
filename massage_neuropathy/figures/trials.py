"""The figure of lesson 11 that shows who was studied."""

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import box, draw
from massage_neuropathy.figures.style import BODY, CARD, SMALL, TEAL, house_style, sheet, write
from massage_neuropathy.science.trials import STUDIES


@house_style()
def whose_feet() -> Illustration:
    """Draw in which countries people with neuropathy were studied, and how many in each study."""
    countries = list(dict.fromkeys(study.country for study in STUDIES))
    row = 34
    height = row * len(countries) + 74
    figure, ax = sheet(height)
    write(ax, 12, height - 20, f"{len(STUDIES)} studies, one box each", BODY, bold=True)
    write(ax, 12, height - 40, "In the box: how many people, all groups together.", SMALL)
    for i, country in enumerate(countries):
        y = height - 76 - row * i
        write(ax, 12, y, country, SMALL)
        for j, study in enumerate(one for one in STUDIES if one.country == country):
            x = 108 + 43 * j
            draw(ax, box(x, y - 12, x + 38, y + 12), TEAL, edge=TEAL, width=0.6)
            write(ax, x + 19, y, str(study.people), SMALL, CARD, bold=True, align="center")

    def sizes(country: str) -> str:
        return ", ".join(str(study.people) for study in STUDIES if study.country == country)

    listed = "; ".join(f"{country}: {sizes(country)}" for country in countries)
    return Illustration(
        figure,
        f"{len(STUDIES)} controlled studies of massage or reflexology in neuropathy, a box for each, with "
        f"how many people took part, by country. {listed}.",
    )
