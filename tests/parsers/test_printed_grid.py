"""Cells from rules, whatever the table: spans, dashes, double lines."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.readers.printed import Rule
from parsers.readers.printed_grid import find_grids

STEP = 30.0


@st.composite
def partitions(draw: st.DrawFn) -> tuple[int, int, tuple[tuple[int, int, int, int], ...]]:
    """A grid cut into rectangles: rows, columns, (row, column, down, across)."""
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(2, 4))
    free, cells = set(product(range(rows), range(columns))), []
    for row, column in product(range(rows), range(columns)):
        if (row, column) in free:
            down, across = draw(st.integers(1, 2)), draw(st.integers(1, 2))
            wanted = set(product(range(row, row + down), range(column, column + across)))
            if not wanted <= free:
                down, across, wanted = 1, 1, {(row, column)}
            free -= wanted
            cells.append((row, column, down, across))
    return rows, columns, tuple(cells)


def rules(cells: tuple[tuple[int, int, int, int], ...], jitter: float = 0.0) -> list[Rule]:
    """The four sides of every cell."""
    found = []
    for row, column, down, across in cells:
        left, top = column * STEP + jitter, row * STEP
        right, bottom = (column + across) * STEP - jitter, (row + down) * STEP
        found += [Rule(left, y, right, y) for y in (top, bottom)]
        found += [Rule(x, top, x, bottom) for x in (left, right)]
    return found


def is_full(rows: int, columns: int, cells: tuple[tuple[int, int, int, int], ...]) -> bool:
    """True where every row and column edge is some cell's edge; a grid cannot know of the others."""
    edges_down = {row for row, *_ in cells} | {row + down for row, _, down, _ in cells}
    edges_across = {column for _, column, *_ in cells} | {column + across for _, column, _, across in cells}
    return edges_down == set(range(rows + 1)) and edges_across == set(range(columns + 1))


@settings(max_examples=150, deadline=None)
@given(partitions(), st.sampled_from([0.0, 0.4, 1.0]))
def test_the_cells_drawn_are_the_cells_found(
    case: tuple[int, int, tuple[tuple[int, int, int, int], ...]], jitter: float
) -> None:
    rows, columns, cells = case
    if not is_full(rows, columns, cells) or len(cells) < 2:
        return
    (grid,) = find_grids(rules(cells, jitter))
    assert (grid.rows, grid.columns) == (rows, columns)
    assert tuple((c.row, c.column, c.row_span, c.column_span) for c in grid.cells) == cells


def test_dashed_rules_are_rules() -> None:
    dashes = [Rule(x, y, x + 4, y) for y in (0, 30, 60) for x in range(0, 120, 7)]
    dashes += [Rule(x, y, x, y + 4) for x in (0, 60, 120) for y in range(0, 60, 7)]
    (grid,) = find_grids(dashes)
    assert (grid.rows, grid.columns, len(grid.cells)) == (2, 2, 4)


def test_a_frame_round_the_page_is_no_table() -> None:
    assert find_grids(rules(((0, 0, 1, 1),))) == ()


def test_a_stroke_through_text_does_not_part_a_cell() -> None:
    cells = ((0, 0, 1, 1), (0, 1, 1, 1))
    (grid,) = find_grids([*rules(cells), Rule(6, 15, 24, 15)])
    assert len(grid.cells) == 2


def test_cells_that_are_no_rectangles_are_parts_that_say_so() -> None:
    sides = rules(((0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)))
    broken = [rule for rule in sides if rule != Rule(0.0, 30.0, 60.0, 30.0)]
    broken = [rule for rule in broken if not (rule.is_level and rule.top == 30.0 and rule.x0 == 0.0)]
    (grid,) = find_grids(broken)
    assert not all(cell.whole for cell in grid.cells)


def test_two_tables_on_a_page_are_two() -> None:
    upper = rules(((0, 0, 1, 1), (0, 1, 1, 1)))
    lower = [Rule(r.x0, r.top + 100, r.x1, r.bottom + 100) for r in upper]
    assert len(find_grids([*lower, *upper])) == 2


def test_a_drawing_of_thousands_of_lines_is_no_table() -> None:
    assert find_grids([Rule(0, y * 3.0, 900, y * 3.0) for y in range(2_000)]) == ()
