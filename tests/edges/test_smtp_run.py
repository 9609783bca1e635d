"""Whole runs over a real mailbox and a real receiver, killed while they send: each mail is answered exactly once."""

import contextlib
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

from imapclient.exceptions import LoginError

from data.store import Store
from tests.edges.dovecot import NAME, Dovecot
from tests.edges.mailroom import mail, mailroom
from tests.edges.receiver import Accepted, receiving

MAILS = 8
KILLS = 4


def account(dovecot: Dovecot, name: str) -> str:
    """A new mailbox that lets people in."""
    dovecot.add(name)
    for _ in range(50):
        with contextlib.suppress(LoginError), dovecot.client(name):
            return name
        time.sleep(0.1)
    raise AssertionError(name)


def test_runs_killed_while_sending_answer_each_mail_once(tmp_path: Path, dovecot: Dovecot) -> None:
    user = account(dovecot, "killed@bed.test")
    for number in range(MAILS):
        dovecot.deliver(user, mail(number), f"office{number}@unit{number}.example.cn")

    def file_it(accepted: Accepted) -> None:
        with dovecot.client(user, None) as client:
            client.append(NAME, accepted.octets)

    with receiving() as receiver:
        receiver.files = file_it
        receiver.fails("after", "", "drop", "", "", "drop")
        receiver.fails("dot", "", "", "", "drop")
        # Slow, so that kills fall between the first byte and the record.
        receiver.slow_seconds = 0.05
        settings: dict[str, Any] = {"smtp_plain": True, "answer_sent_copy": "server", "answer_witness_seconds": 0.1}
        room = mailroom(tmp_path / "room", dovecot, user, **settings)
        room.outbox = f"smtp://{user}@127.0.0.1:{receiver.port}"
        moments = random.Random(5)
        for _ in range(KILLS):
            before = len(receiver.seen)
            process = room.start("--once")
            while len(receiver.seen) == before and process.poll() is None:
                time.sleep(0.01)
            time.sleep(moments.uniform(0, 0.6))
            process.kill()
            process.wait()
        for _ in range(6):
            assert room.start("--once").wait(60) == 0, room.log()[-3000:]
            with Store.open(room.database) as store:
                counts = store.sendings.counts()
            if set(counts) == {"sent"}:
                break
            time.sleep(0.2)
        assert counts == {"sent": MAILS}, room.log()[-3000:]
        arrived = Counter(accepted.message_id for accepted in receiver.accepted)
        assert set(arrived.values()) == {1}
        assert len(arrived) == MAILS
        assert sorted(to for accepted in receiver.accepted for to in accepted.recipients) == sorted(
            f"office{number}@unit{number}.example.cn" for number in range(MAILS)
        )
