"""Hostile files in real reading processes: each is over soon, memory is bounded, and the pool is whole afterwards."""

import time
from collections.abc import Iterator

import pytest

from haizhi.config import Settings
from haizhi.loop import Waiting
from haizhi.running import Pool, reading_pool
from haizhi.tables import demo_mailbox
from haizhi.workers import Unread
from intake.message import RawMessage
from tests.golden.memory import Peak, watched
from tests.golden.person import mail
from tests.haizhi.hostile import HOSTILE

SECONDS, MEGABYTES = 10.0, 700


def read(pool: Pool, octets: bytes) -> object:
    """What came of one mail."""
    ((_, given),) = pool.map([Waiting(1, RawMessage(octets, "1.eml"))])
    return given


def crowding() -> float:
    """How much longer work takes just now than on an idle machine: other tests run beside this one."""
    began, own = time.monotonic(), time.thread_time()
    while time.thread_time() - own < 0.2:
        pass
    return (time.monotonic() - began) / (time.thread_time() - own)


@pytest.fixture(scope="module")
def peak() -> Iterator[Peak]:
    with watched() as looking:
        yield looking


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = reading_pool(Settings(workers=1), lasting=True)
    made.warm()
    read(made, (demo_mailbox() / "0005.eml").read_bytes())
    yield made
    made.close()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_over_soon_and_the_pool_whole_afterwards(name: str, pool: Pool, peak: Peak) -> None:
    octets = mail(HOSTILE[name]())
    crowded = crowding()
    peak.begin()
    began = time.monotonic()
    given = read(pool, octets)
    seconds = (time.monotonic() - began) / max(1.0, crowded, crowding())
    assert not isinstance(given, Unread)
    assert given.attachments  # type: ignore[attr-defined]
    assert not any(attachment.forms for attachment in given.attachments)  # type: ignore[attr-defined]
    print(f"{name}: {seconds:.1f} s, {[a.unreadable and a.unreadable.reason for a in given.attachments]}")  # type: ignore[attr-defined]
    assert seconds < SECONDS
    assert peak.look() < MEGABYTES
    good = read(pool, (demo_mailbox() / "0005.eml").read_bytes())
    assert not isinstance(good, Unread)
    assert good.attachments[0].forms  # type: ignore[attr-defined]
