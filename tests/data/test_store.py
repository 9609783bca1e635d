"""The store: what is received is kept, settled once, remembered for later messages, and answered once."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from data.store import NotWaiting, Store
from rules.finding import FIELDS, Finding, Outcome
from tests.data.messages import (
    attachment,
    decision,
    form,
    hostile_decision,
    hostile_reading,
    opened,
    raw,
    reading,
    settled,
)
from tests.outbox.letters import RECORD


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return opened(tmp_path / "db")


def table(store: Store, name: str) -> list[dict[str, Any]]:
    return list(store._database.query(f"SELECT * FROM {name}"))


def test_a_received_message_comes_back_byte_for_byte(store: Store) -> None:
    message = raw(octets=bytes(range(256)) * 40)
    row = store.receive(message)
    assert list(store.unsettled()) == [(row, message)]
    assert store.waiting() == 1


def test_the_same_file_seen_again_is_not_received_twice(store: Store) -> None:
    assert store.receive(raw()) is not None
    assert store.receive(raw()) is None


def test_the_same_octets_under_another_name_are_a_message_of_their_own(store: Store) -> None:
    rows = [store.receive(raw(name)) for name in ("a.eml", "b.eml")]
    assert [row for row, _ in store.unsettled()] == rows
    assert store.receive(raw("a.eml", b"other octets")) is not None


def test_what_waits_comes_in_order_though_messages_are_settled_meanwhile(store: Store) -> None:
    for name in ("c", "a", "b"):
        store.receive(raw(name, name.encode()))
    seen = []
    for row, message in store.unsettled():
        seen.append(message.source)
        store.settle(row, reading(), decision(Outcome.INQUIRY, None), None)
    assert seen == ["c", "a", "b"]
    assert store.waiting() == 0


def test_a_settled_message_is_exported_as_the_contract_says(store: Store) -> None:
    decided = decision(Outcome.REJECTED, findings=(Finding("pdf_missing"), Finding("pdf_missing"), Finding("late")))
    settled(store, "0001.eml", reading(attachment("word", form())), decided)
    assert list(store.export_rows()) == [
        {
            "source": "0001.eml",
            "message_id": "<a1@unit.example.cn>",
            "outcome": "rejected",
            "problems": ["pdf_missing", "late"],
            "record": dict(RECORD),
            "replied": False,
        }
    ]
    assert list(next(store.export_rows())["record"]) == list(FIELDS)


def test_what_is_not_settled_is_not_exported_but_counted(store: Store) -> None:
    store.receive(raw())
    assert list(store.export_rows()) == []
    assert store.counts() == {"accepted": 0, "rejected": 0, "review": 0, "inquiry": 0, "ignored": 0, None: 1}


def test_a_message_is_settled_once(store: Store) -> None:
    row, _ = settled(store, "a", reading(), decision())
    with pytest.raises(NotWaiting):
        store.settle(row, reading(), decision(Outcome.REVIEW), None)
    store.failed(row, "x")
    assert [r["outcome"] for r in store.export_rows()] == ["accepted"]
    assert store.failures() == 0
    assert [event["what"] for event in table(store, "events")] == ["settled"]


def test_the_program_failing_on_a_message_sends_it_to_a_person_and_nobody_is_answered(store: Store) -> None:
    row = store.receive(raw())
    assert row is not None
    store.failed(row, "读取时程序出错\udc80")
    assert [(r["outcome"], r["record"], r["replied"]) for r in store.export_rows()] == [("review", None, False)]
    assert store.failures() == 1
    assert list(store.pending_answers()) == []


def test_evidence_is_kept_and_each_picture_once(store: Store) -> None:
    forms = (form(), form("另一人", scanned=True))
    settled(store, "a", reading(attachment("pdf", *forms)), decision())
    fields = table(store, "fields")
    assert len(fields) == 2 * len(FIELDS)
    assert {f["form"] for f in fields} == {0, 1}
    mobile = next(f for f in fields if f["field"] == "mobile")
    assert mobile["text"] == "mobile值"
    assert json.loads(str(mobile["normal"])) == RECORD["mobile"]
    assert (mobile["page"], json.loads(str(mobile["box"]))) == (1, [0.1, 0.2, 0.3, 0.4])
    assert sorted(bytes(p["octets"]) for p in table(store, "pictures")) == [b"cell", b"page", b"seal"]
    assert [s["name"] for s in table(store, "seals")] == ["某某学会"]


def test_whatever_a_message_holds_is_stored_as_text(store: Store) -> None:
    row = store.receive(raw("名\udcff.eml"))
    assert row is not None
    store.settle(row, hostile_reading(), hostile_decision(), None)
    (exported,) = store.export_rows()
    json.dumps(exported, ensure_ascii=False).encode()
    assert table(store, "findings")[0]["code"] == "invalid:name"
    assert len(table(store, "attachments")) == 3


def test_a_failure_half_way_leaves_the_message_waiting(store: Store) -> None:
    row, entry = settled(store, "a", reading(), decision())
    assert entry is not None
    second = store.receive(raw("b", b"b"))
    assert second is not None
    with pytest.raises(sqlite3.IntegrityError):
        store.settle(second, reading(attachment("word", form())), decision(Outcome.REJECTED), entry)
    assert [number for number, _ in store.unsettled()] == [second]
    assert {r["message"] for r in table(store, "attachments")} <= {row}
