"""Seeded choices, by weight.

In: a seed. Out: Dice. Elsewhere: everything that is chosen.
"""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


ODD, AS_IN_LIFE = 1.0, 0.25
"""How often values are met that readers find hard: far oftener than in life, so that many are met; or as often."""


class Dice(random.Random):
    """`random.Random` with the throws that drawing a page needs. `oddity`: ODD or AS_IN_LIFE."""

    def __init__(self, seed: int, oddity: float = ODD) -> None:
        super().__init__(seed)
        self.oddity = oddity

    def __new__(cls, seed: int, oddity: float = ODD) -> "Dice":
        """`random.Random` takes a seed only."""
        return super().__new__(cls, seed)

    def chance(self, share: float) -> bool:
        """True in `share` (0 to 1) of the throws."""
        return self.random() < share

    def weighted(self, weights: Mapping[T, float]) -> T:
        """One key, in proportion to its weight."""
        return self.choices(list(weights), list(weights.values()))[0]

    def around(self, middle: float, spread: float) -> float:
        """Uniform in `middle` ± `spread`."""
        return self.uniform(middle - spread, middle + spread)

    def pick(self, items: Sequence[T]) -> T:
        """One item, all alike."""
        return items[self.randrange(len(items))]

    def noise(self) -> np.random.Generator:
        """A numpy generator that follows from the throws so far."""
        return np.random.default_rng(self.getrandbits(63))


def words(text: str) -> tuple[str, ...]:
    """A list of words written as one line."""
    return tuple(text.split())
