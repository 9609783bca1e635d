"""〓 in a scan's reading: a person puts the character in; nobody is told that the value is wrong."""

import pytest

from review.typed import typed_value
from rules.finding import Outcome
from tests.rules.given import desk, judge, mail, pdf, scan, word

GAPS = [("name", "林〓航"), ("position", "主任助〓"), ("unit_department", "中国声学学会-〓际部")]


@pytest.mark.parametrize(("key", "text"), GAPS)
def test_beside_the_word_version_it_is_looked_at(key: str, text: str) -> None:
    decision = judge(mail(word(), pdf(scan({key: text}, certainty=0.1))))
    assert decision.outcome is Outcome.REVIEW
    assert f"uncertain:{key}" in decision.problems


@pytest.mark.parametrize(("key", "text"), GAPS)
def test_a_scan_alone_is_not_called_invalid(key: str, text: str) -> None:
    decision = judge(mail(pdf(scan({key: text}))))
    assert f"uncertain:{key}" in decision.problems
    assert f"invalid:{key}" not in decision.problems


@pytest.mark.parametrize(("key", "text"), GAPS)
def test_a_person_cannot_store_it(key: str, text: str) -> None:
    value = typed_value(key, text, desk(), {})
    assert value.fault == "invalid"
    assert "〓" in value.reason
