"""Damaged and hostile mails, one after the other: each is settled in time and within memory, none stops the next.

HAIZHI_MUTANTS says how many (5,000 for the full run); HAIZHI_MUTANTS_FIRST with which seed they begin. The hostile
files of others are looked at where they lie beside the project. HAIZHI_MUTANTS_LOG names a file for the figures.
Seconds are the processor's, so that a busy machine fails nobody.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from data.store import Store
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.loop import Waiting
from haizhi.pipeline import House, settle
from haizhi.running import Pool, reading_pool
from haizhi.workers import Unread
from intake.message import RawMessage
from tests.golden.memory import watched
from tests.golden.person import RECORD
from tests.mutants import mutants, third_party

COUNT = int(os.environ.get("HAIZHI_MUTANTS", "60"))
FIRST = int(os.environ.get("HAIZHI_MUTANTS_FIRST", "0"))
SECONDS, MEGABYTES = 10.0, 700
OTHERS = Path(__file__).parents[2] / "shared" / "thirdparty"
SETTINGS = Settings(workers=1)


@dataclass(frozen=True, slots=True)
class Settled:
    """What one mail came to."""

    row: Mapping[str, Any]
    seconds: float
    """Of the processor."""
    megabytes: int

    @property
    def trouble(self) -> str | None:
        """What must not be, or None."""
        if self.row["outcome"] == "unread":
            return str(self.row["reason"])
        if self.row["outcome"] == "accepted" and self.row["record"] != RECORD:
            return f"a wrong record: {self.row['record']}"
        if self.row["outcome"] == "rejected" and not self.row["problems"]:
            return "rejected without a problem"
        too_much = self.seconds > SECONDS or self.megabytes > MEGABYTES
        return f"{self.seconds:.1f} s, {self.megabytes} MB" if too_much else None


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = reading_pool(SETTINGS, lasting=True)
    made.warm()
    yield made
    made.close()


def settled(octets: bytes, pool: Pool, house: House, folder: Path) -> Mapping[str, Any]:
    """The exported row of one mail in an empty store."""
    database = folder / "haizhi.sqlite3"
    for path in folder.glob("haizhi.sqlite3*"):
        path.unlink()
    with Store.open(database) as store:
        row = store.receive(RawMessage(octets, "m.eml"))
        assert row is not None
        ((_, reading),) = pool.map([Waiting(row, store.original(row))])
        if isinstance(reading, Unread):
            return {"outcome": "unread", "reason": reading.reason, "problems": []}
        settle(row, reading, store, house)
        (exported,) = store.export_rows()
        return exported


def all_settled(pool: Pool, mails: Iterable[tuple[str, bytes]], folder: Path) -> Iterator[tuple[str, Settled]]:
    """Each mail by name, with what it came to and what that took."""
    house = house_of(SETTINGS)
    with watched() as peak:
        for name, octets in mails:
            peak.begin()
            row = settled(octets, pool, house, folder)
            yield name, Settled(row, peak.seconds, peak.look())


def troubles(mails: Iterable[tuple[str, Settled]]) -> dict[str, str]:
    """By name, what went wrong."""
    found: dict[str, str] = {}
    log = os.environ.get("HAIZHI_MUTANTS_LOG")
    for name, mail in mails:
        if mail.trouble:
            found[name] = mail.trouble
        if log:
            figures = [name, mail.row["outcome"], mail.row["problems"], round(mail.seconds, 2), mail.megabytes]
            with Path(log).open("a") as lines:
                lines.write(json.dumps([*figures, mail.trouble]) + "\n")
    return found


def test_no_damaged_mail_or_document_stops_the_program(pool: Pool, tmp_path: Path) -> None:
    mails = ((str(seed), octets) for seed, octets in mutants(COUNT, FIRST))
    assert troubles(all_settled(pool, mails, tmp_path)) == {}


@pytest.mark.skipif(not OTHERS.is_dir(), reason="the files of others are not here")
@pytest.mark.skipif(COUNT < 1_000, reason="only in the full run")
def test_no_hostile_file_of_others_stops_the_program(pool: Pool, tmp_path: Path) -> None:
    assert troubles(all_settled(pool, third_party(OTHERS), tmp_path)) == {}
