"""What is purged is gone: from rows, octets, pictures, the search index, the free pages and the WAL."""

import base64
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.database import open_database
from data.ledger import Ledger
from data.mailbox import MailboxFolder
from data.purge import BY_ATTACHMENT, BY_MESSAGE, KEPT, Purged, StillRead, purge
from data.store import Store
from intake.message import Bounce, Envelope, RawMessage
from outbox.entry import Delivery
from outbox.life import Event
from parsers.form import ExtractedForm, Field
from rules.finding import Outcome
from tests.data.messages import attachment, decision, reading
from tests.outbox.letters import RECORD, entry_for

DELIVERED = Delivery(Event.SENT)
OLD, NEW = datetime(2022, 9, 13, 8, tzinfo=UTC), datetime(2023, 9, 13, 8, tzinfo=UTC)
BETWEEN = datetime(2023, 1, 1, tzinfo=UTC)
PERSON = {
    OLD: ("言午阳", "13900001234", "yan@old.example.cn", "<1@old.example.cn>"),
    NEW: ("林木森", "13711112222", "lin@new.example.cn", "<1@new.example.cn>"),
}


def mail_of(at: datetime) -> bytes:
    """The octets of one sender's mail, his name in three codings."""
    name, mobile, sender, message_id = PERSON[at]
    text = f"{name} {mobile}"
    head = f"From: {sender}\r\nMessage-ID: {message_id}\r\nSubject: {name}\r\n\r\n".encode()
    return head + text.encode() + text.encode("utf-16-le") + base64.b64encode(text.encode())


def add(store: Store, at: datetime, name: str = "0001.eml", unit: str = "某某学会", *, sent: bool = True) -> int:
    """One settled and answered mail."""
    who, mobile, sender, message_id = PERSON[at]
    row = store.receive(RawMessage(mail_of(at), name, at))
    assert row is not None
    record = {**RECORD, "name": who, "mobile": mobile, "email": sender}
    form = ExtractedForm({"name": Field(who, picture=f"{who} drawn".encode()), "mobile": Field(mobile)})
    of = Envelope(message_id, (), (), sender, who, sender, f"{who}的信息表", at)
    read = reading(attachment("word", form), attachment("pdf", form), of=of, content=message_id)
    decided = decision(unit=unit, record=record, reasons=(f"{who}（{mobile}）",))
    entry = entry_for(decided, of, name)
    assert entry is not None
    store.settle(row, read, decided, entry)
    if sent:
        for pending in store.pending_answers():
            store.claim(pending)
            store.record(pending, DELIVERED)
    return row


def traces(folder: Path, who: datetime) -> set[str]:
    """Which of a person's facts stand, in any coding, in any file of the folder."""
    octets = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    return {fact for fact in PERSON[who] if any(coded in octets for coded in codings(fact))}


def codings(fact: str) -> Iterator[bytes]:
    """As it may stand in a file; base64 at each of its three beginnings."""
    for octets in (fact.encode(), fact.encode("utf-16-le"), fact.encode("utf-16-be"), fact.encode("gb18030")):
        yield octets
        for before in range(3):
            whole = base64.b64encode(b"x" * before + octets)
            yield whole[4 if before else 0 : -4]


