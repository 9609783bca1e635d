"""LibreOffice as the last resort."""

import time
from pathlib import Path

import pytest

from parsers.document import Document, Unreadable
from parsers.readers import office, word97

FILES = Path(__file__).parent / "files"
installed = pytest.mark.skipif(not office.is_there(), reason="LibreOffice is not installed")


def test_without_libreoffice_the_answer_names_a_format_that_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    found = office.read(b"anything", "doc")
    assert isinstance(found, Unreadable)
    assert found.reason == "no_reader"
    assert ".docx" in found.detail


@installed
def test_what_cannot_be_converted_is_a_value() -> None:
    assert office.read(b"\xd0\xcf\x11\xe0" + bytes(4_000), "doc") == Unreadable("corrupt", "文件已损坏，无法转换")


def test_a_program_that_does_not_end_is_killed_with_its_children(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n(sleep 3; touch {tmp_path}/alive) &\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(office.shutil, "which", lambda name: str(program))
    monkeypatch.setattr(office, "TIMEOUT_SECONDS", 0.2)
    started = time.monotonic()
    assert office.convert(b"x", "doc", "docx") == Unreadable("timeout", "转换文件超过时限")
    assert time.monotonic() - started < 2.5
    time.sleep(3.2)
    assert not (tmp_path / "alive").exists()


@installed
def test_a_word_file_that_our_own_reader_refuses_is_read_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.readers.word97_file.OLDEST", 0xFFFF)
    found = word97.read((FILES / "typed.doc").read_bytes())
    assert isinstance(found, Document)
