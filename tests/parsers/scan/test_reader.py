"""Whole pages: what a scanner makes of a form is read, or not passed as certain."""

from collections.abc import Mapping
from functools import cache

import cv2
import numpy as np
import pytest

from parsers.document import CERTAIN, TICKED, Document, Paragraph, Table
from parsers.form import find_forms
from parsers.lattice import folded
from parsers.layout import FieldLayout, FormLayout
from parsers.scan.page import PageImage, Pixels, shows_colour
from parsers.scan.reader import read_pages
from parsers.scan.recogniser import Recogniser
from tests.exam.dice import AS_IN_LIFE
from tests.exam.draw import draw
from tests.exam.truth import OPTIONS, ExamPage

LABELS = {
    "name": "姓名", "unit_department": "单位-部门", "position": "职务", "mobile": "手机号", "email": "邮箱",
    "unit_type": "单位类型", "has_account": "是否已开通“科协一家”账户（以手机号为准）",
}  # fmt: skip
ANSWERS: Mapping[str, tuple[str, ...]] = {"unit_type": OPTIONS, "has_account": ("是", "否")}
LAYOUT = FormLayout(
    "海智合作机构推荐工作负责人信息表",
    (
        FieldLayout("unit_name", ("单位名称",), "line"),
        *(FieldLayout(key, (label,), options=ANSWERS.get(key, ())) for key, label in LABELS.items()),
    ),
    ("（盖章）",),
)
ENGINE = Recogniser(2)
PLAIN = 9_006


@cache
def a_page(seed: int) -> ExamPage:
    return draw(seed)


def read(*pictures: Pixels) -> Document:
    return read_pages([PageImage(place + 1, picture) for place, picture in enumerate(pictures)], LAYOUT, ENGINE)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(document: Document) -> set[str]:
    """All texts, folded, without line breaks."""
    paragraphs = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    cells = [cell.text for table in tables(document) for cell in table.cells]
    return {folded(text) for text in paragraphs + cells}


@pytest.fixture(scope="module")
def plain() -> Document:
    return read(a_page(PLAIN).image)


def test_every_value_of_a_plain_page_is_read(plain: Document) -> None:
    truth = a_page(PLAIN).typed
    values = {folded(truth[key]) for key in ("name", "unit_department", "position", "mobile", "email")}
    assert values <= texts(plain)
    assert any(folded(truth["unit_name"]) in text for text in texts(plain))


def test_its_ticked_box_is_found(plain: Document) -> None:
    (cell,) = [cell for table in tables(plain) for cell in table.cells if "☑" in cell.text or "□" in cell.text]
    ticked = {line[1:] for line in cell.text.split("\n") if line.startswith("☑")}
    assert ticked == a_page(PLAIN).ticked
    assert cell.certainty >= CERTAIN


def test_every_cell_has_its_place_and_every_value_its_picture(plain: Document) -> None:
    for cell in tables(plain)[0].cells:
        assert cell.where is not None
        assert cell.where.page == 1
        left, top, right, bottom = cell.where.box
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1
        assert (cell.picture is None) == (cell.row == 0)
        if cell.picture is not None:
            assert cv2.imdecode(np.frombuffer(cell.picture, np.uint8), cv2.IMREAD_COLOR) is not None


def test_the_lattice_of_a_cell_tells_its_text_from_a_changed_one(plain: Document) -> None:
    number = a_page(PLAIN).typed["mobile"]
    (cell,) = [cell for cell in tables(plain)[0].cells if folded(cell.text) == folded(number)]
    assert cell.lattice is not None
    assert cell.lattice.ratio(number) > -0.5
    for place in range(len(number)):
        if number[place].isdigit():
            changed = number[:place] + str((int(number[place]) + 5) % 10) + number[place + 1 :]
            assert cell.lattice.ratio(changed) < -6


@pytest.mark.parametrize("quarters", [1, 2])
def test_a_turned_page_is_read_upright(quarters: int) -> None:
    page = a_page(PLAIN)
    document = read(np.ascontiguousarray(np.rot90(page.image, quarters)))
    assert folded(page.typed["mobile"]) in texts(document)
    assert document.pages[0].width > document.pages[0].height


@pytest.mark.parametrize("quarters", [0, 1])
def test_a_form_without_rules_is_read_upside_down_and_on_its_side(quarters: int) -> None:
    page = draw(165_105, AS_IN_LIFE)
    assert folded(page.typed["position"]) in texts(read(np.ascontiguousarray(np.rot90(page.image, quarters))))


