"""The folder sink: one whole file an answer, however often it is delivered."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outbox.entry import Kind, OutboxEntry
from outbox.folder import FolderSink, file_name
from outbox.life import Event
from outbox.sink import UnknownSink, open_sink

ENTRY = OutboxEntry(
    "<r.0a.receipt.1@office.example.cn>", Kind.RECEIPT, "a@b.example.cn", b"Subject: x\r\n\r\nhello\r\n"
)


def test_an_answer_is_one_file_with_exactly_its_octets(tmp_path: Path) -> None:
    assert FolderSink(tmp_path / "new" / "answers").deliver(ENTRY).result is Event.SENT
    (file,) = (tmp_path / "new" / "answers").iterdir()
    assert file.name == "r.0a.receipt.1@office.example.cn.eml"
    assert file.read_bytes() == ENTRY.octets
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_delivered_twice_it_is_still_one_file(tmp_path: Path) -> None:
    for entry in (ENTRY, replace(ENTRY, interrupted=True)):
        FolderSink(tmp_path).deliver(entry)
    assert len(list(tmp_path.iterdir())) == 1


def test_what_a_crash_left_half_written_is_no_answer_and_is_overwritten(tmp_path: Path) -> None:
    half = tmp_path / f".{file_name(ENTRY.message_id)}.part"
    half.write_bytes(b"Subj")
    assert list(tmp_path.glob("*.eml")) == []
    FolderSink(tmp_path).deliver(ENTRY)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [ENTRY.octets]


def test_a_folder_that_cannot_be_written_defers_the_answer(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    delivery = FolderSink(tmp_path / "file").deliver(ENTRY)
    assert delivery.result is Event.DEFERRED
    assert delivery.detail


@given(st.text())
def test_no_message_id_leads_out_of_the_folder(message_id: str) -> None:
    name = file_name(message_id)
    assert Path("x", name).parent == Path("x")
    assert not name.startswith(".") or name == ".eml"
    assert len(name.encode()) <= 255


def test_a_sink_that_the_program_does_not_have_is_refused() -> None:
    with pytest.raises(UnknownSink, match="ftp"):
        open_sink("ftp://host/x")
    assert isinstance(open_sink("answers"), FolderSink)
