"""EDGE: disk, through an open database. A large database in seconds: what is there once more, as of other senders.

In: an open Database with settled mails, how many times. Out: rows of every kind, index and search included.
"""

from data.database import Database, writing

TABLES = (
    *("cases", "messages", "originals", "attachments", "pages", "fields", "seals", "handed", "findings", "outbox"),
    *("events", "items"),
)
_NUMBERS = {"message": "messages", "attachment": "attachments", "case_id": "cases", "registered_by": "messages"}
_THEIR_OWN = ("source", "digest", "message_id", "content_digest", "sender", "unit_key", "recipient", "thread", "unit")


def multiply(database: Database, times: int) -> None:
    """So many times as much as there was."""
    run = database.conn.execute
    steps = {table: run(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0] for table in TABLES}
    columns = {table: [row[1] for row in run(f"PRAGMA table_info({table})")] for table in TABLES}
    with writing(database):
        run("PRAGMA defer_foreign_keys = ON")
        for turn in range(1, times):
            for table in TABLES:
                values = ", ".join(_value(table, column, turn, steps) for column in columns[table])
                first = f"WHERE rowid <= {steps[table]}"
                run(f"INSERT INTO {table} SELECT {values} FROM {table} {first}")
            texts = f"c0 || ' {turn}', c1, c2 || ' {turn}', c3, c4, c5"
            run(
                f"INSERT INTO found (rowid, unit, person, contact, subject, files, body)"
                f" SELECT id + {turn * steps['messages']}, {texts} FROM found_content WHERE id <= {steps['messages']}"
            )


def _value(table: str, column: str, turn: int, steps: dict[str, int]) -> str:
    if column == "id":
        return f"id + {turn * steps[table]}"
    if column in _NUMBERS:
        return f"{column} + {turn * steps[_NUMBERS[column]]}"
    if column in _THEIR_OWN and table in ("messages", "cases", "outbox", "items"):
        return f"{column} || '.{turn}'"
    return column
