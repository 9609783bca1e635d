"""The endless run as a service: quick under IDLE, unharmed by kill -9, ended by SIGTERM, alerting once."""

import contextlib
import signal
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.edges.dovecot import Dovecot
from tests.edges.forms import with_form
from tests.edges.mailroom import Mailroom, mail, mailroom
from tests.edges.proxy import Proxy
from tests.edges.receiver import Accepted, Receiver, receiving

LATENCY_SECONDS = 2.0
TIMED = 7
NO_LIMITS = {"answers_an_hour": 0, "answer_sent_copy": "none", "smtp_plain": True}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A mail server that takes the answers."""
    with receiving() as server:
        yield server


def room_with(folder: Path, server: Dovecot, user: str, receiver: Receiver, **settings: object) -> Mailroom:
    """A run that answers by mail."""
    room = mailroom(folder, server, user, **NO_LIMITS | settings)
    room.outbox = f"smtp://office@127.0.0.1:{receiver.port}"
    return room


def test_from_delivery_to_the_answers_arrival_it_takes_two_seconds(
    dovecot: Dovecot, tmp_path: Path, receiver: Receiver
) -> None:
    user = dovecot.add("latency@bed.test")
    mails = [with_form(number, pdf=True) for number in range(TIMED + 1)]
    room = room_with(tmp_path, dovecot, user, receiver)
    taken, busy = [], []
    with room.running():
        for number, octets in enumerate(mails):
            begun = time.monotonic()
            dovecot.deliver(user, octets)
            room.until(lambda wanted=number + 1: len(receiver.accepted) >= wanted)  # type: ignore[misc]
            taken.append(time.monotonic() - begun)
            busy.append(busyness())
    print(
        "seconds to the answer:", [round(seconds, 2) for seconds in taken], "busy:", round(statistics.median(busy), 1)
    )
    # The first waits for the program to start. On a machine that has other work too it may take as much longer.
    assert statistics.median(taken[1:]) <= LATENCY_SECONDS * max(1.0, statistics.median(busy))


def busyness() -> float:
    """How many times longer than its own work a piece of work takes on this machine now; 1: nothing else goes on."""
    begun, worked = time.monotonic(), time.process_time()
    while time.process_time() - worked < 0.1:
        sum(range(1_000))
    return (time.monotonic() - begun) / 0.1


def test_sigterm_ends_it_at_once_and_only_one_runs_on_a_database(dovecot: Dovecot, tmp_path: Path) -> None:
    user = dovecot.add("term@bed.test")
    room = mailroom(tmp_path, dovecot, user, **NO_LIMITS)
    dovecot.deliver(user, mail(1))
    with room.running() as process:
        room.until(lambda: len(room.rows()) == 1)
        second = Mailroom(tmp_path, room.inbox, environment=room.environment).start()
        assert second.wait(30) == 2
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert time.monotonic() - begun < 5
    assert "另一个程序正在处理" in room.log()


def test_a_killed_run_leaves_no_process_behind(dovecot: Dovecot, tmp_path: Path) -> None:
    user = dovecot.add("orphans@bed.test")
    room = mailroom(tmp_path, dovecot, user, **NO_LIMITS)
    dovecot.deliver(user, mail(1))
    process = room.start()
    room.until(lambda: len(room.rows()) == 1)
    workers = _children(process.pid)
    assert workers
    process.kill()
    process.wait()
    until = time.monotonic() + 5
    while any(map(_lives, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(_lives, workers))


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_an_outage_is_told_once_and_mail_is_taken_in_again_after_it(
    dovecot: Dovecot, tmp_path: Path, receiver: Receiver
) -> None:
    user = dovecot.add("outage@bed.test")
    with Proxy(dovecot.ports["imap"]) as proxy:
        quick: dict[str, object] = {"reconnect_seconds": 0.1, "reconnect_most_seconds": 0.3, "poll_seconds": 1}
        told: dict[str, object] = {"office_address": "staff@bed.test"} | quick
        room = mailroom(tmp_path, dovecot, user, proxy.port, **NO_LIMITS | told)
        room.outbox = f"smtp://office@127.0.0.1:{receiver.port}"
        with room.running():
            dovecot.deliver(user, mail(1))
            room.until(lambda: len(room.rows()) == 1)
            proxy.refusing = True
            proxy.cut("rst")
            room.until(lambda: len(_alerts(receiver)) == 1)
            time.sleep(3)
            dovecot.deliver(user, mail(2))
            proxy.refusing = False
            room.until(lambda: len(room.rows()) == 2)
    assert len(_alerts(receiver)) == 1
    assert _status(room)[0].unreachable_since is None


def test_a_short_break_is_not_told(dovecot: Dovecot, tmp_path: Path, receiver: Receiver) -> None:
    user = dovecot.add("short@bed.test")
    with Proxy(dovecot.ports["imap"]) as proxy:
        room = mailroom(tmp_path, dovecot, user, proxy.port, **NO_LIMITS, office_address="staff@bed.test")
        room.outbox = f"smtp://office@127.0.0.1:{receiver.port}"
        with room.running():
            for number in range(3):
                dovecot.deliver(user, mail(number))
                room.until(lambda wanted=number + 1: len(room.rows()) == wanted)  # type: ignore[misc]
                proxy.cut("fin")
    assert _alerts(receiver) == []


def _alerts(receiver: Receiver) -> list[Accepted]:
    with contextlib.suppress(RuntimeError):
        return [accepted for accepted in list(receiver.accepted) if accepted.recipients == ["staff@bed.test"]]
    return []


def _status(room: Mailroom) -> list[Any]:
    from data.store import Store

    with Store.open(room.database) as store:
        return store.healths()


def test_what_a_backfill_took_in_is_never_answered_and_what_comes_later_is(dovecot: Dovecot, tmp_path: Path) -> None:
    user = dovecot.add("backfilled@bed.test")
    room = mailroom(tmp_path, dovecot, user)
    for number in range(3):
        dovecot.deliver(user, mail(number))
    assert room.start("--once", "--no-answer").wait(60) == 0, room.log()
    dovecot.deliver(user, mail(3))
    assert room.start("--once").wait(60) == 0, room.log()
    assert [row["replied"] for row in room.rows()] == [False, False, False, True]
    assert len(list((tmp_path / "answers").glob("*.eml"))) == 1
