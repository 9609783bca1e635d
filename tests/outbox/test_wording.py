"""Every code of the contract, section 3, has its own sentence in both texts of its letter."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outbox.wording import CHECKING, WANTED, WHAT, checking, problem, samples, value, whole_value
from rules.decide import FOR_THE_OFFICE
from rules.finding import FIELDS, Finding, Outcome
from tests.outbox.letters import NOTICE, answer, decision, texts

PUT_RIGHT = [
    "word_missing",
    "pdf_missing",
    "annex1_not_found",
    "attachment_unreadable",
    "seal_missing",
    "multiple_people",
    "example_left:unit_department",
    "conflict:unit_type",
    *(f"{kind}:{field}" for kind in ("missing", "invalid", "mismatch") for field in FIELDS),
]
LOOKED_AT = [
    "uncertain:seal",
    "unit_unknown",
    "eligibility",
    "duplicate_unit",
    "late",
    *(f"uncertain:{field}" for field in FIELDS),
]
PRINTED = {
    "unit_name": "单位名称",
    "name": "姓名",
    "unit_department": "单位-部门",
    "position": "职务",
    "mobile": "手机号",
    "email": "邮箱",
    "unit_type": "单位类型",
    "has_account": "是否已开通“科协一家”账户",
    "seal": "章",
}


@pytest.mark.parametrize("code", PUT_RIGHT)
def test_every_problem_is_named_by_the_label_on_the_form_in_both_texts(code: str) -> None:
    finding = Finding(code, found="甲", found_in_pdf="乙" if code.startswith("mismatch") else "")
    said = problem(finding, NOTICE, "全国学会")
    for text in texts(answer(decision(Outcome.REJECTED, finding))):
        flat = html.unescape(text)
        assert said.what in flat
        assert said.wanted in flat
        assert PRINTED.get(finding.field, said.label) in flat


def test_no_two_problems_say_the_same() -> None:
    said = {(p.what, p.wanted) for p in (problem(Finding(code), NOTICE, None) for code in PUT_RIGHT)}
    assert len(said) == len(PUT_RIGHT)


@pytest.mark.parametrize("code", LOOKED_AT)
def test_what_a_person_looks_at_stands_in_the_receipt_and_in_a_list_of_problems(code: str) -> None:
    sentence = checking(Finding(code), NOTICE)
    for decided in (decision(Outcome.REVIEW, code), decision(Outcome.REJECTED, code, "pdf_missing")):
        for text in texts(answer(decided)):
            assert sentence in html.unescape(text)
            assert PRINTED.get(Finding(code).field, "") in text


def test_every_kind_that_the_office_decides_has_a_sentence_of_its_own() -> None:
    assert {Finding(code).kind for code in CHECKING} == FOR_THE_OFFICE


def test_no_two_doubts_say_the_same() -> None:
    assert len({checking(Finding(code), NOTICE) for code in LOOKED_AT}) == len(LOOKED_AT)


def test_the_missing_and_the_uncertain_seal_are_called_a_seal() -> None:
    assert "章" in problem(Finding("seal_missing"), NOTICE, None).what
    assert "章" in checking(Finding("uncertain:seal"), NOTICE)


def test_both_values_of_a_mismatch_are_shown() -> None:
    plain, _ = texts(answer(decision(Outcome.REJECTED, Finding("mismatch:mobile", "13900001234", "13900001235"))))
    assert "WORD版本：13900001234" in plain
    assert "PDF版本：13900001235" in plain


def test_an_empty_value_in_word_is_shown_as_empty_beside_the_pdfs() -> None:
    plain, _ = texts(answer(decision(Outcome.REJECTED, Finding("mismatch:mobile", "", "13900001235"))))
    assert "WORD版本：（空）" in plain


def test_what_another_sender_handed_in_is_never_told() -> None:
    other = Finding(
        "duplicate_unit", "别人", "别人", "x", "该单位已由 other@unit.example.cn 登记，负责人为别人", ("别人",)
    )
    for decided in (decision(Outcome.REVIEW, other), decision(Outcome.REJECTED, other, "pdf_missing")):
        assert all("别人" not in text and "other@" not in text for text in texts(answer(decided)))


@pytest.mark.parametrize(
    ("unit_type", "first"),
    [
        ("全国学会", "重庆市科协-国际合作部"),
        ("国家海外人才离岸创新创业基地", "国家海外人才离岸创新创业基地（重庆两江新区）-重庆两江新区-科技创新局"),
        ("中国科协海智计划工作基地", "中国科协海智计划海南（海南大学）工作基地-海南大学-国际合作交流处"),
        ("海外科技团体", "全欧华人专业协会联合会"),
        (None, "重庆市科协-国际合作部"),
    ],
)
def test_the_sample_that_suits_the_units_type_is_given(unit_type: str | None, first: str) -> None:
    assert samples(NOTICE, unit_type)[0] == first


def test_every_sentence_ends_and_has_no_half_width_punctuation() -> None:
    said = [*WHAT.values(), *WANTED.values(), *CHECKING.values()]
    assert [s for s in said if not s.endswith("。") or re.search(r"[,;:!?](?![a-z])|\.$", s)] == []


@given(st.text())
def test_a_strangers_value_is_one_line_without_controls_or_live_links(text: str) -> None:
    shown = value(text)
    assert len(shown) <= 80
    assert re.search(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u200b-\u200f]|://|(?i:www\.)", shown) is None
    shown.encode()


@given(st.from_regex(r"(?i)(https?://|www\.)[a-z]{1,9}\.cn/\w*"))
def test_a_link_in_a_value_is_dead(text: str) -> None:
    assert not re.search(r"://|www\.", whole_value(f"请点击{text}"), re.IGNORECASE)


def test_markup_in_a_value_is_text() -> None:
    finding = Finding("invalid:email", found="<img src=x onerror=alert(1)>&{{7*7}}")
    _, page = texts(answer(decision(Outcome.REJECTED, finding)))
    assert "<img" not in page
    assert "&lt;img src=x" in page
    assert "{{7*7}}" in page
