"""Marking: a change is always a change, equal values are equal, and a must that does not hold fails."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Seal, Where
from tests.exam.changes import one_changed
from tests.exam.contacts import a_phone, an_email
from tests.exam.dice import Dice
from tests.exam.figures import figures
from tests.exam.marking import Mark, PageMarks, Pair, SealMark, of_unknown_place, plain

RIGHT = Mark("mobile", "13800000000", "13800000000", True, True, read_surely=True)
GOOD = PageMarks(
    1, frozenset(), "ordinary", True, True, 1.0, (RIGHT,), replace(RIGHT, key="ticks"),
    SealMark(True, True, True, "own", "same", "a", "a", 1.0), (Pair("mobile", False, "1", "1", "same", 0.0, True),),
)  # fmt: skip


@given(st.integers(0, 10**6))
def test_a_changed_value_differs_by_about_one_character(seed: int) -> None:
    dice = Dice(seed)
    for value in (a_phone(dice, abroad=False)[1], an_email(dice, "abc"), "中国海洋学会-国际部"):
        changed = one_changed(value, dice)
        assert plain(changed) != plain(value)
        assert abs(len(changed) - len(value)) <= 1


@given(st.integers(0, 10**6))
def test_a_mainland_number_is_eleven_digits_in_normal_form(seed: int) -> None:
    typed, normal = a_phone(Dice(seed), abroad=False)
    assert len(normal) == 11
    assert normal.isdigit()
    assert "".join(c for c in plain(typed) if c.isdigit()).endswith(normal)


def test_values_are_compared_as_the_contract_says() -> None:
    assert plain("张　三") == plain("张三")
    assert plain("ａ@qq.com") == "a@qq.com"
    assert plain("Wei Zhang") != plain("WeiZhang")
    assert plain(None) == ""


def test_a_good_page_fails_no_must() -> None:
    assert not [figure.name for figure in figures([GOOD]) if figure.failed]


def test_a_wrong_value_that_passed_as_certain_fails_the_exam() -> None:
    bad = replace(GOOD, fields=(replace(RIGHT, read="13800000001", right=False),))
    assert "wrong and certain values" in [figure.name for figure in figures([GOOD, bad]) if figure.failed]
    assert bad.silent


def test_a_change_that_was_taken_for_the_same_fails_the_exam() -> None:
    bad = replace(GOOD, pairs=(Pair("mobile", True, "2", "1", "same", 0.0, True),))
    assert "changed values accepted as same" in [figure.name for figure in figures([GOOD, bad]) if figure.failed]


def test_a_seal_on_an_unstamped_page_fails_the_exam() -> None:
    bad = replace(GOOD, seal=SealMark(False, True, True))
    assert "seal found on unstamped pages" in [figure.name for figure in figures([GOOD, bad]) if figure.failed]
    assert bad.silent


def test_another_units_seal_taken_for_the_own_one_fails_the_exam() -> None:
    bad = replace(GOOD, seal=replace(GOOD.seal, owner="other"))
    assert "another unit's seal taken for own" in [figure.name for figure in figures([GOOD, bad]) if figure.failed]


def test_of_two_seals_on_a_turned_page_another_units_is_not_taken_for_the_own_that_cannot_be_read() -> None:
    """The own seal lay on the title and was not read; the other's name was marked as if it had been the own."""
    own, other = (Seal(Where(1, (0.0, 0.0, 1.0, 1.0)), 1.0, name=name) for name in ("甲", "乙"))
    assert of_unknown_place([other, own], ["differs", "unsure"]) == [own]
    assert of_unknown_place([other, own], ["differs", "same"]) == [own]
    assert of_unknown_place([other, own], ["differs", "differs"]) == [other, own]
