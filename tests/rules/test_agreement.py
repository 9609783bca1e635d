"""WORD against PDF, field by field: what is the same, what differs, and what nobody can tell."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.form import Field
from rules.agreement import DIFFERS_AT_MOST, SAME_AT_LEAST, Side, agreement, verdicts
from rules.sides import sides_of
from tests.rules.given import desk, form, lattice, scan, stamped


def verdict(key, word_text, pdf_paper):
    """WORD's text against a PDF version."""
    return agreement(key, sides_of(form({key: word_text}), desk())[key], sides_of(pdf_paper, desk())[key])


@pytest.mark.parametrize(
    ("key", "one", "other"),
    [
        ("unit_department", "中国声学学会 国际部", "中国声学学会国\n际部"),
        ("unit_department", "中国声学学会——国际部", "中国声学学会-国际部"),
        ("unit_name", "国家海外人才离岸创新创业基地(济南)", "国家海外人才离岸创新创业基地（济南）"),
        ("unit_name", "中国科协“海智计划”合肥工作基地", '中国科协"海智计划"合肥工作基地'),
        ("mobile", "139 0001 0001", "１３９０００１０００１"),
        ("mobile", "+86-13900010001", "13900010001"),
        ("email", "Lin@Kexue.Example.CN", "Lin@kexue.\nexample.cn"),
        ("name", "林　航", "林航"),
        ("name", "古丽娜尔•买买提", "古丽娜尔·买买提"),
        ("position", "主 任", "主任"),
        ("has_account", "已开通", "是"),
    ],
)
def test_typed_values_that_mean_the_same_agree(key, one, other):
    assert verdict(key, one, stamped({key: other})) == "same"


@pytest.mark.parametrize(
    ("key", "one", "other"),
    [
        ("email", "lin@kexue.example.cn", "1in@kexue.example.cn"),
        ("email", "Lin@kexue.example.cn", "lin@kexue.example.cn"),
        ("email", "lin_a@kexue.example.cn", "lin-a@kexue.example.cn"),
        ("mobile", "13900010001", "13900010011"),
        ("name", "林己", "林已"),
        ("position", "主任", "副主任"),
        ("position", "主任", ""),
        ("has_account", "是", "否"),
    ],
)
def test_typed_values_that_only_look_alike_differ(key, one, other):
    assert verdict(key, one, stamped({key: other})) == "differs"


def test_a_cell_that_the_pdf_has_not_got_tells_nothing():
    assert verdict("position", "主任", stamped({"position": Field(None)})) == "unsure"


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.integers(0, 10), st.integers(1, 9))
def test_a_certain_scan_of_another_number_differs(digits, place, by):
    changed = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assert verdict("mobile", digits, scan({"mobile": digits})) == "same"
    assert verdict("mobile", changed, scan({"mobile": digits})) in ("differs", "unsure")
    if changed[0] == "1" and changed[1] > "2":
        assert verdict("mobile", changed, scan({"mobile": digits})) == "differs"


def test_a_scan_that_wavers_between_two_characters_cannot_tell():
    wavering = lattice("林航", {1: {"航": -0.05, "杭": -4.0}})
    read = Field("林航", certainty=0.99, lattice=wavering)
    assert DIFFERS_AT_MOST < wavering.ratio("林杭") < SAME_AT_LEAST
    assert verdict("name", "林杭", scan({"name": read})) == "unsure"


def test_samples_in_the_picture_do_not_hide_the_value():
    shown = "例1：重庆市科协-国际合作部中国声学学会-国际部"
    read = Field("中国声学学会-国际郜", certainty=0.97, lattice=lattice(shown.replace("国际部", "国际郜"), {}))
    read = replace(read, lattice=lattice(shown, {len(shown) - 1: {"郜": -0.5, "部": -1.0}}))
    assert verdict("unit_department", "中国声学学会-国际部", scan({"unit_department": read})) == "same"
    assert verdict("unit_department", "中国声学学会-学术部", scan({"unit_department": read})) == "differs"


def test_a_picture_that_is_not_understood_is_never_a_difference():
    read = Field("主任", certainty=0.99, lattice=lattice("副处长王某某"))
    assert verdict("position", "科员", scan({"position": read})) == "unsure"


