"""What a folder on a server may do while it is read: nothing gets lost, nothing is doubled, nothing is set to read."""

import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from intake.imap import ImapSession
from intake.oversize import size_before_cutting
from tests.edges.dovecot import Dovecot
from tests.edges.mailroom import mail
from tests.edges.visits import Visitor, visitor


def test_every_message_is_taken_in_once_with_its_time_and_is_not_set_to_read(dovecot: Dovecot, tmp_path: Path) -> None:
    office = visitor(tmp_path, dovecot, "once@bed.test")
    with dovecot.client("once@bed.test") as client:
        for number in range(30):
            client.append("INBOX", mail(number), msg_time=datetime(2022, 9, 1 + number % 28, 8, tzinfo=UTC))
        assert office.visit() == 30
        assert office.visit() == 0
        assert client.search("SEEN") == []
    assert office.kept() == [mail(number) for number in range(30)]
    assert office.store.original(2).received_at == datetime(2022, 9, 2, 8, tzinfo=UTC)
    assert office.sources()[0].endswith("/1")


def test_a_new_uidvalidity_brings_nothing_twice_and_loses_nothing(dovecot: Dovecot, tmp_path: Path) -> None:
    user = "validity@bed.test"
    office = visitor(tmp_path, dovecot, user)
    for number in range(20):
        dovecot.deliver(user, mail(number))
    assert office.visit() == 20
    dovecot.change_uidvalidity(user, 1_999_999_999)
    dovecot.deliver(user, mail(20))
    assert office.visit() == 1
    assert len(office.kept()) == 21
    assert office.sources()[-1].startswith("1999999999/")
    dovecot.change_uidvalidity(user, 2_000_000_001)
    assert office.visit() == 0


