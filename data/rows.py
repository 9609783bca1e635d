"""EDGE: disk, through an open database. A row a handled message (contract, section 4), and counts.

In: an open Database. Out: mappings ready for JSON. Elsewhere: writing them to files (`data.export`).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from data.database import Database
from outbox.life import State
from rules.finding import FIELDS, Outcome

Row = Mapping[str, Any]

_ROWS = """
    SELECT source, message_id, outcome, problems, record,
        EXISTS (SELECT 1 FROM outbox WHERE outbox.message = messages.id AND outbox.state = ?) AS replied
    FROM messages WHERE state = 'settled' ORDER BY id
"""


def export_rows(database: Database) -> Iterator[Row]:
    """Every settled message in the order of handling. `replied`: the answer has gone out for certain."""
    for source, message_id, outcome, problems, record, replied in database.conn.execute(_ROWS, (State.SENT,)):
        values = json.loads(record) if record else None
        yield {
            "source": source,
            "message_id": message_id,
            "outcome": outcome,
            "problems": json.loads(problems),
            "record": None if values is None else {key: values.get(key) for key in FIELDS},
            "replied": bool(replied),
        }


def outcome_counts(database: Database) -> Mapping[str | None, int]:
    """How many messages came to each outcome; None: not settled yet."""
    found = dict(database.conn.execute("SELECT outcome, count(*) FROM messages GROUP BY outcome").fetchall())
    return {outcome: found.get(outcome, 0) for outcome in (*map(str, Outcome), None)}
