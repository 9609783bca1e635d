"""Names as offices write them, with every trap that is known: taken for a unit only where it is that unit's name."""

import csv
from itertools import combinations

import pytest
from rapidfuzz.distance import Levenshtein

from parsers.form import Field
from rules.case import Case, History
from rules.checks_unit import the_unit_is_known
from rules.finding import Finding
from rules.gather import gather
from rules.judged import judged
from rules.registry import Unit
from tests.rules.given import DATA, desk, form, judge, mail, pdf, stamped, word

SOCIETIES = [unit.name for unit in desk().registry.of_kind("全国学会")]
PROVINCES = [unit.name for unit in desk().registry.of_kind("省级科协")]
BASES = ["国家海外人才离岸创新创业基地", "中国科协海智计划工作基地"]
NEIGHBOURS = [(a, b) for a, b in combinations(SOCIETIES, 2) if Levenshtein.distance(a, b) == 1]


def find(name):
    """The match at the real desk."""
    return desk().registry.find(name)


def rows(name):
    """The rows of one list."""
    return list(csv.DictReader((DATA / "registry" / name).open(encoding="utf-8")))


def unknown(unit, kind):
    """What the office reads about a unit that no list has."""
    other = {"unit_name": unit, "unit_department": f"{unit}-国际部", "unit_type": kind}
    decision = judge(mail(word(form(other)), pdf(stamped(other))))
    return next((f for f in decision.findings if f.code == "unit_unknown"), Finding(""))


def test_societies_one_character_apart_are_never_taken_for_each_other():
    assert len(NEIGHBOURS) >= 60
    assert [(a, b) for a, b in NEIGHBOURS if find(a).key != a or find(b).key != b] == []


@pytest.mark.parametrize("department", ["国际部", "-国际部", "（国际合作部）", "秘书处", " 学会办公室"])
def test_a_department_stuck_to_a_name_is_no_unit_and_suggests_it(department):
    for name in (*SOCIETIES, *PROVINCES):
        match = find(name + department)
        assert (match.status, match.suggestions[0]) == ("unknown", name), name


@pytest.mark.parametrize("tail", ["（China Society）", " China Society of X", "/CSX", "（CSX）"])
def test_a_chinese_name_with_a_foreign_one_behind_it_suggests_the_unit(tail):
    for name in SOCIETIES:
        match = find(name + tail)
        assert (match.status, match.suggestions[0]) == ("unknown", name), name


def test_a_units_other_name_in_brackets_behind_it_is_the_same_unit():
    for name in (*SOCIETIES, *PROVINCES):
        for alias in find(name).unit.aliases:
            assert (find(f"{name}（{alias}）").key, find(f"{name} ({alias})").status) == (name, "listed")


def test_another_units_name_in_brackets_is_no_unit():
    assert find("中国化学会（CSTAM）").status == "unknown"
    assert find("中国化学会（中国力学学会）").status == "unknown"


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("国家海外人才离岸创新创业基地-济南", "国家海外人才离岸创新创业基地（济南）"),
        ("中国科协海智计划工作基地—海南大学", "中国科协海智计划海南（海南大学）工作基地"),
    ],
)
def test_a_bases_place_behind_a_dash_is_the_place_in_brackets(written, unit):
    assert (find(written).key, find(written).status) == (unit, "listed")


@pytest.mark.parametrize(
    "written", ["国家海外人才离岸创新创业基地-国际部", "中国化学会-国际部", "国家海外人才离岸创新创业基地-济南-国际部"]
)
def test_a_department_behind_a_dash_makes_no_unit(written):
    assert find(written).status != "listed"


def test_a_name_in_traditional_characters_is_suggested_and_not_taken():
    assert (find("中國化學會").status, find("中國化學會").suggestions[0]) == ("unknown", "中国化学会")


def test_a_listed_name_is_found_in_every_kind_of_quotes_and_brackets():
    for kind in desk().notice.unit_types:
        for unit in desk().registry.of_kind(kind.name):
            for opening, closing in ("()", "[]", "【】", "〔〕", "﹙﹚", "《》"):
                written = unit.name.replace("（", opening).replace("）", closing)
                assert find(f"“{written}”").key == unit.name
                assert find("\u3000".join(written)).key == unit.name


@pytest.mark.parametrize("name", PROVINCES)
def test_a_province_is_known_by_its_short_forms(name):
    short = name.replace("科学技术协会", "")
    bare = short
    for end in ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"):
        bare = bare.removesuffix(end)
    for written in (name, f"{short}科协", f"{bare}科协", f"{bare}科学技术协会"):
        assert (find(written).key, find(written).kind) == (name, "省级科协"), written


@pytest.mark.parametrize("written", ["兵团科协", "新疆兵团科协", "新疆生产建设兵团科协"])
def test_the_corps_is_not_the_region(written):
    assert find(written).key == "新疆生产建设兵团科学技术协会"
    assert find("新疆科协").key == "新疆维吾尔自治区科学技术协会"


