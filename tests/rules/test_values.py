"""Normal forms of single values: what people type, and what must come of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import values
from rules.folding import comparable, tidy, unit_key
from rules.values_choice import has_account, unit_type
from rules.values_contact import email, mobile
from rules.values_department import names_a_department, parts_of, unit_department
from rules.values_name import name

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=4)
NUMBER = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
YES_NO = ("是", "否")
OPTIONS = ("全国学会", "省级科协")
ANY = st.text(max_size=60)


@given(ANY, st.booleans())
def test_no_text_makes_a_value_function_raise(text, laid_out):
    for work in (values.unit_name, values.position, name, unit_department, mobile, email):
        value = work(text, laid_out)
        assert value.fault or value.normal
    assert has_account(None, text, YES_NO) is not None
    assert unit_type(None, text, OPTIONS) is not None


@given(ANY, st.booleans())
def test_a_normal_form_is_its_own_normal_form(text, laid_out):
    for work in (values.unit_name, values.position, name, unit_department, mobile, email):
        value = work(text, laid_out)
        if not value.fault:
            assert work(str(value.normal)).normal == value.normal


@given(ANY)
def test_blanks_never_change_what_is_compared(text):
    assert comparable(" ".join(text)) == comparable(text)
    assert unit_key(" ".join(text)) == unit_key(text)


def wide(text):
    """The same in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@given(
    NUMBER,
    st.sampled_from(["", "+86", "+86 ", "86-", "0086", "0", "17951 "]),
    st.sampled_from(["", " ", "-", "\u00a0"]),
)
def test_a_mainland_number_is_eleven_digits_however_it_is_typed(digits, prefix, gap):
    typed = prefix + gap.join((digits[:3], digits[3:7], digits[7:]))
    assert mobile(typed).normal == digits
    assert mobile(wide(typed)).normal == digits
    assert not mobile(f"手机：{typed}\u202c").fault


@given(NUMBER, st.integers(0, 10), st.integers(1, 9))
def test_no_two_mainland_numbers_have_one_normal_form(digits, place, by):
    changed = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assert mobile(changed).normal != digits


@given(NUMBER)
def test_a_digit_too_many_or_too_few_is_invalid(digits):
    assert mobile(digits[:-1]).fault == "invalid"
    assert mobile(digits + "1").fault in ("invalid", "")
    assert mobile(digits + "1").normal != digits


@pytest.mark.parametrize(
    "typed",
    ["010-62190000", "0571 8765 4321", "400-810-0000", "62190000", "13900010001转12", "1.39E+10",
     "13900010001、13900010002", "13900010001\n13900010002", "12900010001", "无", "见附页", "852-51234567"],
)  # fmt: skip
def test_what_is_no_single_mobile_number_is_invalid_and_says_why(typed):
    assert mobile(typed).fault == "invalid"
    assert mobile(typed).reason


@pytest.mark.parametrize(
    ("typed", "normal"),
    [("+852 9123 4567", "+85291234567"), ("(+852) 91234567", "+85291234567"), ("00852-91234567", "+85291234567"),
     ("+1 (650) 253-0000", "+16502530000"), ("+44 (0)7400 123456", "+447400123456"),
     ("＋８８６ ９１２ ３４５ ６７８", "+886912345678")],
)  # fmt: skip
def test_a_foreign_number_becomes_e164(typed, normal):
    assert mobile(typed).normal == normal
    assert not mobile(typed).fault


def test_a_foreign_number_without_plus_is_tried_only_for_units_abroad():
    assert mobile("852-51234567", abroad=True).normal == "+85251234567"
    assert mobile("852-51234567").fault == "invalid"


def test_a_number_that_may_be_chinese_or_american_is_doubtful_abroad():
    assert mobile("1-650-253-0000", abroad=True).fault == "doubtful"


def test_a_mobile_number_beside_a_landline_is_for_a_person():
    value = mobile("13900010001 / 010-62190000")
    assert (value.fault, value.suggestion) == ("doubtful", "13900010001")


def test_a_wrapped_number_is_one_number():
    assert mobile("139000\n10001", laid_out=True).normal == "13900010001"


