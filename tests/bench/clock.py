"""EDGE: time. How long something takes, and a table of such figures beside their limits.

In: what to do. Out: milliseconds; lines of a table.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 15


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, in milliseconds, beside the bare limit of the same run."""

    title: str
    cost: float
    limit: float
    against: str
    """What the limit is."""


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median time of one call, after one call to warm up."""
    work()
    return statistics.median(once(work) for _ in range(rounds))


def alternately(work: Callable[[], object], bare: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median times of both, called by turns after one call each: a machine busy now and then slows both down."""
    work(), bare()
    pairs = [(once(work), once(bare)) for _ in range(rounds)]
    return statistics.median(cost for cost, _ in pairs), statistics.median(limit for _, limit in pairs)


def once(work: Callable[[], object]) -> float:
    """Time of one call."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1_000
