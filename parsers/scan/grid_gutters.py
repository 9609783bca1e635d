"""A table with level rules only (三线表): its columns told by the gutters that no ink crosses between them.

In: masks of level strokes and of ink of a straight page. Out: heights of the rules and places of the columns' edges,
in pixels; None where that is no such table. Elsewhere: tables with walls (`parsers.scan.grid`), which are the rule.
"""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.page import Pixels

LEAST_RULES, LEAST_WIDE = 3, 0.4
"""Rules of the same ends; the share of the page's width that each takes."""
SAME_END, HIDDEN_END, APART = 0.02, 0.08, 0.012
"""Shares of the page's longest side: how far ends may differ, how much a stamp hides of one, how near two are one."""
GUTTER, SPECK = 0.007, 6
"""Width of a gutter, as a share of the longest side; pixels of dirt."""
DIRT = 0.008
"""Of the longest side: a speck in a gutter is smaller than any character."""
FEWEST, MOST = 6, 12
"""Columns."""

NEAR_RULE, CROSSED = 4, 2
"""Pixels: how near to a rule its own ink lies; in how many rows ink runs across an edge that is crossed."""

Edges = tuple[list[int], list[int]]


def ruled_without_walls(level: Pixels, inked: Pixels) -> Edges | None:
    """The edges of columns and rows; without the first row where its words stand in the gutters of the others, as the
    unit's name does that has a row to itself."""
    rules = _long_rules(level, max(level.shape))
    ways = [_edges(rules[first:], inked) for first in (0, 1) if len(rules) - first >= LEAST_RULES]
    found = [edges for edges in ways if edges is not None]
    return max(found, key=lambda edges: len(edges[0]), default=None)


def _edges(rules: Sequence[tuple[int, int, int, int]], inked: Pixels) -> Edges | None:
    ys = [(top + bottom) // 2 for _, top, _, bottom in rules]
    left, right = min(rule[0] for rule in rules), max(rule[2] for rule in rules)
    ink = _without_specks(inked[ys[0] : ys[-1], left:right])
    for _, top, _, bottom in rules:
        ink[max(0, top - ys[0] - 2) : bottom - ys[0] + 2] = False
    xs = [left, *(left + place for place in _gutters(ink, round(GUTTER * max(inked.shape)))), right]
    rows = [y - ys[0] for y in ys]
    inner = _without_dirt(ink, [x - left for x in xs], rows, DIRT * max(inked.shape))
    xs = _without_empty_heads(ink, inner, rows, left)
    return (xs, ys) if FEWEST <= len(xs) - 1 <= MOST else None


def is_crossed(inked: Pixels, edges: Edges) -> bool:
    """Whether ink runs across an edge between two columns, rules apart: what stands there may be cut in two."""
    xs, ys = edges
    rows = np.ones(inked.shape[0], bool)
    for y in ys:
        rows[max(0, y - NEAR_RULE) : y + NEAR_RULE + 1] = False
    rows[: ys[0]] = rows[ys[-1] :] = False
    beside = [inked[rows, max(0, x - 1) : x + 2] for x in xs[1:-1]]
    return any(int((piece > 0).all(axis=1).sum()) >= CROSSED for piece in beside)


def _long_rules(level: Pixels, side: int) -> list[tuple[int, int, int, int]]:
    """Left, top, right, bottom of the rules that begin and end where most do, from above to below."""
    joined = cv2.morphologyEx(level, cv2.MORPH_CLOSE, np.ones((3, side // 30), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    wide = [(x, y, x + w, y + h) for x, y, w, h, _ in boxes[1:count].tolist() if w >= LEAST_WIDE * level.shape[1]]
    if not wide:
        return []
    ends = np.median([(left, right) for left, _, right, _ in wide], axis=0)
    same = [rule for rule in wide if _is_alike((abs(rule[0] - ends[0]), abs(rule[2] - ends[1])), side)]
    kept: list[tuple[int, int, int, int]] = []
    for rule in sorted(same, key=lambda rule: rule[1]):
        if not kept or rule[1] - kept[-1][3] >= APART * side:
            kept.append(rule)
    return kept


def _is_alike(off: tuple[float, float], side: int) -> bool:
    return min(off) <= SAME_END * side and max(off) <= HIDDEN_END * side


def _without_specks(ink: Pixels) -> NDArray[np.bool_]:
    count, labels, boxes, _ = cv2.connectedComponentsWithStats((ink > 0).astype(np.uint8))
    keep = boxes[:count, 4] > SPECK
    keep[0] = False
    return np.asarray(keep[labels], bool)


def _gutters(ink: NDArray[np.bool_], least: int) -> Sequence[int]:
    """The middles of the gaps between columns of ink."""
    edges = np.flatnonzero(np.diff(np.r_[0, ink.any(axis=0).astype(np.int8), 0]))
    ends, starts = edges[1:-1:2], edges[2::2]
    return [int(end + start) // 2 for end, start in zip(ends, starts, strict=True) if start - end >= least]


def _without_dirt(ink: NDArray[np.bool_], xs: Sequence[int], ys: Sequence[int], most: float) -> list[int]:
    """The edges less those round a speck that lies in a gutter: so small, and in one row only."""
    kept = list(xs)
    for start, end in pairwise(xs):
        piece = ink[:, start:end]
        down, across = np.flatnonzero(piece.any(axis=1)), np.flatnonzero(piece.any(axis=0))
        is_in_one_row = sum(bool(piece[top:bottom].any()) for top, bottom in pairwise(ys)) == 1
        if is_in_one_row and max(np.ptp(down), np.ptp(across)) < most and len(kept) > FEWEST:
            kept.remove(end if end in kept and end != xs[-1] else start)
    return kept


def _without_empty_heads(ink: NDArray[np.bool_], xs: Sequence[int], ys: Sequence[int], left: int) -> list[int]:
    """The edges less those between a heading and a value of the same column that stand beside each other: of two such
    neighbours no row holds both."""
    shown = [[bool(ink[top:bottom, start:end].any()) for top, bottom in pairwise(ys)] for start, end in pairwise(xs)]
    parted = [any(one and other for one, other in zip(*both, strict=True)) for both in pairwise(shown)]
    return [x + left for x, is_edge in zip(xs, [True, *parted, True], strict=True) if is_edge]
