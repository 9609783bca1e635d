"""Hostile mails through a real reading process: an outcome and a finding in ten seconds, memory bounded."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import Store
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.loop import Waiting
from haizhi.pipeline import settle
from haizhi.running import Pool, reading_pool
from haizhi.workers import Unread
from intake.message import RawMessage
from intake.sources import open_source
from tests.golden.bombs import BOMBS, WORD
from tests.golden.memory import Peak, watched
from tests.golden.person import mail

SECONDS, MEGABYTES = 10.0, 700
SETTINGS = Settings(workers=1)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = reading_pool(SETTINGS, lasting=True)
    made.warm()
    list(made.map([Waiting(0, RawMessage(mail(("附件1.docx", WORD)), "first.eml"))]))
    yield made
    made.close()


@pytest.fixture(scope="module")
def peak() -> Iterator[Peak]:
    with watched() as made:
        yield made


@pytest.mark.parametrize("name", BOMBS)
def test_bomb(name: str, pool: Pool, peak: Peak, tmp_path: Path) -> None:
    story = BOMBS[name]
    octets = story.mail()
    with Store.open(tmp_path / "haizhi.sqlite3") as store:
        row = store.receive(RawMessage(octets, "bomb.eml"))
        assert row is not None
        peak.begin()
        ((_, reading),) = pool.map([Waiting(row, store.original(row))])
        assert not isinstance(reading, Unread)
        settle(row, reading, store, house_of(SETTINGS))
        seconds = peak.seconds
        (exported,) = store.export_rows()
    assert (exported["outcome"], set(exported["problems"])) == (story.outcome, set(story.problems))
    print(f"{name}: {seconds:.1f} s, {peak.look()} MB")
    assert 50 < peak.look() < MEGABYTES
    assert seconds < SECONDS, "of the processor: other tests may be running"


def test_a_mail_of_a_hundred_megabytes_is_cut_where_it_is_fetched(tmp_path: Path, pool: Pool, peak: Peak) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.eml").write_bytes(mail(("附件1.docx", bytes(75_000_000))))
    peak.begin()
    began = time.process_time()
    (raw,) = open_source(str(tmp_path / "in")).messages()
    ((_, reading),) = pool.map([Waiting(1, raw)])
    assert not isinstance(reading, Unread)
    assert {shut.reason for shut in reading.submission.unopened} == {"too_large"}
    assert time.process_time() - began + peak.seconds < SECONDS
    assert peak.look() < MEGABYTES
