"""An office's database for tests of its lists: what invented units have come to, settled without reading any file.

In: outcomes by unit. Out: rows of a store. Elsewhere: real mails through the whole program (`tests.sequences`).
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from data.review_decisions import Decided, decide
from data.review_edits import Hand
from data.store import Store
from rules.finding import Decision, Finding, Outcome, Record
from tests.data.messages import AT, attachment, form, raw, reading
from tests.outbox.letters import BOTH_HERE, RECORD, envelope

UNIT = "中国声学学会"


def record(unit: str = UNIT, **changed: Any) -> Record:
    """The record of a unit's person; without other values the mobile is the unit's own."""
    mobile = f"139{sum(map(ord, unit)) % 10**8:08d}"
    return {**RECORD, "unit_name": unit, "unit_department": f"{unit}-国际部", "mobile": mobile, **changed}


def came(
    store: Store, name: str, outcome: Outcome, of: Record | None, *codes: str, sender: str = "", unit: str | None = None
) -> int:
    """Receive and settle one mail; gives its row."""
    row = store.receive(raw(name, name.encode()))
    assert row is not None
    sender = sender or f"{sum(map(ord, str(of and of['unit_name'])))}@unit.example.cn"
    about = replace(envelope(message_id=f"<{name}>"), from_address=sender, received_at=AT)
    papers = reading(attachment("word", form()), attachment("pdf", form()), of=about, content=name)
    key = unit or (str(of["unit_name"]) if of else None)
    decided = Decision(outcome, tuple(map(Finding, codes)), of, key, notes=BOTH_HERE)
    store.settle(row, papers, decided, None)
    return row


def decided_by_a_person(store: Store, row: int, outcome: str, of: Record | None, unit: str | None = UNIT) -> None:
    """A person's decision on the page."""
    (version,) = store._database.conn.execute("SELECT version FROM items WHERE message = ?", (row,)).fetchone()
    decide(store._database, Hand("钟无艳", AT, row, version), Decided(outcome, of, unit), timedelta())
