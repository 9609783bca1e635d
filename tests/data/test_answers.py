"""Answers in the store: claimed, sent, recorded, and never a second time."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from data.lock import AnotherRun
from data.store import Store
from outbox.entry import Delivery
from outbox.life import Event, WrongTurn
from tests.data.messages import AT, decision, opened, raw, reading, settled


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return opened(tmp_path / "db")


def test_an_answer_is_claimed_sent_and_then_gone(store: Store) -> None:
    _, entry = settled(store, "a", reading(), decision())
    assert entry is not None
    assert list(store.pending_answers()) == [entry]
    assert store.claim(entry)
    assert next(store.export_rows())["replied"] is False
    store.record(entry, Delivery(Event.SENT))
    assert list(store.pending_answers()) == []
    assert not store.claim(entry)
    assert next(store.export_rows())["replied"] is True


def test_an_answer_interrupted_while_being_sent_says_so(tmp_path: Path) -> None:
    with opened(tmp_path / "db") as store:
        _, entry = settled(store, "a", reading(), decision())
        assert entry is not None
        store.claim(entry)
    with opened(tmp_path / "db") as store:
        assert list(store.pending_answers()) == [replace(entry, interrupted=True)]


@pytest.mark.parametrize(("event", "again"), [(Event.DEFERRED, 1), (Event.UNCERTAIN, 0), (Event.FAILED, 0)])
def test_only_a_deferred_answer_is_sent_again(store: Store, event: Event, again: int) -> None:
    _, entry = settled(store, "a", reading(), decision())
    assert entry is not None
    store.claim(entry)
    store.record(entry, Delivery(event, "磁盘已满"))
    assert len(list(store.pending_answers())) == again
    assert next(store.export_rows())["replied"] is False


def test_an_answer_that_was_not_claimed_cannot_be_recorded(store: Store) -> None:
    _, entry = settled(store, "a", reading(), decision())
    assert entry is not None
    with pytest.raises(WrongTurn):
        store.record(entry, Delivery(Event.SENT))


def test_a_message_has_no_second_answer(store: Store) -> None:
    _, entry = settled(store, "a", reading(), decision())
    row = store.receive(raw("b"))
    assert row is not None
    with pytest.raises(sqlite3.IntegrityError):
        store.settle(row, reading(), decision(), entry)


def test_two_runs_cannot_work_at_once_but_others_may_read(tmp_path: Path) -> None:
    with opened(tmp_path / "db", alone=True) as working:
        working.receive(raw())
        with pytest.raises(AnotherRun):
            opened(tmp_path / "db", alone=True)
        with opened(tmp_path / "db") as reader:
            assert reader.waiting() == 1
    opened(tmp_path / "db", alone=True).close()


def test_the_key_of_an_answer_is_that_of_its_message(store: Store) -> None:
    row = store.receive(raw())
    assert row is not None
    key = store.key(row)
    assert (key.source, key.digest, key.answered_at) == ("0001.eml", raw().digest, AT)
