"""What every benchmark shares: interleaved rounds, medians, and the one JSON line that a figure is."""

from __future__ import annotations

import json
import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

ROUNDS = 5  # enough for a median on a machine that others use too


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure; min and max of what was measured in each round, in `unit`. ratio_to: what it was divided by, or ""."""

    name: str
    value: float
    unit: str
    ratio_to: str
    runs: int
    median: float
    min: float
    max: float

    def line(self) -> str:
        """The figure as one line of JSON."""
        return json.dumps({key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(self).items()})


def show(figure: Figure) -> None:
    """Print the figure at once, so that a long run can be followed."""
    print(figure.line(), flush=True)


def figure(name: str, values: Sequence[float], unit: str, *, value: float | None = None, ratio_to: str = "") -> Figure:
    """A figure over the values of all rounds; `value` is their median unless another statistic is given."""
    median = statistics.median(values)
    return Figure(
        name=name,
        value=median if value is None else value,
        unit=unit,
        ratio_to=ratio_to,
        runs=len(values),
        median=median,
        min=min(values),
        max=max(values),
    )


def ratio_figure(name: str, ratios: Sequence[float], *, ratio_to: str) -> Figure:
    """The median over rounds of ours divided by the peer's, each round measured side by side."""
    return figure(name, ratios, "ratio", ratio_to=ratio_to)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of all values do not exceed. Raises ValueError when there is none."""
    if not values:
        raise ValueError("No values")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes, by the monotonic clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def interleaved(works: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Seconds of each work in each round. Every round runs all of them, each time in another order, so that drift hits them alike."""
    names = list(works)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            taken[name].append(seconds(works[name]))
    return taken
