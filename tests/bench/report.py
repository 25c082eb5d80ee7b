"""What the measurements say: a table, and whether the budgets of the course are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.measure import Measurement

KIB = 1024
MAX_WIRE_KIB = 120
MAX_REQUESTS = 12
MAX_RATIO = 0.6

_HEADINGS = (
    "page",
    "wire KiB",
    "decoded KiB",
    "requests",
    "third party",
    "first paint ms",
    "feedback ms",
    "range ms",
    "ratio",
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


def ratio(measurement: Measurement, peer: Measurement) -> float:
    """Return the median time to feedback as a part of the peer's."""
    return _feedback(measurement) / _feedback(peer)


def budgets(lesson: Measurement, *, peer: Measurement) -> list[Budget]:
    """Return what a lesson page may weigh and how long it may take, with what it does."""
    return [
        *weight_budgets(lesson),
        Budget("time to feedback, stock book = 1", ratio(lesson, peer), MAX_RATIO),
    ]


def weight_budgets(lesson: Measurement) -> list[Budget]:
    """Return those budgets that no busy machine can upset."""
    weight = lesson.weight
    return [
        Budget("KiB on the wire, first view", weight.wire / KIB, MAX_WIRE_KIB),
        Budget("requests, first view", weight.requests, MAX_REQUESTS),
        Budget("requests that leave the site", weight.third_party, 0),
    ]


def table(measurements: Sequence[Measurement], *, peer: Measurement) -> str:
    """Return one line for each page, the first column to the left and numbers to the right."""
    rows = [_HEADINGS, *(_row(measurement, peer) for measurement in measurements)]
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
    weight, times = measurement.weight, [timing.feedback for timing in measurement.timings]
    return (
        measurement.name,
        f"{weight.wire / KIB:.1f}",
        f"{weight.decoded / KIB:.1f}",
        str(weight.requests),
        str(weight.third_party),
        f"{median(timing.first_paint for timing in measurement.timings):.0f}",
        f"{median(times):.0f}",
        f"{min(times):.0f}-{max(times):.0f}",
        f"{ratio(measurement, peer):.2f}",
    )


def _feedback(measurement: Measurement) -> float:
    return median(timing.feedback for timing in measurement.timings)