@pytest.mark.parametrize("row", rows("subprovincial_kexie.csv"), ids=lambda row: row["name"])
@pytest.mark.parametrize("department", ["", "国际部", "-学会部"])
def test_a_city_below_the_province_is_told_its_way_with_or_without_department(row, department):
    for written in (row["name"], *row["aliases"].split("|")):
        match = find(written + department)
        assert (match.status, match.kind, match.suggestions) == ("unknown", None, ())
        assert "省级科协推荐" in match.hint, written


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("苏州市科学技术协会", "省级科协推荐"),
        ("某某县科协", "省级科协推荐"),
        ("某某区科学技术协会", "省级科协推荐"),
        ("广东省海外人才离岸创新创业基地（某某区）", "批件"),
        ("江苏省科协海智工作基地", "国家级基地"),
        ("江苏省海智计划工作基地（某某园区）", "国家级基地"),
        ("某某市海智工作基地", "国家级基地"),
        ("某某大学海智工作站", "工作站"),
        ("中国科协海智计划某某工作站", "工作站"),
        ("海智国际研发社区（某某）", "研发社区"),
        ("中国科协海智国际研发社区（某某）", "研发社区"),
        ("中国科学技术协会", "中国科协机关"),
        ("中国科协国际合作部", "中国科协机关"),
    ],
)
def test_a_look_alike_gets_the_helpful_sentence(written, word):
    match = find(written)
    assert match.status == "unknown"
    assert word in match.hint


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("国家海外人才离岸创新创业基地（某某新区）", BASES[0]),
        ("国家海外人才离岸创新创业基地【中国(某某)自由贸易试验区】", BASES[0]),
        ("中国科协（某某）海外人才离岸创新创业基地", BASES[0]),
        ("中国科协海智计划某某（某某大学）工作基地", BASES[1]),
        ("中国科协“海智计划”工作基地（某某社区）", BASES[1]),
        ("中国科协海智工作基地（某某研究院）", BASES[1]),
        ("中国科协“海外智力为国服务行动计划”某某（某某）工作基地", BASES[1]),
        ("中国科协海智计划某某海外创新创业基地", "中国科协海智计划海外创新创业基地"),
    ],
)
def test_a_base_that_no_list_has_is_confirmed_by_a_person(written, kind):
    match = find(written)
    assert (match.status, match.kind) == ("pattern", kind)
    finding = unknown(written, kind)
    assert "名单不全" in finding.detail
    assert "核实" in finding.detail


def test_a_foreign_group_that_no_list_has_is_confirmed_by_a_person():
    assert "名单不全" in unknown("Association of Chinese Engineers in Ruritania", "海外科技团体").detail


@pytest.mark.parametrize(("kind", "unit"), [("全国学会", "中国火星学会"), ("省级科协", "某某省科学技术协会")])
def test_only_a_closed_list_says_that_a_unit_is_not_there(kind, unit):
    finding = unknown(unit, kind)
    assert f"“{kind}”的名单中没有这一单位" in finding.detail
    assert "名单不全" not in finding.detail


def test_a_slip_is_suggested_and_never_put_right():
    other = {"unit_name": "中国声学学学会", "unit_department": "中国声学学学会-国际部"}
    decision = judge(mail(word(form(other)), pdf(stamped(other))))
    assert decision.problems == ("unit_unknown",)
    assert decision.record["unit_name"] == "中国声学学学会"
    assert decision.findings[0].suggestions[0] == "中国声学学会"


@pytest.mark.parametrize(
    "name",
    [
        "federation of chinese professional associations in europe",
        "Federation  of Chinese Professional\u00a0Associations in Europe",
        "ＣＡＳＴ－ＵＳＡ",
        "cast—usa",
    ],
)
def test_case_width_and_dashes_of_a_foreign_name_do_not_matter(name):
    assert (find(name).status, find(name).kind) == ("listed", "海外科技团体")


def test_a_name_that_a_person_adds_is_known_in_every_way_of_writing_and_takes_nothing_from_others():
    kind = BASES[0]
    lists = desk().registry
    more = lists.with_name(
        "国家海外人才离岸创新创业基地（某某新区）", Unit("国家海外人才离岸创新创业基地（某某新区）", kind)
    )
    assert more.find("中国科协（某某新区）海外人才离岸创新创业基地").status == "listed"
    assert all(more.find(unit.name).key == unit.name for unit in lists.of_kind(kind))
    taken = lists.with_name("国家海外人才离岸创新创业基地重庆两江新区", Unit("另一个", kind))
    assert (
        taken.find("中国科协（重庆两江新区）海外人才离岸创新创业基地").key
        == "国家海外人才离岸创新创业基地（重庆两江新区）"
    )


def test_an_uncertain_name_is_not_called_unknown():
    read = mail(word(form({"unit_name": Field("中国火星学会", certainty=0.5)})))
    case = gather(read, History(), desk(), None)
    assert isinstance(case, Case)
    assert list(the_unit_is_known(judged(case, desk()))) == []


@pytest.mark.parametrize("written", ["单位：北京市科协", "中国北京市科学技术协会"])
def test_words_before_a_listed_name_do_not_make_it_a_county(written):
    match = find(written)
    assert (match.status, match.hint, match.suggestions[0]) == ("unknown", "", "北京市科学技术协会")
