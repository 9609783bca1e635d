"""What the office is told while the run goes on: a password refused, answers held up, the day's digest."""

import threading
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from pydantic import SecretStr

from haizhi import service
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.service import MOST_REFUSALS, serve
from haizhi.stopping import Stopping
from haizhi.watching import Watch
from intake.imap_connect import NotLetIn
from outbox.rate import Limits
from outbox.smtp import SmtpWays
from tests.edges.answers import Desk, sink_to
from tests.edges.dovecot import PASSWORD as SMTP_PASSWORD
from tests.edges.dovecot import Dovecot
from tests.edges.fake163 import PASSWORD, USER, Host, hosting
from tests.edges.mailroom import mail, mailroom
from tests.edges.receiver import Accepted, Receiver, receiving

STAFF = "staff@bed.test"
SECONDS = 60


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


def told(receiver: Receiver) -> list[Accepted]:
    """What the office got."""
    return [accepted for accepted in list(receiver.accepted) if accepted.recipients == [STAFF]]


def words(accepted: Accepted) -> str:
    """Subject and text."""
    parsed = message_from_bytes(accepted.octets, policy=default)
    return f"{parsed['Subject']}\n{parsed.get_content()}"


def settings_for(folder: Path, host: Host, receiver: Receiver) -> Settings:
    """A run over the fake host that looks for mail all the time."""
    return Settings(
        inbox=f"imap://{USER}@127.0.0.1:{host.port}/INBOX",
        outbox=f"smtp://office@127.0.0.1:{receiver.port}",
        db=folder / "h.sqlite3",
        imap_password=SecretStr(PASSWORD),
        smtp_password=SecretStr(SMTP_PASSWORD),
        smtp_plain=True,
        answer_sent_copy="none",
        office_address=STAFF,
        workers=1,
        poll_seconds=0.2,
        reconnect_seconds=0.1,
        reconnect_most_seconds=0.2,
    )


def meanwhile(does: Callable[[], None]) -> threading.Thread:
    """Somebody who acts while the run goes on in this thread."""
    person = threading.Thread(target=does, daemon=True)
    person.start()
    return person


def until(done: Callable[[], bool]) -> None:
    """Wait."""
    end = time.monotonic() + SECONDS
    while not done() and time.monotonic() < end:
        time.sleep(0.02)


