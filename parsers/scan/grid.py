"""The table's grid: its rules, and the cells between them with their spans.

In: a straight page. Out: Grid with cells (boxes in pixels of that page) and the mask of the rules themselves.
Elsewhere: making the page straight (`parsers.scan.upright`), what stands in the cells (`parsers.scan.reader`).
A rule counts where most of its length is there, so broken, stained or stamped rules do not merge cells.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.grid_gutters import is_crossed, ruled_without_walls
from parsers.scan.grid_rules import apart, column_rules, is_outer_rule, row_rules, walls_along, without_folds
from parsers.scan.grid_strokes import hidden_rules, without_show_through
from parsers.scan.grid_unruled import unruled_edges
from parsers.scan.page import Pixels, ink
from parsers.scan.red_ink import without_red
from parsers.scan.upright import large_enough, reduced, rule_window, rules

LEAST_ROW, LEAST_COLUMN = 0.009, 0.018
"""Shares of the page's longest side."""
DARKER_BY, PALE = 14, 5
"""How much darker than the paper around it ink is: of a rule to be found; of one that is known to run on elsewhere."""


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
    has_walls: bool = True
    """False where its columns are only told by the gaps between them."""
    is_crossed: bool = False
    """True where there is ink in one of those gaps."""


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
    depth: Pixels
    """How much darker than the paper beside it each point of the page is."""
    hidden: tuple[Pixels, Pixels] | None = None
    """Level and plumb strokes of the page with what a red glass shows of them under a stamp."""


def find_grid(straight: Pixels) -> Grid | None:
    """The table with the most cells; None where there is none with at least four."""
    return next(iter(find_grids(straight)), None)


def find_grids(straight: Pixels) -> tuple[Grid, ...]:
    """The largest tables with at least four cells, that with the most cells first."""
    small, scale = reduced(straight)
    grey = without_red(small)
    inked = ink(grey, rule_window(grey), DARKER_BY)
    depth = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((rule_window(grey), rule_window(grey)), np.uint8))
    level, plumb = without_show_through(rules(inked), np.asarray(depth, np.uint8))
    pale = ink(grey, rule_window(grey), PALE)
    things = _ruled_things(level, plumb, pale, np.asarray(depth, np.uint8))
    hidden = hidden_rules(small, inked)
    found = [_cells(replace(part, hidden=hidden) if hidden else part) for part in things]
    found = [grid for grid in found if len(grid[2]) >= 4]
    edges = None if found else ruled_without_walls(level, inked) or unruled_edges(inked)
    if edges:
        found = [_between(*edges)]
    size = (straight.shape[1], straight.shape[0])
    grids = (
        _full_size((rows, columns, cells), _kept(level, plumb, cells), (scale, size))
        for rows, columns, cells in sorted(found, key=lambda grid: -len(grid[2]))
    )
    return tuple(replace(one, has_walls=False, is_crossed=is_crossed(inked, edges)) if edges else one for one in grids)


def _full_size(found: tuple[int, int, list[GridCell]], mask: Pixels, sizes: tuple[float, tuple[int, int]]) -> Grid:
    rows, columns, cells = found
    scaled = tuple(_scaled(cell, sizes[0]) for cell in cells)
    lefts, tops, rights, bottoms = zip(*(cell.box for cell in scaled), strict=True)
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    full = np.asarray(cv2.resize(mask, sizes[1], interpolation=cv2.INTER_NEAREST), np.uint8)
    return Grid(rows, columns, box, scaled, full)


def _between(xs: list[int], ys: list[int]) -> tuple[int, int, list[GridCell]]:
    places = [(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)]
    cells = [GridCell(row, at, 1, 1, (xs[at], ys[row], xs[at + 1], ys[row + 1])) for row, at in places]
    return len(ys) - 1, len(xs) - 1, cells


def _kept(level: Pixels, plumb: Pixels, cells: list[GridCell]) -> Pixels:
    """The rules, less long strokes of text and stamps: only what lies along the edge of a cell."""
    near = np.zeros_like(level)
    for cell in cells:
        left, top, right, bottom = cell.box
        cv2.rectangle(near, (left, top), (right, bottom), 255, 7)
    return np.asarray(cv2.dilate((level | plumb) & near, np.ones((3, 3), np.uint8)), np.uint8)


def _ruled_things(level: Pixels, plumb: Pixels, inked: Pixels, depth: Pixels) -> list[_Rules]:
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
            things.append(_Rules(*strokes, left, top, level > 0, plumb > 0, inked[part] > 0, depth))
    return things


