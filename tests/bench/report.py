"""What the measurements say: tables, and whether the budgets of the course are kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.measure import Measurement, Weight

KIB = 1024
MAX_WIRE_KIB = 100
MAX_REQUESTS = 10
MAX_RATIO = 0.42

_HEADINGS = (
    "page",
    "wire KiB",
    "decoded KiB",
    "requests",
    "third party",
    "first paint ms",
    "question ms",
    "feedback ms",
    "range ms",
    "ratio",
    "blocking ms",
    "shift",
)


@dataclass(frozen=True)
class Budget:
    """A limit and what was measured; a budget is kept up to and including its limit."""

    name: str
    value: float
    limit: float

    @property
    def kept(self) -> bool:
        """Whether the value is within the limit."""
        return self.value <= self.limit

    def __str__(self) -> str:
        verdict = "kept" if self.kept else "MISSED"
        return f"{verdict:6}  {self.name}: {self.value:.4g}, at most {self.limit:g}"


def ratio(measurement: Measurement, peer: Measurement) -> float | None:
    """Return the median time to feedback as a part of the peer's; None where no feedback came."""
    times, of_peer = _feedback(measurement), _feedback(peer)
    return median(times) / median(of_peer) if times and of_peer else None


def ratio_budget(measurement: Measurement, *, peer: Measurement) -> Budget:
    """Return how long a page may take until its feedback, with what it does.

    Raises
    ------
    ValueError
        One of the two gave no feedback.
    """
    value = ratio(measurement, peer)
    if value is None:
        raise ValueError(f"{measurement.name} and {peer.name}: no feedback to compare")
    return Budget(f"time to feedback, {measurement.name}, with {peer.name} = 1", value, MAX_RATIO)


def weight_budgets(weights: Iterable[Weight]) -> list[Budget]:
    """Return what a page may weigh, with what the heaviest does; no busy machine can upset these."""
    weights = list(weights)
    return [
        Budget("KiB on the wire, first view", max(one.wire for one in weights) / KIB, MAX_WIRE_KIB),
        Budget("requests, first view", max(one.requests for one in weights), MAX_REQUESTS),
        Budget("requests that leave the site", max(one.third_party for one in weights), 0),
    ]


def table(measurements: Sequence[Measurement], *, peer: Measurement) -> str:
    """Return one line for each page: what it weighs and, as medians, when it does what."""
    return aligned([_HEADINGS, *(_row(measurement, peer) for measurement in measurements)])


def weights_table(weights: dict[str, Weight], *, count: int = 3) -> str:
    """Return one line for each of the heaviest pages."""
    heaviest = sorted(weights, key=lambda page: weights[page].wire, reverse=True)[:count]
    return aligned(
        [
            (f"heaviest of {len(weights)} notebooks", "wire KiB", "decoded KiB", "requests", "third party"),
            *((page, *_weight_cells(weights[page])) for page in heaviest),
        ]
    )


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as lines, the first column to the left and all others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    )


def _row(measurement: Measurement, peer: Measurement) -> tuple[str, ...]:
    timings, times = measurement.timings, _feedback(measurement)
    part = ratio(measurement, peer)
    return (
        measurement.name,
        *_weight_cells(measurement.weight),
        f"{median(timing.first_paint for timing in timings):.0f}",
        f"{median(timing.shown for timing in timings):.0f}",
        f"{median(times):.0f}" if times else "none",
        f"{min(times):.0f}-{max(times):.0f}" if times else "",
        "" if part is None else f"{part:.2f}",
        f"{median(timing.blocking for timing in timings):.0f}",
        f"{median(timing.shift for timing in timings):.3f}",
    )


def _weight_cells(weight: Weight) -> tuple[str, ...]:
    return (
        f"{weight.wire / KIB:.1f}",
        f"{weight.decoded / KIB:.1f}",
        str(weight.requests),
        str(weight.third_party),
    )


def _feedback(measurement: Measurement) -> list[float]:
    return [timing.feedback for timing in measurement.timings if timing.feedback is not None]
