"""Rules make cells, also where they are broken, skewed or stamped."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from parsers.scan.grid import Grid, find_grid, find_grids
from parsers.scan.grid_gutters import is_crossed
from parsers.scan.page import Pixels
from parsers.scan.upright import straightened

XS, YS = (150, 330, 620, 800, 1050, 1350), (300, 420, 700)
DARK = (40, 40, 40)


def a_page(xs: tuple[int, ...] = XS, ys: tuple[int, ...] = YS) -> Pixels:
    page = np.full((1100, 1550, 3), 250, np.uint8)
    for x in xs:
        cv2.line(page, (x, ys[0]), (x, ys[-1]), DARK, 2)
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), DARK, 2)
    return page


def shape(grid: Grid | None) -> tuple[int, int, int] | None:
    return grid and (grid.rows, grid.columns, len(grid.cells))


def test_every_cell_is_found_at_its_place() -> None:
    grid = find_grid(a_page())
    assert grid is not None
    assert shape(grid) == (2, 5, 10)
    expected = [(x0, y0, x1, y1) for y0, y1 in pairwise(YS) for x0, x1 in pairwise(XS)]
    assert np.abs(np.array([cell.box for cell in grid.cells]) - np.array(expected)).max() <= 4


def test_two_tables_on_one_sheet_are_both_found() -> None:
    lower = np.roll(a_page(XS[:5]), 50, axis=0)
    assert [shape(grid) for grid in find_grids(np.vstack([lower, a_page()]))] == [(2, 5, 10), (2, 4, 8)]


def test_a_merged_cell_stands_once_with_its_span() -> None:
    page = a_page()
    cv2.line(page, (XS[1], YS[0] + 4), (XS[1], YS[1] - 4), (250, 250, 250), 6)
    grid = find_grid(page)
    assert grid is not None
    assert [(cell.row, cell.column, cell.column_span) for cell in grid.cells][:2] == [(0, 0, 2), (0, 2, 1)]


def test_broken_rules_merge_no_cells() -> None:
    page = a_page()
    for gap in range(XS[0] + 60, XS[-1], 220):
        page[YS[1] - 4 : YS[1] + 4, gap : gap + 25] = 250
    page[480:560, XS[2] - 4 : XS[2] + 4] = 250
    assert shape(find_grid(page)) == (2, 5, 10)


def test_a_rule_seen_only_in_pieces_under_a_stamp_still_parts_the_cells() -> None:
    page = a_page(ys=(300, 420, 640))
    page[360:480, XS[2] - 60 : XS[3] + 60] = 250
    cv2.line(page, (XS[2] + 50, 420), (XS[2] + 130, 420), DARK, 2)
    assert shape(find_grid(page)) == (2, 5, 10)


@pytest.mark.parametrize("channel_colour", [(60, 60, 200), (120, 120, 120)])
def test_the_ring_of_a_stamp_is_no_rule(channel_colour: tuple[int, int, int]) -> None:
    page = a_page()
    cv2.circle(page, (700, 330), 120, channel_colour, 5)
    assert shape(find_grid(page)) == (2, 5, 10)


@pytest.mark.parametrize("degrees", [-4.0, 0.7, 3.0])
def test_a_skewed_page_is_made_level(degrees: float) -> None:
    turn = cv2.getRotationMatrix2D((775, 550), degrees, 1)
    page = np.asarray(cv2.warpAffine(a_page(), turn, (1550, 1100), borderValue=(250, 250, 250)), np.uint8)
    assert shape(find_grid(straightened(page))) == (2, 5, 10)


def test_a_page_seen_from_the_side_is_made_square() -> None:
    corners = np.array([[0, 0], [1550, 0], [1550, 1100], [0, 1100]], np.float32)
    seen = np.array([[60, 40], [1500, 10], [1550, 1090], [0, 1060]], np.float32)
    page = cv2.warpPerspective(
        a_page(), cv2.getPerspectiveTransform(corners, seen), (1550, 1100), borderValue=(90, 60, 50)
    )
    assert shape(find_grid(straightened(np.asarray(page, np.uint8)))) == (2, 5, 10)


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_blank_page_has_no_grid(shade: int) -> None:
    page = np.full((800, 600, 3), shade, np.uint8)
    assert find_grid(straightened(page)) is None


def test_noise_has_no_grid() -> None:
    noise = np.random.default_rng(7).integers(0, 255, (900, 700, 3), dtype=np.uint8)
    assert find_grid(straightened(noise)) is None


def test_a_tiny_picture_is_no_error() -> None:
    assert find_grid(straightened(np.full((7, 5, 3), 200, np.uint8))) is None


@pytest.mark.parametrize("short", [6, 9, 13])
def test_the_line_under_a_link_is_no_rule(short: int) -> None:
    """It is nearly as wide as its column, and the letters on it fill what it leaves."""
    page = a_page()
    cv2.line(page, (XS[3] + short + 3, 600), (XS[4] - short, 600), (160, 90, 20), 2)
    cv2.putText(page, "qingyang_ggy@g", (XS[3] + short, 598), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (160, 90, 20), 2)
    assert shape(find_grid(page)) == (2, 5, 10)


def test_a_fold_through_the_paper_is_no_rule() -> None:
    page = a_page()
    cv2.line(page, (0, 560), (1549, 560), (150, 150, 150), 2)
    cv2.line(page, (700, 0), (700, 1099), (150, 150, 150), 2)
    assert shape(find_grid(page)) == (2, 5, 10)


def test_a_fold_close_to_a_rule_takes_nothing_away() -> None:
    page = a_page()
    cv2.line(page, (808, 0), (811, 1099), (150, 150, 150), 1)
    assert shape(find_grid(straightened(page))) == (2, 5, 10)


def test_a_stamp_in_black_over_a_rule_merges_no_cells() -> None:
    page = a_page()
    cv2.circle(page, (620, 560), 110, (20, 20, 20), 12)
    cv2.circle(page, (620, 560), 30, (20, 20, 20), -1)
    assert shape(find_grid(page)) == (2, 5, 10)


@pytest.mark.parametrize("hidden", [(1250, 300, 1360, 500), (140, 500, 260, 710), (1000, 600, 1400, 720)])
def test_a_corner_hidden_by_a_stain_does_not_warp_the_page(hidden: tuple[int, int, int, int]) -> None:
    page = a_page()
    left, top, right, bottom = hidden
    page[top:bottom, left:right] = 250
    cv2.circle(page, ((left + right) // 2, (top + bottom) // 2), 60, (90, 90, 90), 4)
    moved = np.abs(straightened(page).astype(int) - page).max(axis=2)
    assert (moved > 60).mean() < 0.002


def test_large_letters_just_above_a_table_are_no_row_of_it() -> None:
    page = a_page()
    for left in range(400, 1100, 110):
        cv2.line(page, (left, 235), (left + 80, 235), DARK, 5)
    for left in (XS[2], XS[3]):
        cv2.line(page, (left, 215), (left, 290), DARK, 5)
    assert shape(find_grid(page)) == (2, 5, 10)


def test_walls_tell_where_a_table_begins_whose_first_rule_is_in_pieces() -> None:
    page = a_page()
    page[YS[0] - 6 : YS[0] + 6, XS[0] : XS[-1]] = 250
    for left, right in pairwise(XS):
        cv2.line(page, (left, YS[0]), ((left + right) // 2, YS[0]), DARK, 2)
    assert shape(find_grid(page)) == (2, 5, 10)


def test_a_fold_on_the_rule_under_the_headings_does_not_take_it_away() -> None:
    page = a_page()
    cv2.line(page, (0, YS[1] - 2), (page.shape[1], YS[1] - 2), (150, 150, 150), 2)
    assert shape(find_grid(page)) == (2, 5, 10)


def test_strokes_of_text_do_not_stand_for_the_rule_that_a_fold_lies_on() -> None:
    """They were what was left of the table's rows beside the fold, and headings and values became one row."""
    page = a_page()
    cv2.line(page, (0, YS[1] - 2), (page.shape[1], YS[1] - 2), (150, 150, 150), 2)
    for left in (XS[1] + 10, XS[1] + 60, XS[1] + 110):
        cv2.line(page, (left, 620), (left + 42, 620), DARK, 2)
    assert shape(find_grid(page)) == (2, 5, 10)


