"""A person in the office decides, and then another mail comes from the same sender, through the whole program."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.database import open_database
from data.review_decisions import Decided, decide
from data.review_edits import Hand
from tests.golden.person import UNIT, mail, stamped
from tests.golden.test_sequences import WORD, outcomes

AT = datetime(2022, 9, 16, tzinfo=UTC)
FIRST = mail(WORD, stamped())
AGAIN = mail(WORD, stamped(), text="没有看到回复，再报送一次，请查收。").replace(b"<golden.1@", b"<golden.2@")


def decided(folder: Path, outcome: str, **changed: str) -> None:
    """A person decides about the first mail, with these values in place of the form's."""
    database = open_database(folder / "haizhi.sqlite3")
    (read,) = database.conn.execute("SELECT record FROM messages WHERE id = 1").fetchone()
    (version,) = database.conn.execute("SELECT version FROM items WHERE message = 1").fetchone()
    record = json.loads(read) | changed if outcome == "accepted" else None
    decide(database, Hand("张三", AT, 1, version), Decided(outcome, record, UNIT), timedelta())
    database.conn.close()


def test_a_corrected_value_is_not_put_back_by_the_same_files(tmp_path: Path) -> None:
    outcomes(tmp_path, [FIRST])
    decided(tmp_path, "accepted", mobile="13900010099")
    assert outcomes(tmp_path, [AGAIN], first=2)[1:] == [("review", ["uncertain:mobile"])]


@pytest.mark.parametrize("outcome", ["rejected", "closed"])
def test_files_that_were_turned_down_are_not_accepted_by_themselves(outcome: str, tmp_path: Path) -> None:
    outcomes(tmp_path, [FIRST])
    decided(tmp_path, outcome)
    assert outcomes(tmp_path, [AGAIN], first=2)[1:] == [("review", [])]


def test_what_was_registered_by_hand_as_it_stood_is_updated_as_ever(tmp_path: Path) -> None:
    outcomes(tmp_path, [FIRST])
    decided(tmp_path, "accepted")
    assert outcomes(tmp_path, [AGAIN], first=2)[1:] == [("accepted", [])]
