"""Posts, departments and answers that every office writes are believed at a glance; figures and odd words are not."""

import pytest

from parsers.document import DOUBTED
from parsers.form import Field
from rules.sides import sides_of
from tests.rules.given import desk, scan

UNIT = "中国声学学会"


def certain(key: str, text: str, certainty: float) -> bool:
    return sides_of(scan({"unit_name": UNIT, key: text}, certainty=certainty), desk())[key].certain


@pytest.mark.parametrize(
    ("text", "believed"),
    [
        ("副秘书长", True),
        ("国际部主任", True),
        ("副会长兼秘书长", True),
        ("综合办公室副主任（主持工作）", True),
        ("高级工程师", True),
        ("二级巡视员", False),  # 二 may be 三
        ("副王任", False),
        ("秘书长.", False),
    ],
)
def test_a_likely_reading_that_spells_a_usual_post_is_certain(text: str, believed: bool) -> None:
    assert certain("position", text, 0.75) == believed


@pytest.mark.parametrize(
    ("text", "believed"),
    [
        (UNIT, True),
        (f"{UNIT}-国际合作与交流处", True),
        (f"{UNIT}—秘书处", True),
        (f"{UNIT}-国标部", False),
        (f"{UNIT}-项目一部", False),
        (f"{UNIT}-某某大学-国际部", False),
        ("中国声学会-国际部", False),
        ("中国园林地理学会-国际部", False),
    ],
)
def test_a_listed_unit_with_a_usual_department_is_certain(text: str, believed: bool) -> None:
    assert certain("unit_department", text, 0.75) == believed


@pytest.mark.parametrize(("text", "believed"), [("是", True), ("未开通", True), ("目", False)])
def test_a_plain_answer_is_certain(text: str, believed: bool) -> None:
    assert certain("has_account", text, 0.75) == believed


@pytest.mark.parametrize(("certainty", "believed"), [(0.55, True), (0.45, False)])
def test_of_two_answers_the_one_that_is_read_is_likely_enough(certainty: float, believed: bool) -> None:
    answer = Field("是", certainty=certainty, ticked=("是",))
    assert sides_of(scan({"has_account": answer}), desk())["has_account"].certain == believed


LATIN = next(
    name for unit in desk().registry.units.values() for name in unit.names if name.isascii() and name.count(" ") > 2
)


@pytest.mark.parametrize(
    ("text", "believed"),
    [(LATIN, True), (f"{LATIN}-国际部", True), (LATIN.replace(" ", "", 1), False), (f"{LATIN}-国标部", False)],
)
def test_where_the_words_of_a_listed_name_end_is_known(text: str, believed: bool) -> None:
    assert certain("unit_department", text, DOUBTED) == believed


@pytest.mark.parametrize(("text", "ticked", "believed"), [("是", ("是",), True), ("☑是 □否", ("是",), False)])
def test_a_ticked_box_is_no_written_answer(text: str, ticked: tuple[str, ...], believed: bool) -> None:
    answer = Field(text, certainty=0.75, ticked=ticked)
    assert sides_of(scan({"has_account": answer}), desk())["has_account"].certain == believed


@pytest.mark.parametrize("certainty", [0.5, DOUBTED])
def test_what_is_hardly_read_or_doubted_by_rule_stays_so(certainty: float) -> None:
    assert not certain("position", "副秘书长", certainty)
    assert not certain("has_account", "是", certainty)


@pytest.mark.parametrize(
    ("text", "believed"),
    [
        ("全日本中国人博士協会", True),
        ("全日本中国人博士協会-综合办公室", True),
        ("全日本中国人博士協会-綜合辦公室", False),
        ("中国聲学学会", False),
    ],
)
def test_older_forms_are_believed_where_a_listed_name_has_them(text: str, believed: bool) -> None:
    assert certain("unit_department", text, DOUBTED) == believed
