"""A spelling that is asked for again and again is worked out once.

In: a function from text to text. Out: the same function, with a bounded memory of short texts.
"""

from collections.abc import Callable
from functools import lru_cache, wraps

MOST, LONGEST = 8_192, 200
"""Texts that are remembered, and their characters: labels, unit names, cells; never a whole document."""


def remembered(work: Callable[[str], str]) -> Callable[[str], str]:
    """A decorator."""
    known = lru_cache(MOST)(work)

    @wraps(work)
    def asked(text: str) -> str:
        return known(text) if len(text) <= LONGEST else work(text)

    return asked