def test_a_scan_without_probabilities_is_never_a_difference():
    read = Field("科员", certainty=0.99)
    paper = replace(scan(), fields=dict(scan().fields) | {"position": read})
    assert verdict("position", "主任", paper) == "unsure"


def test_an_empty_cell_on_a_scan_is_never_a_difference():
    assert verdict("position", "主任", scan({"position": Field("", certainty=0.99)})) == "unsure"


def test_ticks_agree_even_where_the_scan_was_doubtful():
    doubtful = Field("", certainty=0.6, ticked=("全国学会",))
    assert verdict("unit_type", "全国学会", scan({"unit_type": doubtful})) == "same"


def test_other_ticks_differ_only_where_the_scan_was_certain():
    other = Field("", certainty=0.6, ticked=("省级科协",))
    assert verdict("unit_type", "全国学会", scan({"unit_type": other})) == "unsure"
    assert verdict("unit_type", "全国学会", scan({"unit_type": replace(other, certainty=0.99)})) == "differs"


def test_ticks_that_cannot_be_told_tell_nothing():
    unclear = Field("□全国学会", certainty=0.99, ticked=None)
    assert verdict("unit_type", "全国学会", scan({"unit_type": unclear})) == "unsure"


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_two_texts_make_it_raise(one, other):
    for key in ("name", "unit_department", "mobile", "email"):
        assert verdict(key, one, stamped({key: other})) in ("same", "differs", "unsure")


def test_a_side_is_certain_only_with_a_cell():
    value = sides_of(form(), desk())["name"].value
    assert not Side(Field(None), value).certain
    assert Side(Field("林书航"), value).certain


def test_a_long_dash_that_was_read_as_the_number_one_still_only_joins():
    read = Field("中国声学学会一国\n际部", certainty=0.99, lattice=lattice("中国声学学会一国际部"))
    assert verdict("unit_department", "中国声学学会—国际部", scan({"unit_department": read})) == "same"
    assert verdict("unit_department", "中国声学学会—学术部", scan({"unit_department": read})) == "differs"


def test_a_hyphen_that_is_not_in_the_picture_of_an_address_is_no_mere_joint():
    read = Field("lina@kexue.example.cn", certainty=0.99, lattice=lattice("lina@kexue.example.cn"))
    assert verdict("email", "lin-a@kexue.example.cn", scan({"email": read})) == "unsure"


UNIT = "中国科协海智计划合肥工作基地"


def unit_verdict(
    seen, department=f"{UNIT}-国际部", typed=UNIT, names=(), sealed=False, typed_department=None, certainty=0.1
):
    """The WORD names the unit plainly; the scan shows `seen` on the unit's line, and this department."""
    word = sides_of(form({"unit_name": typed, "unit_department": typed_department or f"{UNIT}-国际部"}), desk())
    paper = scan({"unit_name": seen, "unit_department": department})
    half_hidden = replace(paper.fields["unit_name"], certainty=certainty, lattice=lattice(seen))
    paper = replace(paper, fields={**paper.fields, "unit_name": half_hidden})
    return verdicts(word, sides_of(paper, desk()), names, sealed)["unit_name"]


@pytest.mark.parametrize(
    "seen",
    [
        "中国科协海智计划肥工作基地",
        "中国科协计划肥工作王",
        "丨科协海智计划合肥",
        "(盖中国科协海智计划肥工作基",
        "中国科协海智计刘肥工作基地",
        "中国科协海智计划肥工作基地（差章）",
        "中国科协海智计划肥工作基地010757964",
        "T1中国科协海智计划合肥工作基地（义",
    ],
)
def test_a_name_half_hidden_by_a_stamp_is_known_by_the_department_that_begins_with_it(seen):
    assert unit_verdict(seen) == "same"


@pytest.mark.parametrize("seen", ["中国科协海智计划安徽工作基地", "工作基地", "中国科协海智计划合肥市工作基地", ""])
def test_what_else_is_seen_there_leaves_it_open(seen):
    assert unit_verdict(seen) != "same"


def test_a_line_that_is_plainly_read_is_not_half_hidden():
    typed = UNIT.replace("合肥", "合肥市")
    again = {"department": f"{typed}-国际部", "typed_department": f"{typed}-国际部"}
    assert unit_verdict(UNIT, typed=typed, certainty=0.1, **again) == "same"
    assert unit_verdict(UNIT, typed=typed, certainty=0.99, **again) != "same"
    assert unit_verdict(UNIT, typed=typed, names=(UNIT,), certainty=0.1) != "same"