def test_a_password_refused_while_it_runs_is_tried_thrice_far_apart_then_it_stops_loudly(
    receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert service.THROTTLED_SECONDS == 900, "a quarter of an hour, as docs/mailbox.md says"
    monkeypatch.setattr(service, "THROTTLED_SECONDS", 0.1)
    with hosting() as host:
        host.deliver(mail(1))

        def change_the_password() -> None:
            until(lambda: len(receiver.accepted) == 1)
            host.password = "changed"
            host.hang_up()

        person = meanwhile(change_the_password)
        with pytest.raises(NotLetIn, match="授权码"):
            serve(settings_for(tmp_path, host, receiver), Stopping())
        person.join(5)
        assert len(host.log_ins) == 1 + MOST_REFUSALS
    (alert,) = told(receiver)
    assert "登录被拒绝" in words(alert)
    assert len(receiver.accepted) == 2, "the answer, and one alert"


def test_a_host_that_refuses_the_password_once_in_a_while_does_not_end_the_run(
    receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "THROTTLED_SECONDS", 0.3)
    with hosting() as host:
        host.deliver(mail(1))
        stop = Stopping()

        def trouble_for_a_moment() -> None:
            until(lambda: len(receiver.accepted) == 1)
            host.password = "in trouble"
            host.hang_up()
            until(lambda: len(host.log_ins) == 2)
            host.password = PASSWORD
            host.deliver(mail(2))
            until(lambda: len(receiver.accepted) == 3)
            stop.ask()

        meanwhile(trouble_for_a_moment)
        serve(settings_for(tmp_path, host, receiver), stop)
        assert len(host.log_ins) == 3
    assert len(told(receiver)) == 1
    assert len(receiver.accepted) == 3


def test_a_host_that_asks_for_a_stop_is_told_to_the_office_once_and_left_in_peace(
    dovecot: Dovecot, receiver: Receiver, tmp_path: Path
) -> None:
    user = dovecot.add("stopped@bed.test")
    room = mailroom(tmp_path, dovecot, user, smtp_plain=True, answer_sent_copy="none", office_address=STAFF)
    room.outbox = f"smtp://office@127.0.0.1:{receiver.port}"
    receiver.fails("dot", "554 DT:SPM looks like spam")
    with room.running():
        for number in range(3):
            dovecot.deliver(user, mail(number))
        room.until(lambda: len(room.rows()) == 3 and len(told(receiver)) == 1)
        time.sleep(1)
    assert [accepted.recipients for accepted in receiver.accepted] == [[STAFF]]
    assert receiver.seen.count("dot") == 2, "one answer that was refused, and the alert"
    assert "答复无法发出" in words(receiver.accepted[0])
    assert "DT:SPM" in words(receiver.accepted[0])


def test_answers_that_cannot_go_out_for_ten_minutes_are_told_once(tmp_path: Path, receiver: Receiver) -> None:
    desk = Desk(tmp_path / "db")
    desk.answer()
    receiver.fails("connect", "drop")
    sink = sink_to(receiver)
    watch = Watch(Settings(inbox="in", office_address=STAFF), desk.store, sink, house_of(Settings()).office)
    for minutes in (0, 5, 6, 30):
        desk.later(minutes=minutes)
        desk.deliver(sink)
        watch.send()
    assert len(list(desk.store.staff_mail.pending())) == 1
    assert receiver.accepted == []
    # The line is mended, and the program begun anew.
    Watch(Settings(inbox="in", office_address=STAFF), desk.store, sink_to(receiver), house_of(Settings()).office).send()
    assert "答复无法发出" in words(receiver.accepted[0])
    assert len(told(receiver)) == 1


def test_the_digest_comes_once_a_day_with_its_counts(dovecot: Dovecot, receiver: Receiver, tmp_path: Path) -> None:
    user = dovecot.add("digest@bed.test")
    given = {"smtp_plain": True, "answer_sent_copy": "none", "office_address": STAFF, "digest_hour": 0}
    room = mailroom(tmp_path, dovecot, user, None, **given)
    room.outbox = f"smtp://office@127.0.0.1:{receiver.port}"
    for number in range(2):
        dovecot.deliver(user, mail(number))
    with room.running():
        room.until(lambda: len(told(receiver)) == 1 and len(room.rows()) == 2)
    dovecot.deliver(user, mail(2))
    with room.running():
        room.until(lambda: len(receiver.accepted) == 4)
    (digest,) = told(receiver)
    assert "每日简报" in words(digest)
    assert "过去一天收到 2 封邮件" in words(digest)
    assert "等待人工处理：0 封" in words(digest)


@pytest.mark.parametrize("years", [10, -10])
def test_a_clock_that_was_wrong_holds_no_answer_up(years: int, tmp_path: Path, receiver: Receiver) -> None:
    desk = Desk(tmp_path / "db")
    ways = SmtpWays(Limits(an_hour=1, address_an_hour=1, address_a_day=1, thread=0, same=0))
    receiver.fails("rcpt", "451 later", "", "554 DT:SPM")
    first = desk.answer("first")
    desk.deliver(sink_to(receiver, ways))
    desk.later(days=365 * years)
    desk.deliver(sink_to(receiver, ways))
    assert desk.state(first) == "sent"
    second = desk.answer("second")
    desk.later(days=-365 * years)
    desk.deliver(sink_to(receiver, ways))
    desk.later(days=365 * years, hours=13)
    for _ in range(2):
        desk.deliver(sink_to(receiver, ways))
        desk.later(hours=13)
    assert desk.state(second) == "sent"
    assert len(receiver.ids()) == len(set(receiver.ids())) == 2
