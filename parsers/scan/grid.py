"""The table's grid: its rules, and the cells between them with their spans.

In: a straight page. Out: Grid with cells (boxes in pixels of that page) and the mask of the rules themselves.
Elsewhere: making the page straight (`parsers.scan.upright`), what stands in the cells (`parsers.scan.reader`).
A rule counts where most of its length is there, so broken, stained or stamped rules do not merge cells.
"""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.page import Pixels, ink
from parsers.scan.red_ink import without_red
from parsers.scan.upright import large_enough, reduced, rule_window, rules

RULED, RULED_ALONE = 0.3, 0.85
"""The share of an edge that must be ruled for it to part two cells: of a rule that runs on elsewhere; of one that does
not, and may be the arc of a stamp."""
INKED = 0.9
LONG, RUNS_ON, RUNS_FAR = 0.6, 0.5, 0.7
RULED_IN_LOW_ROWS = 0.8
LEAST_ROW, LEAST_COLUMN = 0.009, 0.018
"""Shares of the page's longest side."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its place in the grid and its box (left, top, right, bottom; centres of the rules)."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table's cells in row-major order."""

    rows: int
    columns: int
    box: tuple[int, int, int, int]
    cells: tuple[GridCell, ...]
    rules: Pixels
    """Full-size mask: 255 on the rules."""


@dataclass(frozen=True, slots=True, eq=False)
class _Rules:
    level: NDArray[np.bool_]
    plumb: NDArray[np.bool_]
    left: int
    top: int
    page_level: NDArray[np.bool_]
    page_plumb: NDArray[np.bool_]
    inked: NDArray[np.bool_]
    """All ink of this part: where a stamp or bold text hides a rule, there is ink along all of it."""


def find_grid(straight: Pixels) -> Grid | None:
    """The table with the most cells; None where there is none with at least four."""
    small, scale = reduced(straight)
    grey = without_red(small)
    bilevel = ink(grey, rule_window(grey), 14)
    level, plumb = rules(bilevel)
    found = [_cells(part) for part in _ruled_things(level, plumb, bilevel)]
    found = [grid for grid in found if len(grid[2]) >= 4]
    if not found:
        return None
    rows, columns, cells = max(found, key=lambda grid: len(grid[2]))
    mask = _kept(level, plumb, cells)
    size = (straight.shape[1], straight.shape[0])
    scaled = tuple(_scaled(cell, scale) for cell in cells)
    lefts, tops, rights, bottoms = zip(*(cell.box for cell in scaled), strict=True)
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    full = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST), np.uint8)
    return Grid(rows, columns, box, scaled, full)


def _kept(level: Pixels, plumb: Pixels, cells: list[GridCell]) -> Pixels:
    """The rules, less long strokes of text and stamps: only what lies along the edge of a cell."""
    near = np.zeros_like(level)
    for cell in cells:
        left, top, right, bottom = cell.box
        cv2.rectangle(near, (left, top), (right, bottom), 255, 7)
    return np.asarray(cv2.dilate((level | plumb) & near, np.ones((3, 3), np.uint8)), np.uint8)