def test_a_wall_stands_where_a_stamp_hides_its_upper_end() -> None:
    page = a_page(ys=(300, 520, 700))
    cv2.circle(page, (XS[2], 430), 96, (80, 80, 80), 16)
    cv2.line(page, (XS[2], 330), (XS[2], 525), (80, 80, 80), 20)
    assert shape(find_grid(page)) == (2, 5, 10)


def three_lines(columns: int = 7, rules: tuple[int, ...] = (300, 420, 700)) -> Pixels:
    """Level rules, and words under headings, with gaps between the columns."""
    page = np.full((1100, 1550, 3), 250, np.uint8)
    for y in rules:
        cv2.line(page, (150, y), (1350, y), DARK, 2)
    for column in range(columns):
        left = 160 + column * 1200 // columns
        for y, wide in ((350, 60), (480, 110), (540, 90)):
            cv2.rectangle(page, (left, y), (left + wide, y + 24), DARK, -1)
    return page


def test_a_table_of_level_rules_has_its_columns_between_the_gaps() -> None:
    grid = find_grid(three_lines())
    assert grid is not None
    assert shape(grid) == (2, 7, 14)
    assert not grid.has_walls
    for cell in grid.cells[:7]:
        begins = 160 + cell.column * 1200 // 7
        assert cell.box[0] <= begins
        assert cell.box[2] >= begins + 110
    assert find_grid(a_page()).has_walls  # type: ignore[union-attr]


