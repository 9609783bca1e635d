"""What had come before a message: the sender's versions, the registered person, the same message."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data.store import Store
from parsers.reading import AttachmentReading
from rules.finding import Outcome
from tests.data.messages import attachment, decision, form, opened, raw, reading, settled
from tests.outbox.letters import RECORD, envelope


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return opened(tmp_path / "db")


def table(store: Store, name: str) -> list[dict[str, Any]]:
    return list(store._database.query(f"SELECT * FROM {name}"))


def test_the_versions_of_a_sender_come_back_as_they_were_read(store: Store) -> None:
    word, pdf = form(), form(scanned=True)
    settled(store, "a", reading(attachment("word", word), content="1"), decision(Outcome.REJECTED))
    settled(store, "b", reading(attachment("pdf", pdf), content="2"), decision(Outcome.REJECTED))
    row = store.receive(raw("c"))
    assert row is not None
    handed = store.history(row, reading(content="3")).handed
    assert [paper.version for paper in handed] == ["word", "pdf"]
    assert handed[1].form is not None
    assert handed[1].form.fields["mobile"] == replace(pdf.fields["mobile"], picture=None)
    assert handed[1].form.seals == (replace(pdf.seals[0], picture=None),)
    assert (handed[0].sender, handed[0].received_at) == ("yan@unit.example.cn", envelope().received_at)


def test_what_others_sent_or_was_ignored_or_came_later_is_not_handed_in(store: Store) -> None:
    other = replace(envelope(), from_address="other@unit.example.cn")
    row, _ = settled(store, "a", reading(attachment("word", form())), decision(Outcome.REJECTED))
    settled(store, "b", reading(attachment("word", form()), of=other), decision(Outcome.REJECTED))
    settled(store, "c", reading(attachment("word", form())), decision(Outcome.IGNORED, None))
    assert len(store.history(99, reading()).handed) == 1
    assert store.history(row, reading()).handed == ()


def test_an_unreadable_version_is_handed_in_with_its_doubt(store: Store) -> None:
    doubtful = AttachmentReading("扫描.pdf", "x/y", "d", "pdf", doubt="太模糊")
    settled(store, "a", reading(doubtful), decision(Outcome.REVIEW, None))
    assert [(paper.form, paper.doubt) for paper in store.history(9, reading()).handed] == [(None, "太模糊")]


def test_the_same_message_delivered_again_is_known(store: Store) -> None:
    settled(store, "a", reading(content="same"), decision())
    assert store.history(9, reading(content="same")).same_message
    assert not store.history(9, reading(content="other")).same_message
    assert not store.history(9, reading(of=envelope(message_id="<b@x>"), content="same")).same_message
    assert not store.history(1, reading(content="same")).same_message


def test_the_same_message_without_an_id_is_known_by_its_content(store: Store) -> None:
    anonymous = envelope(message_id=None)
    settled(store, "a", reading(of=anonymous, content="same"), decision())
    assert store.history(9, reading(of=anonymous, content="same")).same_message
    settled(store, "b", reading(of=anonymous, content=""), decision(Outcome.INQUIRY, None))
    assert not store.history(9, reading(of=anonymous, content="")).same_message


def test_the_accepted_submission_registers_its_unit(store: Store) -> None:
    settled(store, "a", reading(), decision())
    former = store.history(9, reading()).registered("某某学会")
    assert former is not None
    assert (former.person, former.sender, former.outcome) == (RECORD["name"], "yan@unit.example.cn", Outcome.ACCEPTED)
    assert former.record == RECORD
    assert store.history(9, reading()).registered("别的学会") is None


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.INQUIRY, Outcome.IGNORED])
def test_what_was_not_taken_registers_nobody(store: Store, outcome: Outcome) -> None:
    settled(store, "a", reading(), decision(outcome))
    assert store.history(9, reading()).registered("某某学会") is None


def test_an_update_takes_the_place_of_the_first_and_a_doubt_does_not(store: Store) -> None:
    for name, person, outcome in (("a", "甲", "accepted"), ("b", "乙", "accepted"), ("c", "丙", "review")):
        settled(store, name, reading(), decision(Outcome(outcome), record={**RECORD, "name": person}))
    former = store.history(9, reading()).registered("某某学会")
    assert former is not None
    assert former.person == "乙"
    assert [(case["status"], case["registered_by"]) for case in table(store, "cases")] == [("review", 2)]


def test_the_accepted_one_counts_before_one_that_waits_for_a_person(store: Store) -> None:
    other = replace(envelope(), from_address="other@unit.example.cn")
    waiting = decision(Outcome.REVIEW, record={**RECORD, "name": "甲"})
    settled(store, "a", reading(of=other), waiting)
    former = store.history(9, reading()).registered("某某学会")
    assert former is not None
    assert former.person == "甲"
    settled(store, "b", reading(), decision(record={**RECORD, "name": "乙"}))
    former = store.history(9, reading()).registered("某某学会")
    assert former is not None
    assert former.person == "乙"
