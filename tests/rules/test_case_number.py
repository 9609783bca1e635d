"""The number in a subject joins a sender's next message to his own case, and nobody else's."""

from hypothesis import given
from hypothesis import strategies as st

from outbox.answering import subject
from parsers.form import Field
from rules.case_number import case_number, numbers_in, without_numbers
from rules.finding import Outcome
from tests.rules.given import SENDER, after, form, judge, mail, pdf, scan, word

NUMBERS = st.builds(case_number, st.text(), st.text())


@given(NUMBERS, st.text())
def test_a_number_is_found_in_any_subject_that_holds_it(number: str, before: str) -> None:
    assert number in numbers_in(f"{before}［受理号{number}］")
    assert number in numbers_in(f"{before} {number.lower()} 补正材料")


@given(NUMBERS, st.text(max_size=40))
def test_however_often_answers_go_to_and_fro_it_stands_once(number: str, original: str) -> None:
    once = subject(original, "信息表", number)
    assert subject(f"Re: {once}", "信息表", number) == subject(once, "信息表", number)
    assert once.count(number) == 1


def test_the_same_sender_and_unit_have_one_number_others_another() -> None:
    numbers = {case_number(sender, unit) for sender in ("a@b.cn", "c@b.cn") for unit in ("甲学会", "乙学会")}
    assert len(numbers) == 4
    assert case_number("A@B.cn", "甲学会") == case_number("a@b.cn", "甲学会")


def test_words_beside_the_number_stay() -> None:
    assert without_numbers("补正材料［受理号HZ-7K2M-9QXD］") == "补正材料"
    assert without_numbers("型号HZ-1234") == "型号HZ-1234"


OTHER = {"unit_name": "中国昆虫学会", "unit_department": "中国昆虫学会-国际部"}
HIDDEN = scan({"unit_name": Field("", certainty=0.1), "unit_department": Field("", certainty=0.1)})


def test_a_page_whose_unit_cannot_be_read_joins_the_case_that_its_subject_numbers() -> None:
    before = after(mail(word()), mail(word(form(OTHER))))
    for unit in ("中国声学学会", "中国昆虫学会"):
        page = mail(pdf(HIDDEN), subject=f"盖章件 {case_number(SENDER, unit)}")
        assert judge(page, before).unit_key == unit
    assert judge(mail(pdf(HIDDEN), subject="盖章件"), before).unit_key is None


def test_the_number_of_another_sender_or_of_no_case_joins_nothing() -> None:
    before = after(mail(word()), mail(word(form(OTHER))))
    for number in (case_number("other@b.example.cn", "中国声学学会"), case_number(SENDER, "中国化学会")):
        assert judge(mail(pdf(HIDDEN), subject=f"盖章件 {number}"), before).unit_key is None


def test_what_the_form_says_counts_for_more_than_the_number() -> None:
    before = after(mail(word()), mail(word(form(OTHER))))
    decision = judge(mail(pdf(), subject=f"盖章件 {case_number(SENDER, '中国昆虫学会')}"), before)
    assert (decision.outcome, decision.unit_key) == (Outcome.ACCEPTED, "中国声学学会")