@pytest.mark.parametrize("hidden", [(1290, 1360), (140, 210)])
def test_a_stamp_may_hide_an_end_of_a_level_rule(hidden: tuple[int, int]) -> None:
    page = three_lines()
    page[290:310, hidden[0] : hidden[1]] = 250
    assert shape(find_grid(page)) == (2, 7, 14)


@pytest.mark.parametrize("page", [three_lines(columns=3), three_lines(columns=3, rules=(300, 700))])
def test_lines_across_a_page_of_words_are_no_table(page: Pixels) -> None:
    assert find_grid(page) is None


HEADING, FIRST, SECOND = (350, 60), (480, 110), (520, 85)


def words_in_columns(*lines: tuple[int, int], columns: int = 7, width: int = 1200) -> Pixels:
    """A page without any rule: at each height a line of characters in each column; (height, length) in pixels."""
    page = np.full((1100, 1550, 3), 250, np.uint8)
    for column in range(columns):
        for y, wide in lines:
            for left in range(160 + column * width // columns, 160 + column * width // columns + wide, 25):
                cv2.rectangle(page, (left, y), (left + 20, y + 24), DARK, -1)
    return page


def test_a_table_without_any_rule_is_told_by_its_gutters_and_its_widest_gap() -> None:
    grid = find_grid(words_in_columns(HEADING, FIRST, SECOND))
    assert grid is not None
    assert shape(grid) == (2, 7, 14)
    assert not grid.has_walls
    for cell in grid.cells[:7]:
        begins = 160 + cell.column * 1200 // 7
        assert cell.box[0] <= begins
        assert cell.box[2] >= begins + 110
        assert 374 < cell.box[3] < 480


def test_words_of_a_row_above_the_headings_close_no_gutter() -> None:
    """The unit's name stood between the columns of 邮箱 and 单位类型, which became one."""
    page = three_lines(rules=(200, 300, 420, 700))
    gutter = 160 + 5 * 1200 // 7 - 20
    cv2.rectangle(page, (gutter - 60, 240), (gutter + 60, 264), DARK, -1)
    grid = find_grid(page)
    assert shape(grid) == (2, 7, 14)
    assert grid is not None
    assert grid.box[1] > 290
    assert not grid.is_crossed


@pytest.mark.parametrize("y", [350, 560])
def test_a_speck_in_a_gutter_makes_no_column(y: int) -> None:
    page = three_lines()
    left = 160 + 3 * 1200 // 7 - 30
    cv2.rectangle(page, (left, y), (left + 7, y + 7), DARK, -1)
    assert shape(find_grid(page)) == (2, 7, 14)


def test_letters_that_run_into_one_another_are_a_line_of_text_and_no_stamp() -> None:
    """The letters of an address did in the reduced page; the column ended before them, and nboc became nb."""
    page = words_in_columns(HEADING, FIRST, SECOND)
    begins = 160 + 4 * 1200 // 7
    cv2.rectangle(page, (begins, FIRST[0] + 4), (begins + 140, FIRST[0] + 22), DARK, -1)
    grid = find_grid(page)
    assert grid is not None
    assert shape(grid) == (2, 7, 14)
    assert not grid.is_crossed
    assert grid.cells[4].box[2] >= begins + 140


@pytest.mark.parametrize(
    ("box", "crossed"),
    [((60, 90, 140, 96), True), ((10, 19, 290, 21), False), ((60, 90, 95, 96), False), ((60, 2, 140, 8), False)],
    ids=["a value", "a rule", "beside the edge", "above the table"],
)
def test_ink_across_an_edge_between_two_columns_is_told(box: tuple[int, int, int, int], crossed: bool) -> None:
    inked = np.zeros((200, 300), np.uint8)
    inked[box[1] : box[3], box[0] : box[2]] = 255
    assert is_crossed(inked, ([10, 100, 290], [20, 180])) == crossed


def test_a_gap_within_a_value_makes_no_column_of_a_table_without_rules() -> None:
    page = words_in_columns(HEADING, FIRST, SECOND)
    left = 160 + 2 * 1200 // 7
    page[470:560, left + 60 : left + 100] = 250
    assert shape(find_grid(page)) == (2, 7, 14)


@pytest.mark.parametrize(
    "page",
    [
        words_in_columns(HEADING, FIRST, columns=3),
        words_in_columns(HEADING, FIRST, SECOND, columns=1, width=1200),
        words_in_columns((350, 1100), FIRST, (520, 1100)),
        words_in_columns(HEADING),
    ],
    ids=["three columns", "one column", "lines of running text", "one line"],
)
def test_words_on_a_page_without_rules_are_no_table(page: Pixels) -> None:
    assert find_grid(page) is None


def test_a_short_value_that_stands_wholly_beside_its_heading_is_in_its_column() -> None:
    page = three_lines()
    left = 160 + 5 * 1200 // 7
    for top, bottom in ((340, 390), (470, 600)):
        cv2.rectangle(page, (left - 4, top), (left + 120, bottom), (250, 250, 250), -1)
    cv2.rectangle(page, (left + 80, 350), (left + 130, 374), DARK, -1)
    cv2.rectangle(page, (left, 480), (left + 50, 504), DARK, -1)
    assert shape(find_grid(page)) == (2, 7, 14)


def test_a_fold_so_close_to_a_rule_that_they_are_one_run_does_not_hide_it() -> None:
    page, fold = a_page(), YS[1] + 11
    cv2.line(page, (20, fold), (page.shape[1] - 20, fold), (205, 205, 205), 3)
    assert shape(find_grid(page)) == (2, 5, 10)


def test_a_pale_fold_that_is_seen_beyond_one_side_of_the_table_only_is_no_rule() -> None:
    """It cut a row in two: the last digit of a number and the last letter of an address were in another row."""
    page = a_page()
    cv2.line(page, (0, 560), (XS[0], 560), (242, 242, 242), 2)
    cv2.line(page, (XS[0], 560), (1440, 560), (185, 185, 185), 2)
    assert shape(find_grid(page)) == (2, 5, 10)


def test_a_wall_of_which_a_stamp_leaves_pale_pieces_parts_the_headings_still() -> None:
    """姓名 and 单位-部门 became one heading, and both values one name."""
    page = a_page()
    x = XS[1]
    page[YS[0] + 3 : YS[1] - 2, x - 3 : x + 4] = 250
    for top, bottom in ((YS[0], YS[0] + 38), (YS[0] + 60, YS[0] + 80), (YS[1] - 36, YS[1])):
        cv2.line(page, (x, top), (x, bottom), (215, 215, 215), 2)
    assert shape(find_grid(page)) == (2, 5, 10)


def test_words_in_a_merged_row_are_no_pieces_of_a_wall() -> None:
    page = a_page(ys=(300, 345, 520, 700))
    page[303:343, XS[0] + 3 : XS[-1] - 3] = 250
    cv2.putText(page, "HMHNHMHNHMHNHMHNHMHNHMHNHMHNHMHNHMHNHMHNHMHNHMHNH", (XS[0] + 8, 333), 0, 0.9, DARK, 2)
    assert shape(find_grid(page)) == (3, 5, 11)


def test_the_table_of_the_other_side_that_shows_through_makes_no_rows_and_columns() -> None:
    """A form upon a form on the glass: its frame ran through the cells and joined them to a frame beyond."""
    page, other = a_page(), a_page()
    behind = 255 - (255 - other[:, ::-1].astype(int)) // 8
    shifted = np.roll(behind, (45, -70), axis=(0, 1)).astype(np.uint8)
    page = np.minimum(page, cv2.morphologyEx(shifted, cv2.MORPH_ERODE, np.ones((3, 3), np.uint8)))
    assert shape(find_grid(page)) == (2, 5, 10)


@pytest.mark.parametrize("x", [XS[1], XS[4]])
def test_a_thin_wall_under_a_red_stamp_parts_the_cells_still(x: int) -> None:
    """The stamp's ink went, and the wall with it: two headings became one, and both their values."""
    page = a_page()
    page[YS[0] + 3 : YS[-1] - 2, x - 3 : x + 4] = 250
    page[YS[0] + 3 : YS[1] - 2, x] = 170
    page[YS[1] + 3 : YS[-1] - 2, x] = 120
    ink = np.ones(page.shape)
    for radius in (60, 95, 125):
        cv2.circle(ink, (x, 400), radius, (0.3, 0.3, 0.8), 14)
    stamped = (page * ink).astype(np.uint8)
    shown = cv2.imdecode(cv2.imencode(".jpg", stamped, [cv2.IMWRITE_JPEG_QUALITY, 60])[1], cv2.IMREAD_COLOR)
    assert shape(find_grid(np.asarray(shown, np.uint8))) == (2, 5, 10)
