"""Killed at any statement and started again, a run ends with the same rows and exactly one answer a message."""

import multiprocessing
import os
import random
import signal
from pathlib import Path
from typing import Any

import pytest

from data.store import Store
from outbox.folder import FolderSink
from rules.finding import Outcome
from tests.data.messages import attachment, decision, form, opened, raw, reading
from tests.outbox.letters import entry_for, envelope

OUTCOMES = [Outcome.ACCEPTED, Outcome.REJECTED, Outcome.INQUIRY]
FORK = multiprocessing.get_context("fork")


def one_run(folder: Path, statements_to_live: int | None = None) -> None:
    """Receive, settle and answer everything, as the pipeline does; killed before its last statement."""
    with opened(folder / "db", alone=True) as store:
        if statements_to_live is not None:
            store._database.conn.set_trace_callback(_dying_after(statements_to_live))
        for number in range(len(OUTCOMES)):
            store.receive(raw(f"{number}.eml", b"x" * number))
        for row, message in store.unsettled():
            _settle(store, row, message.source)
            _deliver(store, folder)
        _deliver(store, folder)


def _settle(store: Store, row: int, source: str) -> None:
    of = envelope(message_id=f"<{source}@x.example.cn>")
    read = reading(attachment("word", form()), attachment("pdf", form(scanned=True)), of=of, content=source)
    decided = decision(OUTCOMES[int(source[0])], unit=f"学会{source}")
    assert store.history(row, read) is not None
    store.settle(row, read, decided, entry_for(decided, of, source))


def _deliver(store: Store, folder: Path) -> None:
    for entry in store.pending_answers():
        if store.claim(entry):
            store.record(entry, FolderSink(folder / "answers").deliver(entry))


def _dying_after(statements: int) -> Any:
    left = [statements]

    def die(_: str) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return die


def killed(folder: Path, statements: int) -> bool:
    """Run in a process of its own; True where it was killed."""
    process = FORK.Process(target=one_run, args=(folder, statements))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def end_of(folder: Path) -> tuple[list[Any], dict[str, bytes], list[Any]]:
    """Exported rows, answers, and what the other tables hold."""
    with opened(folder / "db") as store:
        rows = list(store.export_rows())
        asked = "SELECT message, version, field, form, text FROM fields ORDER BY id"
        kept = store._database.conn.execute(asked).fetchall()
        kept += store._database.conn.execute("SELECT sender, unit_key, status, registered_by FROM cases").fetchall()
        kept += store._database.conn.execute("SELECT message, state FROM outbox ORDER BY id").fetchall()
    return rows, {file.name: file.read_bytes() for file in (folder / "answers").iterdir()}, kept


def test_killed_at_any_statement_it_ends_the_same(tmp_path: Path) -> None:
    one_run(tmp_path / "whole")
    wanted = end_of(tmp_path / "whole")
    assert len(wanted[1]) == 2
    assert [row["replied"] for row in wanted[0]] == [True, True, False]
    statements = total_statements(tmp_path / "count")
    assert statements > 100
    for point in sorted(random.Random(7).sample(range(statements), 25)):
        folder = tmp_path / str(point)
        assert killed(folder, point)
        one_run(folder)
        assert end_of(folder) == wanted, point


def test_killed_again_and_again_it_gets_to_its_end(tmp_path: Path) -> None:
    one_run(tmp_path / "whole")
    dice, kills = random.Random(11), 0
    # Each run gets far enough to finish at least one step more than none.
    while killed(tmp_path / "again", dice.randrange(30, 160)) and kills < 40:
        kills += 1
    assert 2 <= kills < 40
    assert end_of(tmp_path / "again") == end_of(tmp_path / "whole")


def total_statements(folder: Path) -> int:
    """How many statements a whole run takes."""
    count = [0]

    def add(_: str) -> None:
        count[0] += 1

    original = Store.open

    with pytest.MonkeyPatch.context() as patch:

        def counted(*args: Any, **more: Any) -> Store:
            store = original(*args, **more)
            store._database.conn.set_trace_callback(add)
            return store

        patch.setattr(Store, "open", counted)
        one_run(folder)
    return count[0]