def test_a_folder_that_is_emptied_and_made_anew_loses_only_what_was_never_seen(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    user = "emptied@bed.test"
    office = visitor(tmp_path, dovecot, user)
    for number in range(5):
        dovecot.deliver(user, mail(number))
    office.visit()
    with dovecot.client(user) as client:
        client.delete_messages(client.search())
        client.expunge()
    assert office.visit() == 0
    dovecot.deliver(user, mail(9))
    assert office.visit() == 1
    assert len(office.kept()) == 6


def test_messages_that_vanish_while_they_are_fetched_hold_up_no_other(dovecot: Dovecot, tmp_path: Path) -> None:
    user = "vanish@bed.test"
    office = visitor(tmp_path, dovecot, user)
    for number in range(40):
        dovecot.deliver(user, mail(number))
    dice = random.Random(7)
    gone = set(dice.sample(range(2, 41), 12))

    def vanish() -> None:
        if gone:
            with dovecot.client(user) as client:
                client.delete_messages(sorted(gone))
                client.expunge()
            gone.clear()

    left = {uid - 1 for uid in range(1, 41) if uid not in gone}
    with office.open() as inbox:
        inbox.receive(lambda _: None, vanish)
    # What came in one answer with the first, before it vanished, may be here too.
    assert left <= set(office.numbers())
    assert len(office.numbers()) == len(set(office.numbers())) < 40
    assert office.visit() == 0


def test_a_clock_that_jumps_changes_nothing(dovecot: Dovecot, tmp_path: Path) -> None:
    user = "clock@bed.test"
    office = visitor(tmp_path, dovecot, user)
    for number, jump in enumerate((0, 400, -800, 1, 4000, -4000)):
        office.later(days=jump)
        dovecot.deliver(user, mail(number))
        with office.open() as inbox:
            assert inbox.receive(lambda _: None, lambda: None) == 1
            assert inbox.count() == (number + 1, 0)
    assert len(office.kept()) == 6


def test_equal_messages_that_lie_there_together_are_two_and_one_moved_back_is_one(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    user = "twins@bed.test"
    office = visitor(tmp_path, dovecot, user)
    with dovecot.client(user) as client:
        client.append("INBOX", mail(1))
        client.append("INBOX", mail(1))
        assert office.visit() == 2
        client.create_folder("Elsewhere")
        client.move([1], "Elsewhere")
        client.select_folder("Elsewhere")
        client.move([1], "INBOX")
        assert office.visit() == 0
    assert len(office.kept()) == 2


def test_the_daily_count_fetches_what_was_passed_over(dovecot: Dovecot, tmp_path: Path) -> None:
    user = "count@bed.test"
    office = visitor(tmp_path, dovecot, user)
    for number in range(4):
        dovecot.deliver(user, mail(number))
    office.visit()
    office.store._database.conn.execute("DELETE FROM places WHERE uid = 2")
    office.store._database.conn.execute("DELETE FROM originals WHERE message = 2")
    office.store._database.conn.execute("DELETE FROM messages WHERE id = 2")
    assert office.visit() == 0
    with office.open() as inbox:
        assert inbox.count() == (4, 0)
    assert sorted(office.numbers()) == [0, 1, 2, 3]


def test_what_is_too_large_comes_as_its_beginning(
    dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.imap.MAX_MESSAGE_OCTETS", 100_000)
    user = "large@bed.test"
    office = visitor(tmp_path, dovecot, user)
    large = mail(1, "很大" * 500_000)
    with dovecot.client(user) as client:
        client.append("INBOX", large)
        client.append("INBOX", mail(2))
        office.visit()
        (size,) = [given[b"RFC822.SIZE"] for given in client.fetch([1], ["RFC822.SIZE"]).values()]
    cut, small = office.kept()
    assert size_before_cutting(cut) == size
    assert len(cut) < 1_000_100
    assert b"Message-ID: <1.mail@unit1.example.cn>" in cut
    assert small == mail(2)


@pytest.mark.parametrize("target", ["已处理/2022年", "Done"])
def test_only_what_is_settled_is_moved_into_a_folder_with_any_name(
    target: str, dovecot: Dovecot, tmp_path: Path
) -> None:
    user = f"move{len(target)}@bed.test"
    office = visitor(tmp_path, dovecot, user, after=f"move:{target}")
    dovecot.deliver(user, mail(1))
    office.visit(mark=True)
    with dovecot.client(user) as client:
        assert len(client.search()) == 1
        office.settle()
        dovecot.deliver(user, mail(2))
        office.visit(mark=True)
        client.noop()
        assert len(client.search()) == 1
        client.select_folder(target)
        assert len(client.search()) == 1
    office.settle()
    office.visit(mark=True)
    assert office.visit(mark=True) == 0
    assert len(office.kept()) == 2


def test_only_what_is_settled_gets_the_keyword(dovecot: Dovecot, tmp_path: Path) -> None:
    user = "keyword@bed.test"
    office = visitor(tmp_path, dovecot, user)
    dovecot.deliver(user, mail(1))
    office.visit(mark=True)
    with dovecot.client(user) as client:
        assert client.get_flags([1]) == {1: ()}
        office.settle()
        office.visit(mark=True)
        client.noop()
        assert client.get_flags([1]) == {1: (b"$HaizhiDone",)}


def test_a_backfill_takes_only_what_is_younger_and_never_answers_it(dovecot: Dovecot, tmp_path: Path) -> None:
    user = "backfill@bed.test"
    office = visitor(tmp_path, dovecot, user, no_answer=True, since=date(2022, 9, 10))
    with dovecot.client(user) as client:
        for day in (1, 9, 10, 20):
            client.append("INBOX", mail(day), msg_time=datetime(2022, 9, day, 12, tzinfo=UTC))
    _break_off_after_one(office)
    office.with_settings(no_answer=False, since=None)
    dovecot.deliver(user, mail(99))
    office.visit()
    with office.open() as inbox:
        assert inbox.count() == (3, 0)
    assert office.kept()[:2] == [mail(10), mail(20)]
    held = [row for (row,) in office.store._database.conn.execute("SELECT message FROM unanswered")]
    assert held == [1, 2], "the second came in a later run, and still lay there when the backfill began"


class _BrokenOff(Exception):
    pass


def _break_off_after_one(office: Visitor) -> None:
    def stop() -> None:
        raise _BrokenOff

    with pytest.raises(_BrokenOff), office.open() as inbox:
        inbox.receive(lambda _: None, stop)


def test_a_folder_with_a_chinese_name_is_read(dovecot: Dovecot, tmp_path: Path) -> None:
    user = "named@bed.test"
    with dovecot.client(user) as client:
        client.create_folder("海智/收件")
        client.append("海智/收件", mail(3))
    inbox = f"imap://{user}@127.0.0.1:{dovecot.ports['imap']}/海智/%E6%94%B6%E4%BB%B6"
    office = visitor(tmp_path, dovecot, user, inbox=inbox)
    assert office.visit() == 1


def test_a_dot_as_separator_is_respected(tmp_path: Path) -> None:
    from tests.edges.dovecot import running

    with running(separator=".") as server:
        office = visitor(tmp_path, server, "dot@bed.test", after="move:已处理/2022年")
        server.deliver("dot@bed.test", mail(1))
        office.visit()
        office.settle()
        office.visit(mark=True)
        with server.client("dot@bed.test") as client:
            assert "已处理.2022年" in [name for _, _, name in client.list_folders()]


def test_messages_that_arrive_as_idle_begins_wake_at_once(dovecot: Dovecot, tmp_path: Path) -> None:
    import threading
    import time

    from haizhi.receiving_imap import account_of

    office = visitor(tmp_path, dovecot, "idle@bed.test")
    for number in range(10):
        with ImapSession.open(account_of(office.settings), 60) as session:
            threading.Timer(number / 500, dovecot.deliver, ("idle@bed.test", mail(number))).start()
            begun = time.monotonic()
            assert session.wait(10)
            assert time.monotonic() - begun < 3
            assert session.newer_than(number)
