"""Streaks that dirt on a scanner's sensor draws through the whole picture, taken out.

In: a picture as it came from the scanner, not yet turned or made straight. Out: the same without them, and where they
may have hidden something.
Elsewhere: folds of the paper, which go with the paper and not with the scanner (`parsers.scan.grid`).
A streak is thin, exactly plumb (or level) and goes from edge to edge, which no rule of a table does. Where there are
many, they are the rules of a table that was cropped closely.
"""

import numpy as np
from numpy.typing import NDArray

from parsers.scan.page import Pixels, darkest_channel

SAMPLED = 400
"""Rows looked at."""
BESIDE = 4
"""Pixels to either side of a streak where its paper is looked at, for each 1600 pixels of the picture."""
DARKER_BY, LETTER_DARKER_BY = 5, 40
"""Grey levels: a streak than the paper, letters than a streak."""
HIDES = 40
"""Grey levels by which a streak is darker than the paper that hides a stroke; through a paler one print shows."""
LEAST_SHARE, LEAST_AT_ENDS, END = 0.88, 0.7, 0.04
MOST = 3


def without_streaks(colour: Pixels) -> tuple[Pixels, Pixels | None]:
    """The picture, itself where it has none; and a mask, 255 where a streak is so dark that it hid what is under it."""
    hidden: Pixels | None = None
    for axis in (0, 1):
        spans = _streaks(_along(colour, axis))
        if 0 < len(spans) <= MOST:
            colour = colour.copy()
            for start, end in spans:
                if _mend(_along(colour, axis), start, end):
                    hidden = np.zeros(colour.shape[:2], np.uint8) if hidden is None else hidden
                    _along(hidden, axis)[:, start:end] = 255
    return colour, hidden


def _along(picture: Pixels, axis: int) -> Pixels:
    """The picture itself, seen so that streaks along this axis are plumb."""
    return picture if axis == 0 else picture.swapaxes(0, 1)


def _streaks(seen: Pixels) -> list[tuple[int, int]]:
    """First and past the last column of each plumb streak."""
    high, wide = seen.shape[:2]
    reach = max(2, round(BESIDE * max(high, wide) / 1_600))
    if wide < 8 * reach or high < SAMPLED // 4:
        return []
    sampled = np.ascontiguousarray(seen[:: max(1, high // SAMPLED)])
    rows = darkest_channel(sampled).astype(np.int16)
    paper = np.minimum(rows[:, : -2 * reach], rows[:, 2 * reach :])
    darker = paper - rows[:, reach:-reach] > DARKER_BY
    ends = max(4, round(END * len(rows)))
    at_ends = np.minimum(darker[:ends].mean(axis=0), darker[-ends:].mean(axis=0))
    there = (darker.mean(axis=0) >= LEAST_SHARE) & (at_ends >= LEAST_AT_ENDS)
    return [(start + reach, end + reach) for start, end in _runs(there) if end - start <= reach]


def _runs(there: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.diff(np.r_[0, there.astype(np.int8), 0])
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


def _mend(picture: Pixels, start: int, end: int) -> bool:
    """What lies to either side is drawn across, so that text goes on under the streak; what is darker than the streak
    itself stays, for it is a stroke of a letter along it. Whether the streak may have hidden one."""
    usual = np.median(darkest_channel(np.ascontiguousarray(picture[:, start - 2 : end + 2])), axis=0)
    paper, streak = float(min(usual[0], usual[-1])), float(np.median(usual[2:-2]))
    first = start - int(usual[1] < paper - DARKER_BY)
    last = end + int(usual[-2] < paper - DARKER_BY)
    there = picture[:, first:last]
    share = (np.arange(first, last) - first + 1)[:, None] / (last - first + 1)
    drawn = picture[:, [first - 1]] * (1 - share) + picture[:, [last]] * share
    is_letter = darkest_channel(np.ascontiguousarray(there)) < streak - LETTER_DARKER_BY
    picture[:, first:last] = np.where(is_letter[..., None], there, drawn)
    return paper - streak >= HIDES
