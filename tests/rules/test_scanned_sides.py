"""What a scan's reading is worth before it is compared: listed names, odd answers."""

from dataclasses import replace

import pytest

from parsers.form import Field
from rules.agreement import Side, agreement
from rules.sides import sides_of
from rules.unit_line import Shown, is_named_again
from tests.rules.given import SURE_SEAL, desk, scan


def side(key, text, certainty):
    return sides_of(scan({key: text}, certainty=certainty), desk())[key]


@pytest.mark.parametrize(("text", "certain"), [("中国声学学会", True), ("中国声学学", False)])
def test_a_likely_reading_that_is_a_listed_name_is_certain(text, certain):
    assert side("unit_name", text, 0.8).certain == certain


def test_a_listed_name_without_its_closing_bracket_is_not_certain():
    listed = next(name for unit in desk().registry.units.values() for name in unit.names if name.endswith("）"))
    assert side("unit_name", listed, 0.8).certain
    assert not side("unit_name", listed[:-1], 0.8).certain


def test_a_listed_latin_name_that_lost_a_blank_is_not_certain():
    listed = next(
        name for unit in desk().registry.units.values() for name in unit.names if name.isascii() and " " in name
    )
    assert side("unit_name", listed, 0.9).certain
    assert not side("unit_name", listed.replace(" ", "", 1), 0.9).certain


@pytest.mark.parametrize(
    ("text", "certain"),
    [("冼东", True), ("洗东", False), ("欧阳明", True), ("彭　祖", True), ("买买提·艾力", True), ("Anna Lee", True)],
)
def test_a_name_that_begins_with_no_surname_was_misread_more_likely(text, certain):
    assert side("name", text, 1.0).certain == certain


@pytest.mark.parametrize(("text", "certain"), [("416502530849", False), ("16502530849", True), ("4165025", True)])
def test_a_foreign_number_whose_plus_was_read_as_a_digit_is_not_certainly_wrong(text, certain):
    assert side("mobile", text, 1.0).certain == certain


@pytest.mark.parametrize(("seen", "named"), [("ABCD-UK", False), ("ABCD_UK", True), ("BCD_UK", True)])
def test_a_latin_name_of_which_another_mark_is_seen_is_not_named_again(seen, named):
    shown = Shown(seen, 0.6, False)
    assert is_named_again("ABCD_UK", ("ABCD_UK",), "ABCD_UK-秘书处", shown) == named


@pytest.mark.parametrize(("text", "certain"), [("是", True), ("一 是", False)])
def test_a_stroke_beside_the_answer_is_no_wrong_answer(text, certain):
    answer = side("has_account", text, 0.99)
    assert (answer.certain and not answer.value.fault) == certain
    assert answer.value.fault != "invalid"


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("中国声学学会-国际部", True),
        ("中国声学学会", True),
        ("中国声学学会国际部", False),
        ("中国声学学会·国际部", False),
        ("中国声学学会-项目-部", False),
        ("中国声学学会-长沙科技创新中心综合部", False),
        ("中国声学学会-学会工作部", True),
        ("中国声学学会-人才交流服务中心", True),
    ],
)
def test_a_department_without_a_dash_after_its_unit_has_lost_it_more_likely(text, certain):
    sides = sides_of(scan({"unit_name": "中国声学学会", "unit_department": text}), desk())
    assert sides["unit_department"].certain == certain


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("mobile", "19270797048tangluoxin@kexue.cn"),
        ("email", "lin@kexue.cn机电"),
        ("email", "linkexue.cn"),
        ("unit_name", "中国园林地理学"),
        ("unit_name", "(章中国园林地理学会"),
        ("name", "1"),
        ("unit_department", "中国园林地理学会国际部"),
        ("position", "项目主管19270797048"),
        ("name", "林书航192707"),
        ("unit_department", "中国声学学会-国际部lin@kexue.cn"),
    ],
)
def test_what_no_form_holds_in_a_field_was_read_beside_it_or_lost_its_end(key, text):
    assert not side(key, text, 0.99).certain


@pytest.mark.parametrize(
    ("name", "department", "certain"),
    [
        ("源科技协会", "华源科技协会", False),
        ("华科技协会", "华源科技协会-国际部", False),
        ("华源科技协会", "华源科技协会-国际部", True),
        ("华源科技协会", "华源科技协会国际部", True),
        ("华源科技协会", "某大学-国际部", True),
    ],
)
def test_a_name_that_lacks_characters_which_it_has_in_the_department_was_cut(name, department, certain):
    sides = sides_of(scan({"unit_name": name, "unit_department": department}), desk())
    assert sides["unit_name"].certain == certain


@pytest.mark.parametrize(
    ("name", "department", "certainty", "certain"),
    [
        ("中国声学学会", "中国声学学会-国际部", 0.99, True),
        ("中国声学学会", "中国声学学会-国际部", 0.8, True),
        ("中国声学学会", "中国声学学会-国际部", 0.4, False),
        ("中国湖沼声学学会", "中国湖沼声学学会-国际部", 0.8, False),
        ("中国声学会", "中国声学学会-国际部", 0.99, False),
        ("中国声学学会", "中国力学学会-国际部", 0.99, False),
        ("福建省科学技术协会", "福建省科协-国际部", 0.99, True),
        ("中国湖沼声学学会", "中国湖沼声学学会-国际部", 0.99, True),
        ("中国湖沼声学学会", "中国湖泽声学学会-国际部", 0.99, False),
    ],
)
def test_a_name_half_hidden_by_the_seal_is_certain_where_the_department_repeats_it(
    name, department, certainty, certain
):
    paper = scan({"unit_name": Field(name, 0.1), "unit_department": Field(department, certainty)})
    assert sides_of(paper, desk())["unit_name"].certain == certain


