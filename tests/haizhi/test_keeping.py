"""The commands backup, purge and verify over a handled mailbox; what is logged tells of nobody."""

import json
import stat
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path

import pytest

from haizhi.cli import main
from haizhi.tables import demo_mailbox


@pytest.fixture(scope="module")
def handled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with answers and a log, and what was said while the mails without scans were handled, verbosely."""
    folder = tmp_path_factory.mktemp("kept") / "data"
    inbox = folder.parent / "in"
    inbox.mkdir()
    for mail in demo_mailbox().glob("*.eml"):
        if mail.stat().st_size < 100_000:
            (inbox / mail.name).write_bytes(mail.read_bytes())
    command = [sys.executable, "-m", "haizhi", "-v", "run", "--inbox", str(inbox), "--outbox", str(folder / "answers")]
    ran = subprocess.run(
        [*command, "--db", str(folder / "h.sqlite3"), "--once"], check=True, capture_output=True, text=True
    )
    return folder, ran.stdout + ran.stderr


def told_by(folder: Path, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """Names, numbers and addresses of all who sent something."""
    assert main(["export", "--db", str(folder / "h.sqlite3")]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    records = [row["record"] for row in rows if row["record"]]
    said = {record[key] for record in records for key in ("name", "mobile", "email") if record[key]}
    mails = [message_from_bytes(mail.read_bytes()) for mail in (folder.parent / "in").iterdir()]
    return said | {str(mail["From"]).rpartition("<")[2].strip(">") for mail in mails}


def test_what_is_logged_tells_of_nobody(handled: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    folder, logged = handled
    told = told_by(folder, capsys)
    assert len(told) >= 5
    assert [text for text in told if text in logged] == []


def test_folders_and_files_are_the_owners_alone(handled: tuple[Path, str]) -> None:
    folder, _ = handled
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
    assert {path: mode for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)} == {}


def test_verify_counts_against_the_mailbox(handled: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    folder, _ = handled
    asked = ["verify", "--db", str(folder / "h.sqlite3"), "--inbox", str(folder.parent / "in")]
    assert main(asked) == 0
    assert "全部完好" in capsys.readouterr().out
    extra = folder.parent / "in" / "9999.eml"
    extra.write_bytes(b"From: a@b.example\r\n\r\nnew")
    try:
        assert main(asked) == 1
        assert "邮箱中有 1 封邮件不在数据库中" in capsys.readouterr().out
    finally:
        extra.unlink()


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_masked_export_tells_of_nobody(
    form: str, handled: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = handled
    told = told_by(folder, capsys)
    assert main(["export", "--db", str(folder / "h.sqlite3"), "--masked", "--format", form]) == 0
    shown = capsys.readouterr().out
    assert "科学技术协会" in shown
    assert [text for text in told if text in shown] == []


def test_after_backup_and_purge_the_folder_tells_of_nobody(
    handled: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = handled
    database = str(folder / "h.sqlite3")
    told = told_by(folder, capsys)
    assert main(["backup", "--db", database, str(folder / "copy.sqlite3")]) == 0
    assert main(["purge", "--db", database, "--before", "2030-01-01", "--dry-run"]) == 0
    assert main(["purge", "--db", database, "--before", "2030-01-01"]) == 1
    assert "copy.sqlite3" in capsys.readouterr().out
    (folder / "copy.sqlite3").unlink()
    assert main(["purge", "--db", database, "--before", "2030-01-01"]) == 0
    octets = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert [text for text in told if text.encode() in octets or text.encode("utf-16-le") in octets] == []
    assert list((folder / "answers").iterdir()) == []
    assert main(["verify", "--db", database]) == 0


@pytest.mark.parametrize("command", [["backup", "x"], ["purge", "--before", "2030-01-01"], ["verify"]])
def test_a_database_that_is_not_there_is_said(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--db", str(tmp_path / "none")]) == 2
    assert "找不到数据库" in capsys.readouterr().err
