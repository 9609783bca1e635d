"""EDGE: disk, through an open database. What people set in place of the notice, with its history.

In: an open Database, a setting's name and value. Out: values that count now; Desk and Office with them in place.
Elsewhere: the notice itself (`data/notices`), the page where people set them (`review.pages_settings`).
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from data.database import Database, writing
from data.review_edits import Hand, note
from data.review_units import with_names
from data.text import json_text, moment
from outbox.letter import Office
from rules.desk import Desk
from rules.notice import Notice

Row = dict[str, Any]
DEADLINE = "deadline"
"""The last day in time, ISO."""
CONTACTS = "contacts"
"""Each as the notice has them: subject, people, telephone, email."""
NOTHING_SET = (0, 0, 0)
REMARK = "remark:"
"""And the kind of letter: what every letter of the kind says besides."""


def settings(database: Database) -> Mapping[str, Any]:
    """The newest value of each setting; what is as the notice has it is not there."""
    asked = "SELECT name, value FROM settings WHERE id IN (SELECT max(id) FROM settings GROUP BY name)"
    found = {name: json.loads(value) for name, value in database.conn.execute(asked).fetchall()}
    return {name: value for name, value in found.items() if value is not None}


def setting_history(database: Database) -> list[Row]:
    """Every change, newest first."""
    return list(database.query("SELECT * FROM settings ORDER BY id DESC LIMIT 100"))


def set_to(database: Database, hand: Hand, name: str, value: Any) -> None:
    """Set it; None: as the notice has it."""
    row = {"name": name, "value": json_text(value), "person": hand.person, "at": moment(hand.at)}
    with writing(database):
        database.table("settings").insert(row)
        note(database, hand, "setting changed", name)


def state_of_settings(database: Database) -> tuple[int, int, int]:
    """Changes whenever units or settings do."""
    asked = """
        SELECT (SELECT count(*) FROM settings), (SELECT count(*) FROM unit_names),
            (SELECT count(undone_at) FROM unit_names)
    """
    one, two, three = database.conn.execute(asked).fetchone()
    return one, two, three


def desk_now(database: Database, desk: Desk) -> Desk:
    """The desk with what people set and the names that they added."""
    if state_of_settings(database) == NOTHING_SET:
        return desk
    notice = notice_now(settings(database), desk.notice)
    return Desk(notice, with_names(database, replace(desk.registry, notice=notice)))


def office_now(database: Database, office: Office) -> Office:
    """The office with what people set."""
    found = settings(database)
    if not found:
        return office
    remarks = tuple((name.removeprefix(REMARK), str(v)) for name, v in found.items() if name.startswith(REMARK) and v)
    return replace(office, notice=notice_now(found, office.notice), remarks=remarks)


def notice_now(found: Mapping[str, Any], notice: Notice) -> Notice:
    """The notice with another deadline or other contacts."""
    facts = notice.model_dump(mode="json")
    if DEADLINE in found:
        day = datetime.fromisoformat(found[DEADLINE]).replace(tzinfo=notice.deadline.late_from.tzinfo)
        facts["deadline"]["late_from"] = (day + timedelta(days=1)).isoformat()
        facts["deadline"]["words"] = f"{day.year}年{day.month}月{day.day}日"
    if CONTACTS in found:
        facts["contacts"] = found[CONTACTS]
    return Notice.model_validate(facts)
