"""A mail costs the same in a large database: SQLite's own steps are counted, which no busy machine disturbs."""

from pathlib import Path

from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.pipeline import read
from intake.message import RawMessage
from tests.bench.growth import Box
from tests.bench.mails import word_mail

UNITS, MAILS, TIMES, TURNS = 6, 12, 80, 6
INSTRUCTIONS = 20
"""Of SQLite's machine, for one step counted."""


def steps_of(box: Box) -> int:
    """What the next mails take."""
    counted = 0

    def step() -> None:
        nonlocal counted
        counted += 1

    connection = box.store._database.conn
    connection.set_progress_handler(step, INSTRUCTIONS)
    for _ in range(TURNS):
        box.take()
    connection.set_progress_handler(None, 0)
    return counted


def test_a_mail_takes_as_many_steps_in_a_database_eighty_times_as_large(tmp_path: Path) -> None:
    house = house_of(Settings())
    known = [read(RawMessage(word_mail(which), "0.eml"), house).attachments for which in range(UNITS)]
    small, large = Box(tmp_path / "small", house, known), Box(tmp_path / "large", house, known)
    for box in (small, large):
        for _ in range(MAILS):
            box.take()
    large.grow(MAILS * TIMES)
    assert large.mails == MAILS * TIMES
    few, many = steps_of(small), steps_of(large)
    print(few, many)
    assert many <= 1.1 * few
    for box in (small, large):
        box.store.close()
