"""Sequences of mails through the real program: read once, settled in a real store as often as wanted.

In: kinds of mail. Out: rows of a store. Elsewhere: what they must be (`expected`).
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from data.store import Store
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.pipeline import House, read
from intake.message import RawMessage
from intake.submission import open_message
from parsers.reading import AttachmentReading, Reading
from tests.outbox.letters import everything
from tests.sequences.expected import Step
from tests.sequences.mails import AFTER, AGAIN, BEFORE, COLLEAGUE, SAYS, SECOND, delivered_again, mail

OF_THE_FIRST, OF_THE_SECOND = (BEFORE.mobile, AFTER.mobile, BEFORE.email), (COLLEAGUE.mobile, COLLEAGUE.email)


def house() -> House:
    """The house as it ships."""
    return house_of(Settings(workers=1))


@cache
def _attachments(kind: str) -> tuple[AttachmentReading, ...]:
    return read(RawMessage(mail(kind, 0), "0.eml"), house()).attachments


def reading(kind: str, raw: RawMessage) -> Reading:
    """The mail as read; the same files are the same readings, wherever they stand in a sequence."""
    return Reading(open_message(raw, house().own_addresses), _attachments(kind))


def octets_at(kinds: Sequence[str], place: int) -> bytes:
    """The mail at one place of a sequence."""
    if kinds[place] != AGAIN:
        return mail(kinds[place], place)
    return delivered_again(octets_at(kinds, place - 1))


def kind_at(kinds: Sequence[str], place: int) -> str:
    """Which mail that really is."""
    return kind_at(kinds, place - 1) if kinds[place] == AGAIN else kinds[place]


def steps(store: Store) -> list[Step]:
    """What each message came to."""
    asked = "SELECT outcome, problems, record, is_update FROM messages WHERE state = 'settled' ORDER BY id"
    return [
        (outcome, frozenset(json.loads(problems)), json.loads(record or "{}").get("mobile"), bool(update))
        for outcome, problems, record, update in store._database.conn.execute(asked)
    ]


def registered(store: Store) -> tuple[str, str] | None:
    """Whose record counts, with its mobile."""
    asked = """
        SELECT cases.sender, record FROM cases JOIN messages ON messages.id = registered_by
        WHERE outcome = 'accepted'
    """
    found = store._database.conn.execute(asked).fetchall()
    assert len(found) <= 1
    return (found[0][0], json.loads(found[0][1])["mobile"]) if found else None


def told_to_strangers(store: Store) -> list[str]:
    """What the newest letter says of the other sender's values, or repeats of the words of any mail."""
    newest = "SELECT recipient, octets FROM outbox ORDER BY id DESC LIMIT 1"
    for recipient, octets in store._database.conn.execute(newest):
        said = everything(octets)
        unwanted = [*(OF_THE_FIRST if recipient == SECOND else OF_THE_SECOND), *(words for _, words in SAYS.values())]
        return [text for text in unwanted if text in said]
    return []


def opened(folder: Path) -> Store:
    """A store that does not wait for the disk."""
    store = Store.open(folder / "haizhi.sqlite3")
    store._database.conn.execute("PRAGMA synchronous = OFF")
    return store
