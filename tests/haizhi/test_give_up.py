"""Where the house itself fails on a message, its sender is told that a person looks at it; a program is not."""

from email import message_from_bytes
from pathlib import Path

import pytest

from data.store import Store
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.pipeline import give_up
from intake.message import RawMessage

MAIL = b"From: li@unit.example.cn\r\nSubject: x\r\nMessage-ID: <1@unit.example.cn>\r\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "db")


def failed_on(store: Store, octets: bytes) -> list[str]:
    """Who is answered what."""
    raw = RawMessage(octets, "a.eml")
    row = store.receive(raw)
    assert row is not None
    give_up(row, raw, "读取时程序出错", store, house_of(Settings()))
    (exported,) = store.export_rows()
    assert exported["outcome"] == "review"
    assert store.failures() == 1
    return [f"{entry.kind} {entry.recipient}" for entry in store.pending_answers()]


def test_a_person_gets_a_receipt_in_his_thread(store: Store) -> None:
    assert failed_on(store, MAIL + b"\r\n\xff\x00 broken") == ["receipt li@unit.example.cn"]
    (entry,) = store.pending_answers()
    assert message_from_bytes(entry.octets)["In-Reply-To"] == "<1@unit.example.cn>"


@pytest.mark.parametrize("header", [b"Auto-Submitted: auto-replied", b"Precedence: bulk", b"List-Id: <a.b>"])
def test_a_program_gets_none(header: bytes, store: Store) -> None:
    assert failed_on(store, MAIL + header + b"\r\n\r\nx") == []


@pytest.mark.parametrize("octets", [b"", b"\xff" * 100, b"From: \r\n\r\n", b"no headers at all"])
def test_nobody_to_answer_is_no_obstacle(octets: bytes, store: Store) -> None:
    assert failed_on(store, octets) == []