def test_a_covering_letter_before_the_form_is_passed_over() -> None:
    page = a_page(PLAIN)
    letter = np.full((1600, 1100, 3), 255, np.uint8)
    cv2.putText(letter, "To whom it may concern", (120, 300), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 2)
    document = read(letter, page.image)
    assert len(tables(document)) == 1
    assert [picture.page for picture in document.pages] == [2]
    assert {cell.where.page for cell in tables(document)[0].cells if cell.where} == {2}


def test_another_document_gives_lines_and_no_table() -> None:
    letter = np.full((1600, 1100, 3), 255, np.uint8)
    cv2.putText(letter, "To whom it may concern", (120, 300), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 2)
    document = read(letter)
    assert tables(document) == []
    assert any("concern" in text for text in texts(document))


@pytest.mark.parametrize("shape", [(40, 30, 3), (900, 700, 3), (900, 700)])
def test_an_empty_page_is_no_error(shape: tuple[int, ...]) -> None:
    document = read(np.full(shape, 251, np.uint8))
    assert document.blocks == ()
    assert document.scanned


def test_whether_a_seal_would_be_seen_depends_on_colour() -> None:
    page = a_page(PLAIN).image
    grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)
    assert shows_colour(page)
    assert not shows_colour(grey)
    assert not shows_colour(np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8))


@pytest.mark.parametrize(("key", "wide"), [("mobile", 60), ("mobile", 30), ("email", 60), ("email", 35)])
def test_a_stain_over_a_value_takes_the_certainty_away(plain: Document, key: str, wide: int) -> None:
    """Three digits under a stain were passed over with certainty, since a foreign number may have any length."""
    value = folded(a_page(PLAIN).typed[key])
    (cell,) = [cell for cell in tables(plain)[0].cells if folded(cell.text) == value]
    assert cell.where is not None
    page = a_page(PLAIN).image.copy()
    left, top, right, bottom = cell.where.box
    height, width = page.shape[:2]
    middle = (round((left + right) / 2 * width), round((top + bottom) / 2 * height))
    cv2.ellipse(page, middle, (wide, 26), 0, 0, 360, (105, 130, 150), -1)
    stained = read(np.asarray(cv2.GaussianBlur(page, (5, 5), 0), np.uint8))
    assert not any(
        folded(other.text) != value and other.certainty >= CERTAIN
        for table in tables(stained)
        for other in table.cells
        if (other.row, other.column) == (cell.row, cell.column)
    )


def test_a_column_of_numbers_is_not_the_names_where_a_stamp_hides_their_heading() -> None:
    page = a_page(110_175)
    (form,) = find_forms(read(page.image), LAYOUT)
    assert form.fields["name"].text == page.typed["name"]


@pytest.mark.parametrize("seed", [140_469, 146_311])
def test_the_shadow_and_the_thick_lines_of_a_box_are_no_certain_second_tick(seed: int) -> None:
    page = a_page(seed)
    (form,) = find_forms(read(page.image), LAYOUT)
    choice = form.fields["unit_type"]
    assert choice.certainty < CERTAIN or set(choice.ticked or ()) == page.ticked


def test_a_tick_that_turns_at_the_edge_of_the_next_box_is_no_certain_tick_of_it() -> None:
    (form,) = find_forms(read(a_page(141_089).image), LAYOUT)
    assert form.fields["unit_type"].certainty < CERTAIN


@pytest.mark.parametrize("seed", [163_013, 163_069])
def test_one_tick_over_two_options_is_certainly_of_neither(seed: int) -> None:
    """Over the words of both; behind the words of one and through the box of the next."""
    (form,) = find_forms(read(draw(seed, AS_IN_LIFE).image), LAYOUT)
    assert form.fields["unit_type"].certainty < CERTAIN


@pytest.mark.parametrize("seed", [160_456, 162_209])
def test_a_tick_that_a_pen_s_colour_or_the_network_tells_is_certain(seed: int) -> None:
    """A blue pen over a box's wall; a box sought a little aside of its place."""
    page = draw(seed, AS_IN_LIFE)
    (form,) = find_forms(read(page.image), LAYOUT)
    assert set(form.fields["unit_type"].ticked or ()) == page.ticked
    assert form.fields["unit_type"].certainty >= CERTAIN


@pytest.mark.parametrize(
    ("seed", "certain"),
    [
        pytest.param(142_432, True, id="a fold beside a typed tick is no half box"),
        pytest.param(142_326, False, id="a tick between two options is the nearer one's, perhaps"),
    ],
)
def test_a_tick_beside_boxes(seed: int, certain: bool) -> None:
    page = a_page(seed)
    (form,) = find_forms(read(page.image), LAYOUT)
    field = form.fields["unit_type"]
    assert set(field.ticked or ()) == set(page.ticked)
    assert (field.certainty >= CERTAIN) == certain