LOCAL = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9_-]{0,8}[A-Za-z0-9])?", fullmatch=True)
DOMAIN = st.from_regex(r"[a-z]{2,8}(\.[a-z]{2,6})?\.(cn|com|org)", fullmatch=True)


@given(LOCAL, DOMAIN)
def test_an_address_keeps_its_local_part_and_folds_the_rest(local, domain):
    for typed in (
        f"{local}@{domain}",
        wide(f"{local}@{domain}"),
        f" {local}@{domain.upper()}。",
        f"mailto:{local}@{domain}",
    ):
        value = email(typed)
        assert value.normal == f"{local}@{domain}"
        assert value.fault in ("", "doubtful")


@given(LOCAL, DOMAIN, st.integers(0, 30))
def test_a_wrapped_address_is_one_address(local, domain, place):
    typed = f"{local}@{domain}"
    place %= len(typed)
    assert email(typed[:place] + "\n" + typed[place:], laid_out=True).normal == typed


@pytest.mark.parametrize(
    "typed", ["a#b.cn", "a@b", "a@b.cn;c@d.cn", "a@b.cn\nc@d.cn", "a..b@c.cn", "a@qq,com", "无", "张三@腾讯.中国"]
)
def test_what_is_no_single_address_is_invalid(typed):
    assert email(typed).fault == "invalid"


def test_a_blank_inside_an_address_is_for_a_person():
    assert email("lin shu@kexue.example.cn").fault == "doubtful"


def test_a_domain_that_looks_like_a_slip_is_kept_and_shown_to_a_person():
    value = email("lin@qq.con")
    assert (value.normal, value.fault, value.suggestion) == ("lin@qq.con", "doubtful", "lin@qq.com")


def test_an_address_with_the_persons_name_before_it():
    assert email("林书航 <lin@kexue.example.cn>").normal == "lin@kexue.example.cn"


@given(HAN)
def test_blanks_between_single_characters_of_a_name_vanish(text):
    spaced = name("　".join(text))
    assert spaced.normal == name(text).normal


@given(HAN, HAN, st.sampled_from("·•‧・∙⋅.．"))
def test_every_middle_dot_is_one(one, other, dot):
    assert name(f"{one}{dot}{other}").normal == f"{one}·{other}"


@pytest.mark.parametrize(
    "typed", ["Wei Zhang", "Anna O'Connor", "Jean-Pierre Müller", "José García", "Lin, David", "林大卫（David Lin）"]
)
def test_a_foreign_name_stands_as_written(typed):
    assert name(typed).normal == typed
    assert not name(typed).fault


@pytest.mark.parametrize(
    "typed",
    [
        "林书航、顾北辰",
        "林书航/顾北辰",
        "林书航 顾北辰",
        "林书航\n顾北辰",
        "林书航和顾北辰",
        "Wei Zhang and Lili Chen",
        "林航，顾辰",
    ],
)
def test_two_names_are_several_people(typed):
    assert name(typed).fault == "multiple_people"


@pytest.mark.parametrize("typed", ["林书航主任", "林书航（女）", "买买提 艾力", "林书航1", "林", "林大卫/David Lin"])
def test_a_name_that_is_odd_is_for_a_person(typed):
    assert name(typed).fault == "doubtful"


@pytest.mark.parametrize("typed", ["张和平", "欧阳锋", "和平", "及第", "古丽娜尔·买买提", "冯瓈", "𠮷田"])
def test_a_rare_name_is_a_name(typed):
    assert name(typed).normal == typed
    assert not name(typed).fault


@pytest.mark.parametrize("typed", ["", " ", "/", "——", "　", "\n", "___"])
def test_nothing_and_strokes_are_missing(typed):
    for work in (values.unit_name, values.position, name, unit_department, mobile, email):
        assert work(typed).fault == "missing"
        assert work(typed).normal is None


UNIT = "中国声学学会"


@given(st.sampled_from("-－—–‐‑‒−―─"), st.sampled_from(["", " ", "　"]), st.integers(1, 2))
def test_any_dash_joins_the_parts(dash, gap, times):
    typed = f"{UNIT}{gap}{dash * times}{gap}学术部{gap}{dash}{gap}办公室"
    assert unit_department(typed).normal == f"{UNIT}-学术部-办公室"


