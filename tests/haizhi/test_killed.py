"""Killing the run at any moment and starting it again ends as if nothing had happened: same export, one answer each."""

import random
import subprocess
import sys
import time
from email import message_from_bytes
from pathlib import Path

import pytest

from haizhi.tables import demo_mailbox

KILLS = 50


def run(folder: Path) -> "subprocess.Popen[bytes]":
    """`haizhi run --once` over the mails of `folder`/in."""
    command = [sys.executable, "-m", "haizhi", "run", "--inbox", "in", "--outbox", "out", "--db", "h.sqlite3", "--once"]
    return subprocess.Popen(
        [*command, "--workers", "1"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def exported(folder: Path) -> str:
    """The export as text."""
    command = [sys.executable, "-m", "haizhi", "export", "--db", "h.sqlite3"]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def answers(folder: Path) -> list[tuple[str, bytes]]:
    """Message-ID and octets of each answer, in order of name."""
    found = [path.read_bytes() for path in sorted((folder / "out").glob("*.eml"))]
    return [(str(message_from_bytes(octets)["Message-ID"]), octets) for octets in found]


def mailbox(folder: Path) -> Path:
    """A small mailbox without scans, so that many kills fit in the time of a test."""
    inbox = folder / "in"
    inbox.mkdir(parents=True)
    for path in demo_mailbox().glob("*.eml"):
        if path.stat().st_size < 100_000:
            (inbox / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same mailbox handled without a kill."""
    folder = mailbox(tmp_path_factory.mktemp("undisturbed"))
    assert run(folder).wait(120) == 0
    return folder


def test_fifty_kills_change_neither_the_export_nor_the_answers(tmp_path: Path, undisturbed: Path) -> None:
    folder = mailbox(tmp_path / "killed")
    moments = random.Random(74)
    begun = time.monotonic()
    assert run(folder).wait(120) == 0
    whole = min(6.0, time.monotonic() - begun)
    for stale in (*folder.glob("h.sqlite3*"), *(folder / "out").glob("*")):
        stale.unlink()
    for _ in range(KILLS):
        process = run(folder)
        time.sleep(moments.uniform(0.2, 1.1) * whole)
        process.kill()
        process.wait()
    assert run(folder).wait(120) == 0
    assert exported(folder) == exported(undisturbed)
    names = [name for name, _ in answers(folder)]
    assert len(names) == len(set(names)) > 0
    assert names == [name for name, _ in answers(undisturbed)]