def field_box(document: Document, key: str) -> tuple[float, float, float, float]:
    (form,) = find_forms(document, LAYOUT)
    place = form.fields[key].where
    assert place is not None
    return place.box


@pytest.mark.parametrize("ink", [(30, 30, 30), (150, 60, 20), (40, 40, 210)], ids=["black", "blue", "red"])
@pytest.mark.parametrize("key", ["name", "mobile"])
def test_a_value_struck_out_with_a_pen_is_not_read_through_the_line(
    plain: Document, key: str, ink: tuple[int, int, int]
) -> None:
    picture = a_page(PLAIN).image.copy()
    high, wide = picture.shape[:2]
    left, top, right, bottom = field_box(plain, key)
    cell = picture[round(top * high) + 6 : round(bottom * high) - 6, round(left * wide) + 6 : round(right * wide) - 6]
    rows, columns = np.nonzero(cell.min(axis=2) < 120)
    ends, lines = (int(columns.min()) - 4, int(columns.max()) + 4), np.flatnonzero(np.diff(np.unique(rows)) > 4)
    starts = [int(rows.min()), *(int(np.unique(rows)[at + 1]) for at in lines)]
    stops = [*(int(np.unique(rows)[at]) for at in lines), int(rows.max())]
    for start, stop in zip(starts, stops, strict=True):
        cv2.line(cell, (ends[0], (start + stop) // 2), (ends[1], (start + stop) // 2 + 2), ink, 4, cv2.LINE_AA)
    (form,) = find_forms(read(picture), LAYOUT)
    assert form.fields[key].certainty < CERTAIN
    assert a_page(PLAIN).typed[key] not in (form.fields[key].text or "")


SPOILT = [(182_081, "position"), (180_213, "email"), (178_183, "email"), (184_341, "email"), (184_499, "email")]
SPOILT += [(191_068, "unit_department"), (191_128, "name")]


@pytest.mark.parametrize(("seed", "key"), SPOILT)
def test_what_a_step_before_the_letters_spoils_is_not_certain(seed: int, key: str) -> None:
    """部门负责人 on a fold, which reads as a label; a cell that a grey stamp parted; an l that went with the rule; a
    speck before a wrapped line; a dash at a line's end, too pale to be seen as ink; a speck, read as 。; a W
    of which the wall took the first stroke, on a line whose words were told apart afterwards."""
    page = draw(seed, AS_IN_LIFE)
    (form,) = find_forms(read(page.image), LAYOUT)
    assert form.fields[key].certainty < CERTAIN


@pytest.mark.parametrize(
    ("seed", "key"),
    [(181_464, "email"), (178_282, "email"), (178_024, "email"), (184_272, "email"), (185_195, "position")],
)
def test_what_such_a_step_once_spoilt_is_read_rightly(seed: int, key: str) -> None:
    """A 6 along a scanner's streak; an i whose dot was cut off; letters that ran into one another; a 5 before which the
    ball of its own bow was taken for a dot; the half of 授 beside a streak."""
    page = draw(seed, AS_IN_LIFE)
    (form,) = find_forms(read(page.image), LAYOUT)
    assert "".join((form.fields[key].text or "").split()) == page.typed[key]


LIKELIEST = [176_460, 178_310, 184_017, 184_065, 185_267, 185_405, 186_423, 188_353]
LIKELIEST += [
    179_096,
    185_143,
    188_023,
    178_205,
    189_186,
    189_148,
    189_331,
    185_092,
    191_050,
    191_071,
    191_318,
    191_454,
]


@pytest.mark.parametrize("seed", LIKELIEST)
def test_of_ticks_in_doubt_the_likeliest_is_shown(seed: int) -> None:
    """A box that ran with ink; one that a pen crossed out of shape; a stamp's letters by another box; words under a
    scribble; a lower part of 省 that passed for the box that a tick stands for; a tick in two parts between words and
    the next box; a grey stamp. A cross that begins before its box; options that a stamp hides, twice; letters of a grey
    stamp, twice; two ticks of a pen, one on its box's edge, and one behind words; behind words and wrapped to the next
    line; instead of boxes, twice; a cross that begins before its box again; a
    tick with its end apart; ticks that went with a red stamp, thrice; a stamp's
    letter that passed for a box behind the words; two characters under a stamp that passed for another option's."""
    page = draw(seed, AS_IN_LIFE)
    (form,) = find_forms(read(page.image), LAYOUT)
    ticked = [line for line in (form.fields["unit_type"].text or "").splitlines() if line.startswith(TICKED)]
    assert set(ticked) == {TICKED + option for option in page.ticked}
