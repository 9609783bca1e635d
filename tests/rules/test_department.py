"""单位-部门 says which department of the form's own unit: another unit's name, a sample or a stand-in is not taken."""

import pytest

from rules.finding import Outcome
from rules.values import unit_name
from rules.values_department import unit_department
from tests.rules.given import form, judge, mail, pdf, stamped, word

UNIT = "中国声学学会"
BASE = "国家海外人才离岸创新创业基地（济南）"


def decided(department, **changed):
    """The decision about a form with this 单位-部门, in both versions."""
    values = {"unit_department": department, **changed}
    return judge(mail(word(form(values)), pdf(stamped(values))))


@pytest.mark.parametrize(
    "department",
    [
        "中华医学会-国际部",
        "例3：中华医学会-国际部",
        "重庆市科协-国际合作处",
        "重庆市科学技术协会-国际合作部",
        "重庆市科协-国际合作部（）",
        "中国化学会-国际部",
        "中国科学技术协会-国际部",
        "国家海外人才离岸创新创业基地（济南）-办公室",
    ],
)
def test_a_department_of_another_known_unit_is_for_a_person(department):
    decision = decided(department)
    assert (decision.outcome, decision.problems) == (Outcome.REVIEW, ("uncertain:unit_department",))


@pytest.mark.parametrize(
    ("unit", "kind", "department"),
    [
        (BASE, "国家海外人才离岸创新创业基地", "济南海川高新区管委会-科技局"),
        (BASE, "国家海外人才离岸创新创业基地", "济南市科协-国际部"),
        (BASE, "国家海外人才离岸创新创业基地", f"{BASE}-山东省科协-国际部"),
        ("重庆市科协", "省级科协", "重庆市科学技术协会-国际合作部"),
        ("重庆市科学技术协会", "省级科协", "重庆市科协-国际合作部"),
        (UNIT, "全国学会", "海川大学-声学研究所"),
    ],
)
def test_a_body_that_carries_the_unit_or_the_units_other_name_is_no_other_unit(unit, kind, department):
    decision = decided(department, unit_name=unit, unit_type=kind)
    assert (decision.outcome, decision.problems) == (Outcome.ACCEPTED, ())


@pytest.mark.parametrize(
    "department",
    [
        *("无", "部门", "XX部", "某部", "待定", "同上", "/", "例", "XXX", "××处", "……", "单位-部门", "部门名称"),
        *("国际合作部（待定）", "国际合作部（样例）", "国际合作部（）", "国际部-无"),
    ],
)
def test_a_department_that_only_fills_the_place_is_not_accepted(department):
    assert decided(f"{UNIT}-{department}").problems == ("uncertain:unit_department",)


@pytest.mark.parametrize("department", ["某某学会-国际部", "XX学会-XX部", "如：中国声学学会-国际部", "XX-XX"])
def test_a_made_up_unit_is_not_accepted_as_the_department(department):
    assert decided(department).problems == ("uncertain:unit_department",)


@pytest.mark.parametrize("typed", [f"单位：{UNIT}\n部门：国际部", f"单位：{UNIT} 部门：国际部", f"{UNIT}-部门：国际部"])
def test_labels_repeated_before_unit_and_department_are_no_part_of_them(typed):
    decision = decided(typed)
    assert (decision.outcome, decision.record["unit_department"]) == (Outcome.ACCEPTED, f"{UNIT}-国际部")


@pytest.mark.parametrize("sign", ["/", "～", "_", "·", "：", ":", "|", " / ", "，", "、"])
def test_a_sign_behind_the_units_own_name_joins_the_department(sign):
    decision = decided(f"{UNIT}{sign}国际部")
    assert (decision.outcome, decision.record["unit_department"]) == (Outcome.ACCEPTED, f"{UNIT}-国际部")


def test_a_unit_in_no_list_is_not_held_against_its_department():
    decision = decided(f"{UNIT}-国际部", unit_name=f"{UNIT}（Acoustics）")
    assert decision.problems == ("unit_unknown",)


def test_a_sign_between_departments_is_part_of_their_names():
    assert decided(f"{UNIT}-国际部/外事办").record["unit_department"] == f"{UNIT}-国际部/外事办"


@pytest.mark.parametrize("typed", ["{}", "“{}”", "（盖章）“{}”", "《{}》", "'{}'"])
def test_quotes_around_the_unit_are_no_part_of_its_name(typed):
    decision = decided(f"{UNIT}-国际部", unit_name=typed.format(UNIT))
    assert (decision.outcome, decision.record["unit_name"]) == (Outcome.ACCEPTED, UNIT)


def test_quotes_inside_a_units_name_stay():
    name = "中国科协“海智计划”工作基地（某大学）"
    assert unit_name(name).normal == name


@pytest.mark.parametrize("typed", ["某市（某大学） 工作基地-国际部", "某市 （某大学）工作基地 国际部"])
def test_a_blank_within_the_units_own_name_parts_nothing(typed):
    value = unit_department(typed, False, ("某市（某大学）工作基地",))
    assert str(value.normal).count("-") == 1
    assert str(value.normal).endswith("工作基地-国际部")


def test_a_blank_within_a_latin_name_stays():
    assert unit_department("Some Society Office", False, ("Some Society",)).normal == "Some Society Office"


@pytest.mark.parametrize(
    ("laid_out", "typed", "told"),
    [
        (True, "Some Soc iety,USA", "Some Society, USA"),
        (True, "Some So\nciety, USA-国际部", "Some Society, USA-国际部"),
        (True, "Some Society, USA Office", "Some Society, USA Office"),
        (False, "Some Soc iety, USA", "Some Soc iety, USA"),
    ],
)
def test_on_a_page_a_latin_name_has_the_blanks_that_it_is_known_by(laid_out, typed, told):
    assert unit_department(typed, laid_out, ("Some Society, USA",)).normal == told
