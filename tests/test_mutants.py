"""Damaged and hostile mails, one after the other: each has an outcome in time and within memory, none stops the next.

HAIZHI_MUTANTS says how many (5,000 for the full run); HAIZHI_MUTANTS_FIRST with which seed they begin. The hostile files
of others are looked at where they lie beside the project.
"""  # noqa: E501

import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.loop import Waiting
from haizhi.running import Pool, reading_pool
from haizhi.workers import Unread
from intake.message import RawMessage
from rules.case import History
from rules.decide import decide
from rules.finding import Outcome
from tests.golden.test_bombs import peak_megabytes
from tests.mutants import mutants, third_party

COUNT = int(os.environ.get("HAIZHI_MUTANTS", "150"))
FIRST = int(os.environ.get("HAIZHI_MUTANTS_FIRST", "0"))
SECONDS, MEGABYTES = 10.0, 700
OTHERS = Path(__file__).parents[2] / "shared" / "thirdparty"
SETTINGS = Settings(workers=1)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = reading_pool(SETTINGS, lasting=True)
    yield made
    made.close()


def trouble(pool: Pool, mails: Iterable[tuple[object, bytes]]) -> dict[object, str]:
    """By name, what went wrong; the figures go to the file that HAIZHI_MUTANTS_LOG names."""
    found: dict[object, str] = {}
    house = house_of(SETTINGS)
    log = os.environ.get("HAIZHI_MUTANTS_LOG")
    for name, octets in mails:
        began = time.monotonic()
        ((_, reading),) = pool.map([Waiting(0, RawMessage(octets, "m.eml"))])
        seconds, megabytes = time.monotonic() - began, peak_megabytes(pool)
        outcome = "unread"
        if isinstance(reading, Unread):
            found[name] = reading.reason
        else:
            decision = decide(reading, History(), house.desk, reading.submission.envelope.received_at)
            outcome = decision.outcome.value
            if decision.outcome is Outcome.REJECTED and not decision.findings:
                found[name] = "rejected without a finding"
        if seconds > SECONDS or megabytes > MEGABYTES:
            found[name] = f"{seconds:.1f} s, {megabytes} MB"
        if log:
            with Path(log).open("a") as lines:
                lines.write(json.dumps([str(name), outcome, round(seconds, 2), megabytes, found.get(name)]) + "\n")
    return found


def test_no_damaged_mail_or_document_stops_the_program(pool: Pool) -> None:
    assert trouble(pool, mutants(COUNT, FIRST)) == {}


@pytest.mark.skipif(not OTHERS.is_dir(), reason="the files of others are not here")
@pytest.mark.skipif(COUNT < 1_000, reason="only in the full run")
def test_no_hostile_file_of_others_stops_the_program(pool: Pool) -> None:
    paths = sorted(path for path in OTHERS.rglob("*") if path.is_file() and path.name != "README.md")
    mails = ((path.name, third_party(path.read_bytes(), path.name)) for path in paths)
    assert trouble(pool, mails) == {}