def purged(folder: Path, before: datetime = BETWEEN, **how: bool) -> tuple[Purged, list[str]]:
    """Purge, with the answers whose files were to be forgotten."""
    forgotten: list[str] = []

    def forget(ids: Collection[str]) -> None:
        forgotten.extend(ids)

    database = open_database(folder / "db")
    try:
        return purge(database, before, NEW + timedelta(days=1), forget, **how), forgotten
    finally:
        database.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with an old mail and a new one, still in the WAL too."""
    with Store.open(tmp_path / "db", lambda: OLD) as store:
        add(store, OLD)
    with Store.open(tmp_path / "db", lambda: NEW) as store:
        add(store, NEW, "0002.eml", "另一学会")
    return tmp_path


def test_before_the_purge_everything_could_be_found(folder: Path) -> None:
    assert traces(folder, OLD) == set(PERSON[OLD])


def test_nothing_of_the_old_mail_is_left_in_any_file(folder: Path) -> None:
    # Open while it happens, as the staff's page is.
    page = open_database(folder / "db")
    found, forgotten = purged(folder)
    assert (found.outcomes, found.unsettled, found.unanswered) == ({"accepted": 1}, 0, 0)
    assert len(forgotten) == 1
    assert traces(folder, OLD) == set()
    assert traces(folder, NEW) == set(PERSON[NEW])
    assert found.told == {"13900001234", "yan@old.example.cn"}
    assert "1390000" not in repr(found)
    page.close()


def test_what_stays_is_whole_and_the_purge_is_on_record(folder: Path) -> None:
    purged(folder)
    with Store.open(folder / "db") as store:
        (row,) = store.export_rows()
        assert row["record"] is not None
        assert row["record"]["name"] == "林木森"
    with Ledger.open(folder / "db") as ledger:
        assert ledger.purged() == 1
    connection = sqlite3.connect(folder / "db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert connection.execute("SELECT messages, outcomes FROM purges").fetchall() == [(1, '{"accepted": 1}')]
    assert connection.execute("SELECT count(*) FROM found WHERE found MATCH '林木森'").fetchone() == (1,)


def test_a_purged_mail_that_still_lies_in_the_mailbox_is_not_taken_in_again(folder: Path) -> None:
    purged(folder)
    with Store.open(folder / "db") as store:
        assert store.receive(RawMessage(mail_of(OLD), "0001.eml", OLD)) is None
        server = MailboxFolder(open_database(folder / "db"), lambda: NEW, "u@h/INBOX")
        server.visit(7)
        assert not server.receive(1, RawMessage(mail_of(OLD), "7/1", OLD), ())
        assert server.not_here([1, 2]) == [2]
        assert store.waiting() == 0


def test_a_place_on_the_server_outlives_its_message(folder: Path) -> None:
    database = open_database(folder / "db")
    server = MailboxFolder(database, lambda: NEW, "u@h/INBOX")
    server.visit(7)
    assert not server.receive(1, RawMessage(mail_of(OLD), "7/1", OLD), ())
    purged(folder)
    assert server.not_here([1]) == []


def test_bounces_and_second_deliveries_go_with_their_mail(folder: Path) -> None:
    with Store.open(folder / "db", lambda: NEW) as store:
        (answer,) = store._database.conn.execute("SELECT message_id FROM outbox WHERE message = 1").fetchone()
        row = store.receive(RawMessage(b"bounce of " + mail_of(OLD), "0003.eml", NEW))
        assert row is not None
        of = Envelope("<b@host>", (), (), "mailer-daemon@host", "mailer-daemon@host", "", "x", NEW)
        read = reading(of=of, content="b")
        bounce = Bounce((answer,), PERSON[OLD][2], True, "5.1.1", "unknown")
        read = replace(read, submission=replace(read.submission, bounce=bounce, automatic=("R1",)))
        store.settle(row, read, decision(Outcome.IGNORED, None, record=None), None)
    found, _ = purged(folder)
    assert found.outcomes == {"accepted": 1, "ignored": 1}
    assert traces(folder, OLD) == set()


def test_what_is_not_finished_stays_and_is_counted(tmp_path: Path) -> None:
    with Store.open(tmp_path / "db", lambda: OLD) as store:
        add(store, OLD, sent=False)
        store.receive(RawMessage(b"waits", "0002.eml", OLD))
    found, forgotten = purged(tmp_path)
    assert (found.messages, found.unsettled, found.unanswered, forgotten) == (0, 1, 1, [])
    with Store.open(tmp_path / "db") as store:
        assert len(list(store.export_rows())) == 1


def test_a_try_changes_nothing(folder: Path) -> None:
    found, forgotten = purged(folder, try_only=True)
    assert (found.messages, forgotten) == (1, [])
    with Store.open(folder / "db") as store:
        assert len(list(store.export_rows())) == 2


def test_a_reader_in_the_midst_is_told_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.database.BUSY_SECONDS", 0.1)
    reader = sqlite3.connect(folder / "db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM messages").fetchone()
    with pytest.raises((StillRead, sqlite3.OperationalError)):
        purged(folder)
    reader.execute("COMMIT")
    purged(folder)
    assert traces(folder, OLD) == set()


def test_a_wrong_clock_of_the_sender_does_not_keep_a_mail_for_ever(tmp_path: Path) -> None:
    with Store.open(tmp_path / "db", lambda: OLD) as store:
        row = add(store, OLD)
        store._database.conn.execute(
            "UPDATE messages SET received_at = '2099-01-01T00:00:00+08:00' WHERE id = ?", (row,)
        )
    found, _ = purged(tmp_path)
    assert found.messages == 1


def test_every_table_is_either_erased_or_known_to_hold_nothing_of_senders(tmp_path: Path) -> None:
    database = open_database(tmp_path / "db")
    erased = {"messages", "cases", "pictures", "found", "notices", "refused_entries", "places", "purged"}
    known = {*BY_MESSAGE, *BY_ATTACHMENT, *KEPT, *erased}
    assert {name for name in database.table_names() if not name.startswith("found_")} == known
