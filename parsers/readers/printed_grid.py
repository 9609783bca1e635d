"""The cells that printed rules enclose.

In: the rules of one page. Out: Grid, one for each ruled table, with the boxes of its cells and their spans.
Elsewhere: what stands in the cells (`printed_blocks`), grids of scanned pages (`parsers.scan`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from parsers.document import Box
from parsers.readers.printed import Rule

SNAP = 2.5
"""Points that two rules may lie apart and be one."""
GAP, TOUCH = 4.0, 2.5
"""Points that a rule may break off (dashes), and that it may stop short of a crossing."""
SHORTEST = 8.0
"""Shorter lines are strokes of tick boxes or underlines."""
MOST_RULES = 1_500
"""A page with more is a drawing."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid; `whole` is False where rules enclose no rectangle and the cell is only a part of it."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """One ruled table; cells in row-major order."""

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    box: Box


def find_grids(rules: Iterable[Rule]) -> tuple[Grid, ...]:
    """Every ruled table with at least two cells and one inner plumb rule or two columns of boxes, from the top down."""
    level, plumb = _joined(rules)
    if len(level) + len(plumb) > MOST_RULES:
        return ()
    grids = (_grid(hs, vs) for hs, vs in _connected(level, plumb))
    return tuple(sorted((g for g in grids if g is not None), key=lambda g: (g.box[1], g.box[0])))


def _joined(rules: Iterable[Rule]) -> tuple[list[Rule], list[Rule]]:
    level: list[Rule] = []
    plumb: list[Rule] = []
    for rule in rules:
        (level if rule.is_level else plumb).append(rule)
    hs = _collinear([((r.top + r.bottom) / 2, r.x0, r.x1) for r in level])
    vs = _collinear([((r.x0 + r.x1) / 2, r.top, r.bottom) for r in plumb])
    return [Rule(a, y, b, y) for y, a, b in hs], [Rule(x, a, x, b) for x, a, b in vs]


def _collinear(lines: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Lines (position, from, to) of about the same position joined where they touch; short ones dropped."""
    snapped = snap([line[0] for line in lines])
    joined: list[tuple[float, float, float]] = []
    for at, start, end in sorted((snapped(at), start, end) for at, start, end in lines):
        if joined and joined[-1][0] == at and start <= joined[-1][2] + GAP:
            joined[-1] = (at, joined[-1][1], max(end, joined[-1][2]))
        else:
            joined.append((at, start, end))
    return [line for line in joined if line[2] - line[1] >= SHORTEST]


def snap(values: Sequence[float], tolerance: float = SNAP) -> Callable[[float], float]:
    """A function that moves each of the values to the mean of its neighbours closer than `tolerance`."""
    means: dict[float, float] = {}
    group: list[float] = []
    for value in [*sorted(values), float("inf")]:
        if group and value - group[-1] > tolerance:
            means.update(dict.fromkeys(group, sum(group) / len(group)))
            group = []
        group.append(value)
    return means.__getitem__


def _connected(level: list[Rule], plumb: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or touch, group by group."""
    groups = Groups(len(level) + len(plumb))
    for (i, h), (j, v) in product(enumerate(level), enumerate(plumb)):
        if h.x0 - TOUCH <= v.x0 <= h.x1 + TOUCH and v.top - TOUCH <= h.top <= v.bottom + TOUCH:
            groups.join(i, len(level) + j)
    every = level + plumb
    members = ([every[i] for i in group] for group in groups.members())
    return [([r for r in m if r.is_level], [r for r in m if not r.is_level]) for m in members if len(m) > 2]


class Groups:
    """Numbers 0 to n-1, joined step by step into groups (union-find)."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root(self, index: int) -> int:
        """The number that stands for the group of `index`."""
        while self._parents[index] != index:
            self._parents[index] = self._parents[self._parents[index]]
            index = self._parents[index]
        return index

    def join(self, one: int, other: int) -> None:
        """From now on both are of one group."""
        self._parents[self.root(one)] = self.root(other)

    def members(self) -> list[list[int]]:
        """The groups."""
        groups: dict[int, list[int]] = {}
        for index in range(len(self._parents)):
            groups.setdefault(self.root(index), []).append(index)
        return list(groups.values())


def _grid(level: list[Rule], plumb: list[Rule]) -> Grid | None:
    if not level or not plumb:
        return None
    xs = _positions([v.x0 for v in plumb], [p for h in level for p in (h.x0, h.x1)])
    ys = _positions([h.top for h in level], [p for v in plumb for p in (v.top, v.bottom)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns < 2:
        return None
    groups = _merged(_Lattice(xs, ys, level, plumb))
    cells = sorted(_cells(groups, xs, ys), key=lambda c: (c.row, c.column))
    if len(cells) < 2:
        return None
    return Grid(tuple(cells), rows, columns, (xs[0], ys[0], xs[-1], ys[-1]))


def _positions(crossing: list[float], ends: list[float]) -> list[float]:
    """Where rows or columns part; the outermost ends close a table whose sides are open."""
    inside = sorted(set(crossing))
    low, high = min(ends), max(ends)
    before = [low] if low < inside[0] - SHORTEST else []
    after = [high] if high > inside[-1] + SHORTEST else []
    return [*before, *inside, *after]


@dataclass(frozen=True, slots=True)
class _Lattice:
    xs: list[float]
    ys: list[float]
    level: list[Rule]
    plumb: list[Rule]

    def is_ruled_above(self, row: int, column: int) -> bool:
        """True where a rule parts this box from the one above."""
        runs = [(h.x0, h.x1) for h in self.level if abs(h.top - self.ys[row]) < 0.01]
        return _covers(runs, self.xs[column], self.xs[column + 1])

    def is_ruled_left(self, row: int, column: int) -> bool:
        """True where a rule parts this box from the one to its left."""
        runs = [(v.top, v.bottom) for v in self.plumb if abs(v.x0 - self.xs[column]) < 0.01]
        return _covers(runs, self.ys[row], self.ys[row + 1])


def _covers(runs: list[tuple[float, float]], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(b, end) - max(a, start)) for a, b in runs)
    return covered > 0.5 * (end - start)


def _merged(lattice: _Lattice) -> list[list[tuple[int, int]]]:
    """Boxes of the lattice, those without a rule between them together."""
    rows, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
    groups = Groups(rows * columns)
    for row, column in product(range(rows), range(columns)):
        if row and not lattice.is_ruled_above(row, column):
            groups.join((row - 1) * columns + column, row * columns + column)
        if column and not lattice.is_ruled_left(row, column):
            groups.join(row * columns + column - 1, row * columns + column)
    return [[divmod(index, columns) for index in group] for group in groups.members()]


def _cells(groups: list[list[tuple[int, int]]], xs: list[float], ys: list[float]) -> Iterable[GridCell]:
    for group in groups:
        if _is_rectangle(group):
            yield _cell(group, xs, ys, whole=True)
        else:
            yield from (_cell([box], xs, ys, whole=False) for box in group)


def _is_rectangle(group: list[tuple[int, int]]) -> bool:
    rows, columns = {r for r, _ in group}, {c for _, c in group}
    return len(group) == (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


def _cell(group: list[tuple[int, int]], xs: list[float], ys: list[float], *, whole: bool) -> GridCell:
    row, column = min(r for r, _ in group), min(c for _, c in group)
    bottom, right = max(r for r, _ in group) + 1, max(c for _, c in group) + 1
    box = (xs[column], ys[row], xs[right], ys[bottom])
    return GridCell(row, column, bottom - row, right - column, box, whole)