def _cells(part: _Rules) -> tuple[int, int, list[GridCell]]:
    level, plumb = _thicker(part.level, part.plumb)
    thick = _thicker(*_with_hidden(part, (part.level, part.plumb)))
    ys = row_rules(part.level, level)
    if len(ys) < 2:
        return 0, 0, []
    xs = column_rules(part.plumb, plumb, ys)
    if len(xs) < 2:
        return 0, 0, []
    across, down = _within_table(part, xs, ys)
    lines = _parting(part, thick, across, down)
    if len(lines[1]) < 3 and len(down) < len(ys):
        # what was left beside the fold were strokes of text: the fold lies on the rule under the headings
        lines = _parting(part, thick, across, ys)
    xs, ys = lines
    if len(xs) < 2 or len(ys) < 2:
        return 0, 0, []
    # between the letters of a stamp a rule is seen in pieces, which hang together with nothing
    box = np.s_[part.top : part.top + level.shape[0], part.left : part.left + level.shape[1]]
    level, plumb = _thicker(*_with_hidden(part, (part.page_level[box], part.page_plumb[box])))
    cells = _merged(walls_along(plumb, ys, xs, part.inked), walls_along(level.T, xs, ys, part.inked.T, level=True).T)
    return len(ys) - 1, len(xs) - 1, [_placed(cell, (xs, ys), part) for cell in cells]


def _with_hidden(
    part: _Rules, strokes: tuple[NDArray[np.bool_], NDArray[np.bool_]]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Level and plumb strokes, with what a stamp hides of them."""
    if part.hidden is None:
        return strokes
    height, width = part.level.shape
    box = np.s_[part.top : part.top + height, part.left : part.left + width]
    return strokes[0] | (part.hidden[0][box] > 0), strokes[1] | (part.hidden[1][box] > 0)


def _thicker(level: NDArray[np.bool_], plumb: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    wide = 2 * max(2, max(level.shape) // 500) + 1
    thick_level = cv2.dilate(level.astype(np.uint8), np.ones((wide, 1), np.uint8)) > 0
    return thick_level, cv2.dilate(plumb.astype(np.uint8), np.ones((1, wide), np.uint8)) > 0


def _parting(
    part: _Rules, thick: tuple[NDArray[np.bool_], NDArray[np.bool_]], xs: list[int], ys: list[int]
) -> tuple[list[int], list[int]]:
    """The rules that part cells, each once. `thick`: level and plumb strokes, made thicker."""
    side = max(part.level.shape)
    xs = apart(xs, part.plumb[ys[0] : ys[-1]].sum(axis=0), max(8, int(LEAST_COLUMN * side)))
    ys = apart(ys, part.level[:, xs[0] : xs[-1]].sum(axis=1), max(6, int(LEAST_ROW * side)))
    return _without_stray(thick[1], thick[0], (xs, ys), part.inked) if len(xs) > 1 and len(ys) > 1 else (xs, ys)


def _within_table(part: _Rules, xs: list[int], ys: list[int]) -> tuple[list[int], list[int]]:
    across, down = [x + part.left for x in xs], [y + part.top for y in ys]
    kept_across = without_folds(part.page_plumb, across, (down[0], down[-1]), part.depth)
    kept_down = without_folds(part.page_level.T, down, (across[0], across[-1]), part.depth.T)
    return [x - part.left for x in kept_across], [y - part.top for y in kept_down]


def _without_stray(
    plumb: NDArray[np.bool_], level: NDArray[np.bool_], lines: tuple[list[int], list[int]], inked: NDArray[np.bool_]
) -> tuple[list[int], list[int]]:
    """Less the lines that part no two cells: strokes of a character, the flat of a stamp's ring."""
    xs, ys = lines
    if len(xs) < 2:
        return xs, ys
    floors = np.atleast_1d(walls_along(level.T, xs, ys, inked.T, level=True).any(axis=0))
    bands = walls_along(plumb, ys, xs, inked)
    for end in (0, -1):
        floors[end] = is_outer_rule(level[ys[end], xs[0] : xs[-1]], bands[end], bool(floors[end]))
    ys = [y for y, real in zip(ys, floors, strict=True) if real]
    walls = np.atleast_1d(walls_along(plumb, ys, xs, inked).any(axis=0)) if len(ys) > 1 else np.zeros(len(xs), bool)
    return [x for x, real in zip(xs, walls, strict=True) if real], ys


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
