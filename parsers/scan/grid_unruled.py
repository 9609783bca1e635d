"""A table without any rule: its columns told by the gutters that no ink crosses, its two rows by the widest gap.

In: the mask of ink of a straight page. Out: places of the columns' edges and heights of the rows', in pixels; None
where no such table stands out. Elsewhere: tables with rules (`parsers.scan.grid`, `parsers.scan.grid_gutters`).
Much on a page stands in columns; whether this is the form only its headings tell (`parsers.scan.turns`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.grid_gutters import FEWEST, GUTTER, MOST, Edges
from parsers.scan.page import Pixels

SPECK, LARGE, LINE = 0.003, 0.06, (0.25, 0.03)
"""Shares of the page's longest side: smaller ink is dirt, larger ink a picture, a stamp or the lid's shadow, unless it
is as wide and high as a line of letters at most, which ran into one another."""
WIDER = 1.25
"""How much wider than any other the gap between headings and values must be."""
MARGIN = 0.01
MOST_LINES = 20
"""More lines of text than headings and one row of values have: time is bounded on a page of nothing but columns."""

Mask = NDArray[np.bool_]
Places = NDArray[np.float64]
Span = tuple[int, int]


def unruled_edges(inked: Pixels) -> Edges | None:
    """The edges of columns and rows."""
    side = max(inked.shape)
    ink = _text_only(inked, side)
    found = [table for rows, columns in _in_columns(ink, round(GUTTER * side)) for table in _tables(ink, rows, columns)]
    if not found:
        return None
    best = max(found, key=lambda table: (len(table.columns), len(table.lines)))
    return best.edges(round(MARGIN * side))


@dataclass(frozen=True, slots=True)
class _Table:
    """Two rows of text in columns. `split`: the middle of the gap between headings and values."""

    lines: tuple[Span, ...]
    columns: tuple[Span, ...]
    split: int

    def edges(self, margin: int) -> Edges:
        inner = [(one[1] + other[0]) // 2 for one, other in pairwise(self.columns)]
        xs = [self.columns[0][0] - margin, *inner, self.columns[-1][1] + margin]
        ys = [self.lines[0][0] - margin, self.split, self.lines[-1][1] + margin]
        return [max(0, x) for x in xs], [max(0, y) for y in ys]


def runs(present: Mask, least_gap: int = 1) -> list[Span]:
    """Where something is, as spans; gaps smaller than `least_gap` part nothing."""
    edges = np.flatnonzero(np.diff(np.r_[0, present.astype(np.int8), 0])).tolist()
    spans: list[Span] = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if spans and start - spans[-1][1] < least_gap:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _text_only(inked: Pixels, side: int) -> Mask:
    count, labels, boxes, _ = cv2.connectedComponentsWithStats((inked > 0).astype(np.uint8))
    wide, high = boxes[:count, 2], boxes[:count, 3]
    sizes = np.maximum(wide, high)
    is_line = (wide < LINE[0] * side) & (high < LINE[1] * side) & (high > 2 * SPECK * side)
    keep = (sizes > max(2, SPECK * side)) & ((sizes < LARGE * side) | is_line)
    keep[0] = False
    return np.asarray(keep[np.asarray(labels, np.int32)], bool)


def _in_columns(ink: Mask, least_gap: int) -> Iterator[tuple[list[Span], list[Span]]]:
    """Lines below one another that stand in FEWEST columns or more, and these columns."""
    lines = runs(np.asarray(ink.any(axis=1), bool))
    for first in range(len(lines)):
        present: Mask = np.zeros(ink.shape[1], bool)
        for last in range(first, min(len(lines), first + MOST_LINES)):
            present |= ink[lines[last][0] : lines[last][1]].any(axis=0)
            columns = runs(present, least_gap)
            if last > first and len(columns) < FEWEST:
                break
            if last > first and len(columns) <= 2 * MOST:
                yield lines[first : last + 1], columns


def _tables(ink: Mask, lines: list[Span], columns: list[Span]) -> Iterator[_Table]:
    """The lines parted into headings and values at the widest gap with both in every column, if it is plainly that."""
    gaps = sorted(pairwise(lines), key=lambda pair: pair[0][1] - pair[1][0])
    ways = ((below[0] - above[1], _parted(ink, lines, (above, below), columns)) for above, below in gaps)
    widest = list(islice(((gap, table) for gap, table in ways if table), 2))
    if widest and (len(widest) < 2 or widest[0][0] >= WIDER * widest[1][0]):
        yield widest[0][1]


def _parted(ink: Mask, lines: list[Span], gap: tuple[Span, Span], columns: list[Span]) -> _Table | None:
    above, below = gap
    kept = _with_both(ink, ((lines[0][0], above[1]), (below[0], lines[-1][1])), columns)
    return _Table(tuple(lines), tuple(kept), (above[1] + below[0]) // 2) if FEWEST <= len(kept) <= MOST else None


def _with_both(ink: Mask, rows: Sequence[Span], columns: list[Span]) -> list[Span]:
    """The columns; one without a heading or without a value is a part of its nearer neighbour."""
    kept = list(columns)
    while len(kept) > 1:
        lack = [not all(ink[top:bottom, left:right].any() for top, bottom in rows) for left, right in kept]
        if not any(lack):
            break
        at = lack.index(True)
        before = kept[at][0] - kept[at - 1][1] if at else ink.shape[1]
        behind = kept[at + 1][0] - kept[at][1] if at + 1 < len(kept) else ink.shape[1]
        first = at - 1 if before <= behind else at
        kept[first : first + 2] = [(kept[first][0], kept[first + 1][1])]
    return kept