def test_a_name_typed_without_one_of_its_brackets_is_left_open():
    listed = UNIT.replace("合肥", "（合肥）")
    seen, department = "中国科协海智计划肥工作基地", f"{listed}-国际部"
    named = {"department": department, "typed_department": department, "names": (listed,)}
    assert unit_verdict(seen, typed=listed, **named) == "same"
    assert unit_verdict(seen, typed=UNIT.replace("合肥", "合肥）"), **named) != "same"
    both = {**named, "names": (listed, UNIT)}
    assert unit_verdict(seen, typed=listed, **both) == "same"


def test_a_hidden_name_misread_as_a_slip_of_the_pen_has_it_confirms_nothing():
    typed = UNIT.replace("基地", "基他")
    assert unit_verdict(typed, typed=typed, certainty=0.1) == "unsure"
    assert unit_verdict(typed, typed=typed, certainty=0.6) == "same"
    assert unit_verdict(UNIT, certainty=0.1) == "same"


def test_another_department_tells_nothing_of_the_name():
    assert unit_verdict("中国科协海智计划肥工作基地", "中国科协海智计划芜湖工作基地-国际部") != "same"


def test_a_hidden_name_that_may_be_another_of_the_unit_is_known_only_where_the_department_has_it():
    long, short, seen = "上海市科学技术协会", "上海科学技术协会", "上科学技术办会"
    again = {"department": f"{long}-国际部", "typed_department": f"{long}-国际部", "names": (long, short, "上海市科协")}
    assert unit_verdict(seen, typed=long, **again) == "same"
    assert unit_verdict(seen, typed=short, **again) == "unsure"
    short_too = dict.fromkeys(("department", "typed_department"), "上海市科协-国际部")
    assert unit_verdict(seen, typed=long, names=(long, "上海市科协"), **short_too) == "same"


def test_an_address_read_as_typed_is_open_where_the_print_may_show_a_letter_for_its_digit():
    read = lattice("OBmw92-0@kexue.cn")
    unsure = tuple({"0": -0.3, "O": -1.4} if step.get("-", -9) > -0.1 else step for step in read.steps)
    field = Field("OBmw9200@kexue.cn", certainty=0.9, lattice=replace(read, steps=unsure))
    assert verdict("email", "OBmw9200@kexue.cn", scan({"email": field})) == "unsure"


def test_a_name_that_lost_its_end_in_the_word_version_is_not_the_one_of_the_department():
    assert unit_verdict("国科协海智计划合肥工作基", typed=UNIT[:-1]) != "same"


def test_an_address_whose_print_may_as_well_show_the_look_alike_is_left_open():
    paper = scan({"email": "aZrg5O@kexue.cn"})
    wavering = lattice("aZrg5O@kexue.cn", {5: {"O": -0.6, "0": -0.8}})
    paper = replace(paper, fields={**paper.fields, "email": replace(paper.fields["email"], lattice=wavering)})
    assert verdict("email", "aZrg5O@kexue.cn".replace("O", "0"), paper) == "unsure"


@pytest.mark.parametrize(
    ("key", "typed", "seen", "told"),
    [
        ("name", "陈翔杰", "陈翔木杰", "unsure"),
        ("unit_name", "中国声学学会", "中国声学学", "unsure"),
        ("mobile", "13900010001", "1390001001", "unsure"),
        ("mobile", "13900010001", "13900010011", "differs"),
        ("position", "主任", "副主任", "differs"),
    ],
)
def test_a_scan_that_only_lacks_or_adds_characters_was_cut_or_joined(key, typed, seen, told):
    assert verdict(key, typed, scan({key: seen})) == told


def test_a_number_one_read_as_a_dash_is_no_other_department():
    read = Field("中国声学学会-项目-部", certainty=0.9)
    assert verdict("unit_department", "中国声学学会-项目一部", scan({"unit_department": read})) == "same"
    assert verdict("unit_department", "中国声学学会-项目部", scan({"unit_department": read})) != "same"


def test_a_name_wholly_under_the_units_own_seal_is_known_by_the_department():
    assert unit_verdict("", sealed=True) == "same"
    assert unit_verdict("中国声学学会", sealed=True) != "same"
    assert unit_verdict("", "中国科协海智计划芜湖工作基地-国际部", sealed=True) != "same"