@pytest.mark.parametrize(("certainty", "certain"), [(0.99, True), (0.97, False)])
def test_a_name_for_which_nothing_else_speaks_must_be_read_more_surely(certainty, certain):
    """Of characters hardly seen: 珅 was read as 坤 with 0.951, 麴 as 魏 with 0.980."""
    assert side("name", "林书航", certainty).certain == certain
    assert side("position", "主任", 0.97).certain


def unit_shown(seen, department, seal="中国声学学会", certainty=0.05, surely=0.99):
    """The unit's field where the scan shows `seen` on its line, under a seal with this name."""
    stamp = replace(SURE_SEAL, certainty=surely, name=seal, name_certainty=0.99)
    paper = scan({"unit_name": seen, "unit_department": department}, seals=(stamp,))
    hidden = replace(paper.fields["unit_name"], certainty=certainty)
    return sides_of(replace(paper, fields={**paper.fields, "unit_name": hidden}), desk())["unit_name"]


@pytest.mark.parametrize("seen", ["中声学学会", "中国声学学", "国声学学会", "中国声学字会"])
def test_a_name_half_hidden_by_its_own_seal_is_read_again_from_the_department(seen):
    shown = unit_shown(seen, "中国声学学会-国际部")
    assert shown.certain
    assert shown.value.normal == shown.text == "中国声学学会"


def test_the_name_along_a_grey_ring_speaks_as_well_though_the_ring_may_be_printed():
    assert unit_shown("中声学学会", "中国声学学会-国际部", surely=0.75).certain


@pytest.mark.parametrize(
    "changed",
    [
        {"seen": "声会"},
        {"seen": ""},
        {"seal": "中国光学学会"},
        {"seal": None},
        {"surely": 0.6},
        {"department": "中国光学学会-国际部"},
        {"seen": "海市科技协", "department": "上海市科学技术协会-国际部", "seal": "上海市科学技术协会"},
    ],
)
def test_it_stays_open_where_one_of_the_three_says_something_else(changed):
    shown = unit_shown(**({"seen": "中声学学会", "department": "中国声学学会-国际部"} | changed))
    assert not shown.certain


@pytest.mark.parametrize(
    ("seen", "unit", "certain"),
    [
        pytest.param("中国人工智能华会", "中国人工智能学会", True, id="but for a character"),
        pytest.param("中国人工智能学", "中国人工智能学会", True, id="but for its end"),
        pytest.param("中国航学会", "中国宇航学会", False, id="or 中国航空学会"),
        pytest.param("中国人工会", "中国人工智能学会", False, id="too little of it"),
    ],
)
def test_a_listed_name_of_which_nearly_all_is_seen_needs_no_seal(seen, unit, certain):
    assert unit_shown(seen, f"{unit}-国际部", seal=None).certain == certain


@pytest.mark.parametrize(
    ("seen", "department", "name"),
    [
        pytest.param("福建省科学技术会", "福建省科协-国际部", "福建省科学技术协会", id="its other name"),
        pytest.param("中(国声学学会", "中国声学学会-国际部", "中国声学学会", id="a bracket that is none"),
        pytest.param("盖草）中国声学学会", "中国声学学会-国际部", "中国声学学会", id="print before it"),
        pytest.param("盖草，中国声学学会", "中国声学学会-国际部", "中国声学学会", id="a comma for its bracket"),
        pytest.param("中国声学学会（盖笔）】", "中国声学学会-国际部", "中国声学学会", id="print behind it"),
        pytest.param("盖：中声学学会", "中国声学学会-国际部", "中国声学学会", id="a colon"),
    ],
)
def test_a_stamped_line_is_read_again_by_whichever_of_its_names_is_seen(seen, department, name):
    shown = unit_shown(seen, department, seal=name)
    assert shown.certain
    assert shown.value.normal == name


@pytest.mark.parametrize(("opened", "certain"), [("（", True), ("", False)])
def test_a_bracket_that_is_seen_tells_two_ways_to_write_a_name_apart(opened, certain):
    name = "中国科协海智计划广东（顺德）工作基地"
    shown = unit_shown(f"中国科协海智计划广东{opened}顺德户工作基地", f"{name}-国际部", seal=name)
    assert shown.certain == certain


def test_a_name_without_its_country_is_another_that_may_be_seen():
    """旅美专家协会 stood on the line, 中国旅美专家协会 in 单位-部门."""
    assert not unit_shown("盖草声学学会", "中国声学学会-国际部").certain


def test_a_name_read_again_bears_out_no_other_that_was_misread_so():
    """土 was read as 士 and put right; the WORD version said 士."""
    shown = unit_shown("中国声字学会", "中国声学学会-国际部")
    assert shown.certain
    typed = side("unit_name", "中国声字学会", 1.0)
    assert agreement("unit_name", replace(typed, scanned=False), shown) == "unsure"


@pytest.mark.parametrize(("text", "certain"), [("国际部主任", True), ("国际部主\n·任", False)])
def test_a_dot_within_a_post_is_a_speck(text, certain):
    assert side("position", text, 0.995).certain == certain


def test_a_name_with_a_character_that_no_picture_tells_from_its_twin_is_for_a_person():
    """曰 was read as 日 with 0.993, and 日 in the WORD version passed for it."""
    shown = side("name", "林书日", 0.999)
    assert not shown.certain
    typed = Side(Field("林书日"), shown.value)
    assert agreement("name", typed, replace(shown, field=Field("林书日", 0.999))) == "unsure"