@pytest.mark.parametrize(
    "typed", [f"{UNIT} 国际部", f"{UNIT}\n国际部", f"{UNIT}-\n国际部", f"{UNIT}-国 际 部", f"例3：{UNIT}-国际部"]
)
def test_blanks_and_typed_lines_part_too(typed):
    assert unit_department(typed, units=(UNIT,)).normal == f"{UNIT}-国际部"


def test_a_printed_lines_end_parts_nothing():
    assert unit_department("中国声学\n学会-国\n际部", laid_out=True).normal == f"{UNIT}-国际部"


def test_a_typed_line_end_inside_the_units_name_parts_nothing():
    assert unit_department("中国声学\n学会-国际部", units=(UNIT,)).normal == f"{UNIT}-国际部"


def test_a_typed_line_end_elsewhere_among_hyphens_is_for_a_person():
    assert unit_department(f"{UNIT}-国际\n合作部", units=(UNIT,)).fault == "doubtful"


def test_hyphens_of_latin_names_and_in_brackets_part_nothing():
    assert parts_of("C-MRS-国际部") == ("C-MRS", "国际部")
    assert parts_of("基地（A-B）-大学") == ("基地（A-B）", "大学")
    assert names_a_department("CAST-USA", ("CAST-USA",)) is False


def test_a_unit_alone_names_no_department_and_a_department_alone_is_not_told():
    assert names_a_department(UNIT, (UNIT,)) is False
    assert names_a_department(f"{UNIT}-国际部", (UNIT,)) is True
    assert names_a_department(f"{UNIT}国际部", (UNIT,)) is None
    assert names_a_department("国际部", (UNIT,)) is None


@pytest.mark.parametrize("typed", ["是", "已开通", "有", "√", "是，已开通", "已有账户", "YES"])
def test_yes(typed):
    value = has_account(None, typed, YES_NO)
    assert value.normal is True


@pytest.mark.parametrize("typed", ["否", "未开通", "尚未开通", "没有", "无", "×", "暂未开通"])
def test_no(typed):
    assert has_account(None, typed, YES_NO).normal is False


@pytest.mark.parametrize("typed", ["待定", "不清楚", "13900010001", "是/否", "（是/否）", "是否"])
def test_neither_yes_nor_no(typed):
    value = has_account(None, typed, YES_NO)
    assert (value.normal, value.fault) == (None, "invalid")


def test_an_answer_that_contradicts_itself_is_for_a_person():
    assert has_account(None, "是（尚未开通）", YES_NO).fault == "doubtful"


def test_ticks_decide_before_words():
    assert has_account(("否",), "是", YES_NO).normal is False
    assert has_account(("是", "否"), "", YES_NO).fault == "invalid"
    assert has_account((), "□是 □否", YES_NO).fault == "missing"


def test_a_type_that_is_written_out_is_a_choice():
    assert unit_type(None, "全国学会", OPTIONS).normal == "全国学会"
    assert unit_type(None, "学会", OPTIONS).fault == "doubtful"
    assert unit_type((), "", OPTIONS).fault == "missing"


@pytest.mark.parametrize(
    "typed", [f"单位名称：（盖章） {UNIT}", f"（盖章）{UNIT}", f"{UNIT}（公章）", "中国声学\n学会", f"{UNIT}____"]
)
def test_the_label_and_the_stamp_are_no_part_of_the_unit(typed):
    assert values.unit_name(typed, laid_out=True).normal == UNIT


def test_an_unfilled_line_for_the_unit_is_missing():
    assert values.unit_name("单位名称：（盖章）________").fault == "missing"


@given(ANY)
def test_tidying_twice_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)


@given(ANY)
def test_folding_a_unit_twice_changes_nothing(text):
    assert unit_key(unit_key(text)) == unit_key(text)


def test_boxes_that_cannot_be_told_are_for_a_person():
    assert has_account(None, "☑是 □否", YES_NO).fault == "doubtful"
    assert unit_type(None, "□全国学会", OPTIONS).fault == "doubtful"