def test_the_department_may_begin_with_another_name_of_the_unit():
    other = "合肥海智基地-国际部"
    told = [unit_verdict("中国科协海智计划肥工作基地", other, UNIT, names, typed_department=other)
            for names in ((), ("合肥海智基地",))]  # fmt: skip
    assert told == ["unsure", "same"]


@pytest.mark.parametrize(
    ("key", "typed", "seen", "verdict_is"),
    [
        ("mobile", "13900010001", "13900010001·", "same"),
        ("mobile", "13900010001", "139000100012", "unsure"),
        ("mobile", "13900010001", "1390001000111", "unsure"),
        ("mobile", "13900010001", "139000100011", "same"),
        ("mobile", "13900010001", "l13900010001B!", "same"),
        ("mobile", "+85299901114", "+852999011141", "unsure"),
        ("name", "林书航", "林书航.", "same"),
        ("name", "林书航", "林书航上", "unsure"),
        ("unit_department", "中国声学学会-国际部", "T中国声学学会-国际部", "same"),
        ("unit_department", "中国声学学会-国际部", "中国声学学会·国际部", "same"),
        ("unit_department", "中国声学学会-亳州市科协", "中国声学学会-毫州市科协", "same"),
        ("unit_department", "PMA-国际部", "CPMA-国际部", "unsure"),
        ("position", "主任", "副主任", "unsure"),
        ("position", "副主任（主持工作", "副主任（主持工作）", "unsure"),
        ("position", "副主任（主持工作）", "副主任（主持工作）.", "same"),
        ("email", "lin@kexue.cn", "lin@kexue.cn1", "unsure"),
    ],
)
def test_a_trace_of_a_rule_beside_a_value_is_no_part_of_it(key, typed, seen, verdict_is):
    read = Field(seen, certainty=0.45, lattice=lattice(seen))
    assert verdict(key, typed, scan({key: read})) == verdict_is


@pytest.mark.parametrize(
    ("typed", "seen", "other", "verdict_is"),
    [
        ("lin.l@kexue.cn", "lin.I@kexue.cn", "l", "same"),
        ("lin.I@kexue.cn", "lin.I@kexue.cn", "l", "unsure"),
        ("lin.l@kexue.cn", "lin.l@kexue.cn", "1", "unsure"),
        ("LIN.l@kexue.cn", "LIN.l@kexue.cn", "I", "unsure"),
    ],
)
def test_a_lone_l_in_an_address_of_small_letters_is_no_capital_i(typed, seen, other, verdict_is):
    shown, at = lattice(seen), seen.index(".") + 1
    steps = tuple({seen[at]: -0.1, other: -1.4} if step.get(seen[at], -9) > -0.1 and number > 4 else step
                  for number, step in enumerate(shown.steps))  # fmt: skip
    field = Field(seen, certainty=0.9, lattice=replace(shown, steps=steps))
    assert verdict("email", typed, scan({"email": field})) == verdict_is


@pytest.mark.parametrize("typed", ["oIlIuS62@kexue.cn", "oI1IuS62@kexue.cn"])
def test_an_address_that_differs_in_look_alikes_only_is_never_said_to_differ(typed):
    """A capital I was printed as an l, and read so with all certainty."""
    assert verdict("email", typed, scan({"email": "ollluS62@kexue.cn"})) == "unsure"
    assert verdict("email", typed, scan({"email": "abcduS62@kexue.cn"})) == "differs"


@pytest.mark.parametrize(
    ("typed", "seen", "verdict_is"),
    [
        ("lin@hotmail.com", "lin@hotmai1.com", "same"),
        ("lin@outlook.com", "lin@outl0ok.com", "same"),
        ("lin@hotmai1.com", "lin@hotmail.com", "unsure"),
        ("lin@kexuel.cn", "lin@kexue1.cn", "unsure"),
        ("lin.l@hotmail.com", "lin.1@hotmai1.com", "unsure"),
    ],
)
def test_the_domain_that_everybody_knows_is_itself_where_a_typeface_prints_its_l_as_a_1(typed, seen, verdict_is):
    assert verdict("email", typed, scan({"email": seen})) == verdict_is
