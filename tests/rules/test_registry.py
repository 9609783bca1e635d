"""Which unit a name means: every listed name finds its own, a slip finds none, and a hint says what it may be."""

import csv
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.folding import unit_key
from rules.registry import Unit, load_registry
from tests.rules.given import DATA, desk

LISTS = [kind.registry for kind in desk().notice.unit_types]


@cache
def rows(name):
    """The rows of one list."""
    return list(csv.DictReader((DATA / "registry" / name).open(encoding="utf-8")))


def find(name):
    """The match at the real desk."""
    return desk().registry.find(name)


@pytest.mark.parametrize("name", LISTS)
def test_every_name_and_alias_finds_its_own_unit(name):
    kind = next(kind.name for kind in desk().notice.unit_types if kind.registry == name)
    for row in rows(name):
        for written in (row["name"], *filter(None, row["aliases"].split("|"))):
            match = find(written)
            assert (match.key, match.kind, match.status) == (row["name"], kind, "listed")


def test_no_misspelt_society_is_taken_for_one_and_nearly_all_are_suggested():
    wrong = rows("xuehui_misspellings.csv")
    matches = {row["right"]: find(row["wrong"]) for row in wrong}
    assert {match.status for match in matches.values()} == {"unknown"}
    suggested = sum(right in match.suggestions for right, match in matches.items())
    assert suggested >= len(matches) - 2


@given(
    st.sampled_from([row["name"] for row in rows("quanguo_xuehui.csv")]),
    st.integers(0, 20),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
)
def test_a_changed_character_never_finds_the_same_unit(name, place, character):
    place %= len(name)
    changed = name[:place] + character + name[place + 1 :]
    if changed != name:
        assert find(changed).key != name


@given(st.sampled_from([unit.name for kind in desk().notice.options for unit in desk().registry.of_kind(kind)]))
def test_blanks_quotes_and_kinds_of_bracket_make_no_difference(name):
    other = name.replace("（", "【").replace("）", "]").replace("海智计划", "“海智计划”")
    assert find(" ".join(other)).key == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("重庆市科协", "重庆市科学技术协会"),
        ("中国科协海智计划工作基地（温州）", "中国科协海智计划浙江（温州）工作基地"),
        ("中国科协（济南）海外人才离岸创新创业基地", "国家海外人才离岸创新创业基地（济南）"),
        (
            "国家海外人才离岸创新创业基地【中国(上海)自由贸易试验区】",
            "国家海外人才离岸创新创业基地（中国（上海）自由贸易试验区）",
        ),
    ],
)  # fmt: skip
def test_the_carrier_may_stand_in_either_bracket(written, name):
    assert find(written).key == name


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("青岛市科协", "副省级"),
        ("温州市科学技术协会", "市、县"),
        ("江苏省海外人才离岸创新创业基地（江阴临港开发区）", "批件"),
        ("福建省海智计划工作基地", "省级"),
        ("某某海智计划工作站", "工作站"),
    ],
)
def test_a_look_alike_is_unknown_and_says_what_it_may_be(written, word):
    match = find(written)
    assert (match.status, match.kind) == ("unknown", None)
    assert word in match.hint
    assert match.suggestions == ()


def test_an_unlisted_base_is_known_by_its_pattern_only():
    match = find("国家海外人才离岸创新创业基地（昆仑山）")
    assert (match.status, match.kind, match.unit) == ("pattern", "国家海外人才离岸创新创业基地", None)


def test_a_national_base_in_a_province_is_not_the_provincial_one():
    assert find("中国科协海智计划福建（某某园区）工作基地").status == "pattern"


def test_a_units_name_with_its_department_suggests_the_unit():
    assert find("重庆市科协国际合作部").suggestions == ("重庆市科学技术协会",)


@given(st.text(max_size=30))
def test_only_a_listed_name_is_listed_and_suggestions_are_few(text):
    match = find(text)
    if match.status == "listed":
        assert unit_key(text) in desk().registry.units or match.unit
    assert len(match.suggestions) <= 3


def test_one_name_in_two_lists_is_refused():
    files = {path.name: path.read_text("utf-8") for path in (DATA / "registry").glob("*.csv")}
    files["haiwai_jidi.csv"] = "name,aliases,group,source,note\n新基地,中国数学会,,,\n"
    with pytest.raises(ValueError, match="中国数学会"):
        load_registry(files, desk().notice)


def test_a_list_that_staff_extend_is_known_at_once():
    files = {path.name: path.read_text("utf-8") for path in (DATA / "registry").glob("*.csv")}
    files["haiwai_jidi.csv"] = "name,aliases,group,source,note\n布鲁塞尔创新基地,布鲁塞尔基地,,,[A] approved\n"
    match = load_registry(files, desk().notice).find("布鲁塞尔基地")
    assert match.unit == Unit("布鲁塞尔创新基地", "中国科协海智计划海外创新创业基地", ("布鲁塞尔基地",), "A")
