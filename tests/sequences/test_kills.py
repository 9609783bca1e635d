"""Whatever the kill point: started again, a run comes to the stated end state, with exactly one answer a mail."""

import email
import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from data.store import Store
from haizhi.pipeline import deliver, settle
from intake.message import RawMessage
from outbox.folder import FolderSink
from tests.sequences import run
from tests.sequences.expected import expected

FORK = multiprocessing.get_context("fork")
SEQUENCES = (("word", "second", "pdf"), ("whole", "update", "again"))


def handle(folder: Path, kinds: Sequence[str], trace: Callable[[str], None] | None = None) -> None:
    """One run over a mailbox in which all these mails lie."""
    with Store.open(folder / "haizhi.sqlite3", alone=True) as store:
        store._database.conn.execute("PRAGMA synchronous = OFF")
        store._database.conn.set_trace_callback(trace)
        for place in range(len(kinds)):
            store.receive(RawMessage(run.octets_at(kinds, place), f"{place}.eml"))
        sink = FolderSink(folder / "answers")
        deliver(store, sink)
        for row, raw in store.unsettled():
            settle(row, run.reading(run.kind_at(kinds, int(raw.source[0])), raw), store, run.house())
            deliver(store, sink)


def killed(folder: Path, kinds: Sequence[str], point: int) -> bool:
    """The same in a process of its own that is killed before this statement; False where it came to its end."""
    process = FORK.Process(target=handle, args=(folder, kinds, _dying_before(point)))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def _dying_before(point: int) -> Callable[[str], None]:
    left = [point]

    def die(_: str) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return die


def points_around_commits(folder: Path, kinds: Sequence[str]) -> list[int]:
    """Before each commit, and right after it."""
    said: list[str] = []
    handle(folder, kinds, said.append)
    commits = [number for number, statement in enumerate(said) if statement == "COMMIT"]
    assert len(commits) >= 2 * len(kinds)
    return sorted({point for commit in commits for point in (commit, commit + 1)})


def is_as_expected(folder: Path, kinds: Sequence[str]) -> bool:
    """End state, every answer sent, none twice."""
    with Store.open(folder / "haizhi.sqlite3") as store:
        found = run.steps(store), run.registered(store)
        states = store._database.conn.execute("SELECT state FROM outbox").fetchall()
    answers = [
        email.message_from_bytes(file.read_bytes())["In-Reply-To"] for file in (folder / "answers").glob("*.eml")
    ]
    wanting = sum(outcome not in ("ignored", "inquiry") for outcome, *_ in found[0])
    once = len(answers) == len(set(answers)) == wanting and states == [("sent",)] * wanting
    return found == expected(kinds) and once


@pytest.mark.parametrize("kinds", SEQUENCES, ids="-".join)
def test_killed_around_any_commit_it_ends_the_same(kinds: tuple[str, ...], tmp_path: Path) -> None:
    points = points_around_commits(tmp_path / "whole", kinds)
    assert is_as_expected(tmp_path / "whole", kinds)
    wrong = []
    for point in points:
        folder = tmp_path / str(point)
        kill = killed(folder, kinds, point)
        assert kill or point == points[-1]
        handle(folder, kinds)
        if not is_as_expected(folder, kinds):
            wrong.append(point)
    assert wrong == []