def _ruled_things(level: Pixels, plumb: Pixels, bilevel: Pixels) -> list[_Rules]:
    reach = 2 * (max(level.shape) // 75) + 1
    across, down = np.ones((7, reach), np.uint8), np.ones((reach, 7), np.uint8)
    joined = cv2.bitwise_or(cv2.dilate(level, across), cv2.dilate(plumb, down))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(joined)
    sizes = boxes[:, 2].astype(np.int64) * boxes[:, 3]
    largest = sorted(range(1, count), key=lambda index: -sizes[index])[:3]
    things = []
    for index in largest:
        left, top, wide, high = (int(value) for value in boxes[index, :4])
        if large_enough(wide, high, level):
            here = labels[top : top + high, left : left + wide] == index
            part = np.s_[top : top + high, left : left + wide]
            strokes = (level[part] > 0) & here, (plumb[part] > 0) & here
            things.append(_Rules(*strokes, left, top, level > 0, plumb > 0, bilevel[part] > 0))
    return things


def _cells(part: _Rules) -> tuple[int, int, list[GridCell]]:
    side = max(part.level.shape)
    tolerance = max(2, side // 500)
    level = cv2.dilate(part.level.astype(np.uint8), np.ones((2 * tolerance + 1, 1), np.uint8)) > 0
    plumb = cv2.dilate(part.plumb.astype(np.uint8), np.ones((1, 2 * tolerance + 1), np.uint8)) > 0
    ys = _row_rules(part.level, level)
    if len(ys) < 2:
        return 0, 0, []
    xs = _column_rules(part.plumb, plumb, ys)
    if len(xs) < 2:
        return 0, 0, []
    xs, ys = _within_table(part, xs, ys)
    xs = _apart(xs, part.plumb[ys[0] : ys[-1]].sum(axis=0), max(8, int(LEAST_COLUMN * side)))
    ys = _apart(ys, part.level[:, xs[0] : xs[-1]].sum(axis=1), max(6, int(LEAST_ROW * side)))
    if len(xs) < 2 or len(ys) < 2:
        return 0, 0, []
    xs, ys = _without_stray(plumb, level, (xs, ys))
    if len(xs) < 2 or len(ys) < 2:
        return 0, 0, []
    cells = _merged(_walls(plumb, ys, xs, part.inked), _walls(level.T, xs, ys, part.inked.T).T)
    return len(ys) - 1, len(xs) - 1, [_placed(cell, (xs, ys), part) for cell in cells]


def _within_table(part: _Rules, xs: list[int], ys: list[int]) -> tuple[list[int], list[int]]:
    across, down = [x + part.left for x in xs], [y + part.top for y in ys]
    kept_across = _without_folds(part.page_plumb, across, (down[0], down[-1]))
    kept_down = _without_folds(part.page_level.T, down, (across[0], across[-1]))
    return [x - part.left for x in kept_across], [y - part.top for y in kept_down]


def _without_folds(along: NDArray[np.bool_], lines: list[int], ends: tuple[int, int]) -> list[int]:
    """Less the inner lines that run on beyond the table: folds of the paper, streaks of the scanner.

    `along`: the whole page's strokes in the direction of the lines; all places are the page's.
    """
    near, far = (max(12, max(along.shape) // share) for share in (50, 16))
    return [
        line
        for line in lines
        if line in (lines[0], lines[-1])
        or not (
            all(_outside(along, line, ends, near, place) >= RUNS_ON for place in (0, 1))
            or any(_outside(along, line, ends, far, place) >= RUNS_FAR for place in (0, 1))
        )
    ]


def _outside(along: NDArray[np.bool_], line: int, ends: tuple[int, int], reach: int, place: int) -> float:
    """How much of a line goes on before (0) or behind (1) the table; the ring of a stamp may, but not far."""
    side = along[max(0, ends[0] - reach) : max(0, ends[0] - 5)] if place == 0 else along[ends[1] + 6 : ends[1] + reach]
    return float(side[:, line - 2 : line + 3].any(axis=1).mean()) if len(side) >= 4 else 0.0


def _without_stray(
    plumb: NDArray[np.bool_], level: NDArray[np.bool_], lines: tuple[list[int], list[int]]
) -> tuple[list[int], list[int]]:
    """Less the lines that part no two cells: strokes of a character, the flat of a stamp's ring."""
    xs, ys = lines
    if len(xs) < 2:
        return xs, ys
    floors = np.atleast_1d(_walls(level.T, xs, ys).any(axis=0))
    ys = [y for y, real in zip(ys, floors, strict=True) if real]
    walls = np.atleast_1d(_walls(plumb, ys, xs).any(axis=0)) if len(ys) > 1 else np.zeros(len(xs), bool)
    return [x for x, real in zip(xs, walls, strict=True) if real], ys


def _row_rules(thin: NDArray[np.bool_], thick: NDArray[np.bool_]) -> list[int]:
    """Heights at which a level rule runs along at least one column's width."""
    least = 0.07 * thin.shape[1]
    return _peaks(thin.sum(axis=1), thick.sum(axis=1), least)


def _column_rules(thin: NDArray[np.bool_], thick: NDArray[np.bool_], ys: list[int]) -> list[int]:
    """Places at which a plumb rule runs down the whole of at least one row."""
    heights = np.diff(ys)
    score = np.zeros(thin.shape[1])
    for top, bottom in pairwise(ys):
        covered = thick[top + 2 : bottom - 1].mean(axis=0) if bottom - top > 6 else np.zeros(thin.shape[1])
        enough = RULED if bottom - top > 1.5 * np.median(heights) else RULED_IN_LOW_ROWS
        score = np.maximum(score, np.where(covered >= enough, covered, 0))
    return _peaks(thin[ys[0] : ys[-1]].sum(axis=0), score, RULED)


def _peaks(strength: NDArray[np.int64], score: NDArray[np.float64], least: float) -> list[int]:
    """The middle of each run where `score` is enough."""
    enough = np.r_[0, (score >= least).astype(int), 0]
    starts, ends = np.flatnonzero(np.diff(enough) == 1), np.flatnonzero(np.diff(enough) == -1)
    return [
        round(float(np.average(np.arange(start, end), weights=strength[start:end] + 1e-6)))
        for start, end in zip(starts, ends, strict=True)
    ]


def _apart(lines: list[int], strength: NDArray[np.int64], least: int) -> list[int]:
    """Of lines nearer than `least` to one another the strongest."""
    kept: list[int] = []
    for line in lines:
        if not kept or line - kept[-1] >= least:
            kept.append(line)
        elif strength[line - 1 : line + 2].sum() > strength[kept[-1] - 1 : kept[-1] + 2].sum():
            kept[-1] = line
    return kept


def _walls(
    thick: NDArray[np.bool_], bands: list[int], lines: list[int], inked: NDArray[np.bool_] | None = None
) -> NDArray[np.bool_]:
    """[band, line]: is this line ruled along this band?"""
    hidden = np.zeros((len(bands) - 1, len(lines)), bool)
    covered = np.zeros((len(bands) - 1, len(lines)))
    joined = np.zeros(covered.shape, bool)
    for band, (start, end) in enumerate(pairwise(bands)):
        for index, line in enumerate(lines):
            covered[band, index] = thick[start + 2 : end - 1, line].mean() if end - start > 4 else 0
            hidden[band, index] = inked is not None and _all_inked(inked[start + 2 : end - 1, line - 1 : line + 2])
            joined[band, index] = _reaches_both_ends(thick[start:end, line])
    lengths = np.diff(bands)[:, None]
    shares = (covered * lengths).sum(axis=0) / lengths.sum()
    long = shares >= LONG
    return np.asarray(((covered >= np.where(long, RULED, RULED_ALONE)) & (joined | long)) | (hidden & long), bool)


def _all_inked(edge: NDArray[np.bool_]) -> bool:
    """Whether there is ink all along it, as where a rule runs through a stamp or touches bold letters."""
    return bool(len(edge) > 4 and edge.any(axis=1).mean() >= INKED)


def _reaches_both_ends(edge: NDArray[np.bool_]) -> bool:
    """A rule does; the line under a hyperlink ends with its words."""
    near = max(3, len(edge) // 60)
    return all(part.mean() > 0.5 for part in (edge[2 : 2 + near], edge[-2 - near : -2]) if len(part))


def _merged(walls: NDArray[np.bool_], floors: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """(row, column, row span, column span) of each cell: grown from its first place until a rule stops it."""
    rows, columns = walls.shape[0], floors.shape[1]
    taken = np.zeros((rows, columns), bool)
    cells = []
    for row in range(rows):
        for column in range(columns):
            if taken[row, column]:
                continue
            wide = 1
            while column + wide < columns and not walls[row, column + wide] and not taken[row, column + wide]:
                wide += 1
            high = 1
            while row + high < rows and not floors[row + high, column : column + wide].any():
                high += 1
            taken[row : row + high, column : column + wide] = True
            cells.append((row, column, high, wide))
    return cells


def _placed(cell: tuple[int, int, int, int], lines: tuple[list[int], list[int]], part: _Rules) -> GridCell:
    row, column, high, wide = cell
    xs, ys = lines
    box = (xs[column] + part.left, ys[row] + part.top, xs[column + wide] + part.left, ys[row + high] + part.top)
    return GridCell(row, column, high, wide, box)


def _scaled(cell: GridCell, scale: float) -> GridCell:
    left, top, right, bottom = (round(value / scale) for value in cell.box)
    return GridCell(cell.row, cell.column, cell.row_span, cell.column_span, (left, top, right, bottom))
