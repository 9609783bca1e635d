"""Mails of one sender that are read side by side are settled in the order in which they came."""

import time
from functools import partial
from pathlib import Path

from data.store import Store
from haizhi.config import Settings
from haizhi.loop import Waiting, settle_all
from haizhi.pace import GivenUp, Tell
from haizhi.pipeline import read
from haizhi.workers import ReadingPool
from intake.message import RawMessage
from outbox.folder import FolderSink
from parsers.reading import Reading
from tests.sequences import run
from tests.sequences.expected import expected

KINDS = ("whole", "update", "word")
SLOW_SECONDS = 1.5


def read_the_first_last(waiting: Waiting, given_up: GivenUp, tell: Tell) -> Reading:
    """Reads as the program does; the first mail takes the longest."""
    if waiting.raw.source == "0.eml":
        time.sleep(SLOW_SECONDS)
    return read(waiting.raw, run.house(), given_up, tell)


def test_a_slow_first_mail_is_settled_before_the_quick_ones_behind_it(tmp_path: Path) -> None:
    with Store.open(tmp_path / "haizhi.sqlite3", alone=True) as store:
        for place in range(len(KINDS)):
            store.receive(RawMessage(run.octets_at(KINDS, place), f"{place}.eml"))
        pool = ReadingPool[Waiting, Reading](read_the_first_last, partial(int), 2, Settings().message_seconds)
        done = [w.raw.source for w in settle_all(store, FolderSink(tmp_path / "answers"), run.house(), pool)]
        assert done == ["0.eml", "1.eml", "2.eml"]
        assert (run.steps(store), run.registered(store)) == expected(KINDS)
