"""Streaks that dirt on a scanner's sensor draws through the whole picture, taken out.

In: a picture as it came from the scanner, not yet turned or made straight. Out: the same without them.
Elsewhere: folds of the paper, which go with the paper and not with the scanner (`parsers.scan.grid`).
A streak is thin, exactly plumb (or level) and goes from edge to edge, which no rule of a table does. Where there are
many, they are the rules of a table that was cropped closely.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.page import Pixels, darkest_channel

SAMPLED = 400
"""Rows looked at."""
BESIDE = 4
"""Pixels to either side of a streak where its paper is looked at, for each 1600 pixels of the picture."""
DARKER_BY, LETTER_DARKER_BY = 5, 40
"""Grey levels: a streak than the paper, letters than a streak."""
LEAST_SHARE, LEAST_AT_ENDS, END = 0.88, 0.7, 0.04
MOST = 3


def without_streaks(colour: Pixels) -> Pixels:
    """The picture itself where it has none."""
    for axis in (0, 1):
        seen = colour if axis == 0 else colour.transpose(1, 0, 2)
        spans = _streaks(np.asarray(seen, np.uint8))
        if 0 < len(spans) <= MOST:
            colour = colour.copy()
            for start, end in spans:
                _mend(colour if axis == 0 else np.asarray(colour.transpose(1, 0, 2), np.uint8), start, end)
    return colour


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


def _mend(picture: Pixels, start: int, end: int) -> None:
    """What lies to either side is drawn across, so that text goes on under the streak; what is darker than the streak
    itself stays, for it is a stroke of a letter along it."""
    first, last = max(0, start - 2), min(picture.shape[1] - 1, end + 1)
    strip = picture[:, [first, last]]
    across = cv2.resize(
        np.ascontiguousarray(strip), (last - first + 1, picture.shape[0]), interpolation=cv2.INTER_LINEAR
    )
    there, drawn = picture[:, start - 1 : end + 1], across[:, start - 1 - first : end + 1 - first]
    streak = int(np.median(darkest_channel(np.ascontiguousarray(picture[:, start:end]))))
    is_letter = darkest_channel(np.ascontiguousarray(there)) < streak - LETTER_DARKER_BY
    picture[:, start - 1 : end + 1] = np.where(is_letter[..., None], there, drawn)
