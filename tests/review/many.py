"""EDGE: disk. Thousands of cases at once for measuring: `python -m tests.review.many FILE [NUMBER]`.

In: a path, how many, a seed. Out: a database as if that many mails had been handled; people and units are invented.
Rows are written directly, for settling 20,000 mails one by one would take minutes.
"""

import json
import random
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from data.database import Database, open_database, writing
from data.shown import show
from data.store import Store
from tests.review.office import GIVEN, SURNAMES, Sent, hand_in

Row = dict[str, Any]
BEGIN = datetime(2022, 8, 20, tzinfo=UTC)
PLACES = "东西南北中山河湖海江林田云石"
SUBJECTS = "数理化生工农医文"
OUTCOMES = ("accepted",) * 11 + ("rejected",) * 4 + ("review",) * 3 + ("inquiry", "ignored")
CODES = ("uncertain:mobile", "uncertain:email", "uncertain:unit_name", "uncertain:seal", "late", "eligibility")
KINDS = ("全国学会", "省级科协", "中国科协海智计划工作基地", "海外科技团体")


def make(path: Path, number: int = 20_000, seed: int = 7) -> int:
    """The database; gives the number of a case with pages, doubtful."""
    with Store.open(path) as store:
        model = hand_in(store, Sent(seen={"mobile": "13812345678"}), 1)
    database = open_database(path)
    dice, evidence = random.Random(seed), _evidence(database, model)
    for begin in range(0, number, 2_000):
        with writing(database):
            for place in range(begin, min(begin + 2_000, number)):
                _add(database, place + 2, dice, evidence)
    with writing(database):
        database.conn.execute("INSERT INTO found (found) VALUES ('optimize')")
        database.conn.execute("ANALYZE")
    last = "SELECT message FROM items WHERE outcome = 'review' AND message > ? ORDER BY message DESC LIMIT 1"
    found = database.conn.execute(last, (model,)).fetchone()
    database.conn.close()
    return int(found[0]) if found else model


def _add(database: Database, row: int, dice: random.Random, model: "Evidence") -> None:
    outcome = dice.choice(OUTCOMES)
    record = _record(dice, row) if outcome in ("accepted", "rejected", "review") else None
    codes = dice.sample(CODES, dice.randint(1, 2)) if outcome in ("rejected", "review") else []
    message = _message(row, outcome, record, codes, dice)
    case = _case(database, message) if record else None
    _insert(database, "messages", message | {"case_id": case})
    _insert(database, "originals", {"message": row, "octets": model.octets})
    for code in codes:
        plain = dict.fromkeys(("found", "found_in_pdf", "filename", "detail"), "")
        _insert(database, "findings", {"message": row, "code": code, "suggestions": "[]"} | plain)
    if record:
        _copy_evidence(database, model, row)
    show(database, row, "您好，现将我单位信息表报上，请查收。" + "".join(dice.choices(PLACES + SUBJECTS, k=40)))
    event = {"at": message["handled_at"], "actor": "program", "what": "settled", "message": row, "detail": outcome}
    _insert(database, "events", event)


def _insert(database: Database, table: str, row: Row) -> int:
    # sqlite_utils looks the table up for every row, which takes most of the time.
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    return int(database.conn.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row).lastrowid or 0)


def _message(row: int, outcome: str, record: Row | None, codes: list[str], dice: random.Random) -> Row:
    at = (BEGIN + timedelta(seconds=dice.randrange(32 * 86_400))).isoformat()
    return {
        "id": row, "source": f"{row:06}.eml", "digest": f"{row:064x}", "size": 4_000, "arrived_at": at,
        "state": "settled", "handled_at": at, "message_id": f"<m{row}@example.cn>", "content_digest": f"{row:x}",
        "sender": f"user{row}@unit{row % 5000}.example.cn", "subject": f"报送信息表 {row}", "received_at": at,
        "outcome": outcome, "problems": json.dumps(codes), "record": record and json.dumps(record, ensure_ascii=False),
        "unit_key": record and record["unit_name"], "notes": '{"word": "here", "pdf": "here"}',
    }  # fmt: skip


def _record(dice: random.Random, row: int) -> Row:
    unit = f"{''.join(dice.choices(PLACES, k=2))}{dice.choice(SUBJECTS)}学会{row}"
    return {
        "unit_name": unit, "name": dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, 2)),
        "unit_department": f"{unit}-联络部", "position": "主任",
        "mobile": "139" + "".join(dice.choices("0123456789", k=8)), "email": f"user{row}@unit.example.cn",
        "unit_type": dice.choice(KINDS), "has_account": dice.random() < 0.5,
    }  # fmt: skip


def _case(database: Database, message: Row) -> int:
    row = {"sender": message["sender"], "unit_key": message["unit_key"], "status": message["outcome"]}
    return _insert(database, "cases", row | dict.fromkeys(("opened_at", "changed_at"), message["arrived_at"]))


def _copy_evidence(database: Database, model: "Evidence", row: int) -> None:
    for attachment, children in model.attachments:
        new = _insert(database, "attachments", attachment | {"message": row})
        for table, copied in children:
            about = {"attachment": new} | ({"message": row} if table == "fields" else {})
            _insert(database, table, copied | about)


@dataclass(frozen=True)
class Evidence:
    """What one message brought, to be had again by others."""

    octets: bytes
    attachments: list[tuple[Row, list[tuple[str, Row]]]]


def _evidence(database: Database, message: int) -> Evidence:
    (octets,) = database.conn.execute("SELECT octets FROM originals WHERE message = ?", (message,)).fetchone()
    found = []
    for attachment in list(database.query("SELECT * FROM attachments WHERE message = ?", [message])):
        number = attachment.pop("id")
        children = [
            (table, {name: value for name, value in row.items() if name != "id"})
            for table in ("pages", "fields", "seals")
            for row in database.query(f"SELECT * FROM {table} WHERE attachment = ?", [number])
        ]
        found.append((attachment, children))
    return Evidence(octets, found)


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20_000))
