"""The line breaks in every way it can, mails come in meanwhile: each is handled once and answered once."""

import os
import random
import time
from collections import Counter
from pathlib import Path

from tests.edges.dovecot import Dovecot
from tests.edges.mailroom import mail, mailroom
from tests.edges.proxy import Fault, Proxy, faults
from tests.edges.receiver import receiving

CUTS = int(os.environ.get("HAIZHI_CUTS", "44"))
MAILS = 100
IDLE = 0.3
"""Seconds without an octet after which nothing is on its way, on a busy machine too."""
IMPATIENT = {"network_seconds": 1, "idle_seconds": 2, "reconnect_seconds": 0.02, "reconnect_most_seconds": 0.1}
ANSWERING = {"answers_an_hour": 0, "answer_sent_copy": "none", "smtp_plain": True}


def test_a_line_that_breaks_at_forty_points_loses_and_doubles_nothing(dovecot: Dovecot, tmp_path: Path) -> None:
    user, moments = dovecot.add("broken@bed.test"), random.Random(5)
    # Log-in, ID, SELECT and SEARCH are the first 1,200 octets of a session; a mail is 1,600 more.
    waiting = faults(CUTS // 2, 1_200, 1) + faults(CUTS - CUTS // 2, 3_200, 2)
    moments.shuffle(waiting)
    with receiving() as receiver, Proxy(dovecot.ports["imap"], waiting) as proxy:
        room = mailroom(tmp_path, dovecot, user, proxy.port, **IMPATIENT, **ANSWERING)
        room.outbox = f"smtp://office@127.0.0.1:{receiver.port}"
        with room.running():
            for number in range(MAILS):
                dovecot.deliver(user, mail(number, "信息表见附件，请查收。" + "谢谢" * 100))
                _break_once(proxy, number, moments)
            room.until(lambda: len(room.rows()) == MAILS)
            room.until(lambda: all(row["replied"] for row in room.rows()))
        assert len(proxy.served) + proxy.cuts >= CUTS
        assert len(proxy.served) > CUTS // 2
        _every_kind_occurred(proxy)
    ids = [row["message_id"] for row in room.rows()]
    assert sorted(ids) == sorted(f"<{number}.mail@unit{number}.example.cn>" for number in range(MAILS))
    assert len(receiver.ids()) == len(set(receiver.ids())) == MAILS


def _every_kind_occurred(proxy: Proxy) -> None:
    kinds = Counter(fault.kind for fault in proxy.served)
    print("faults:", dict(kinds), "in a literal:", sum(fault.in_literal for fault in proxy.served), "idle:", proxy.cuts)
    assert all(kinds[kind] >= 3 for kind in ("fin", "rst", "hole", "slow"))
    assert sum(fault.in_literal for fault in proxy.served) >= 3
    assert proxy.cuts, "at least one line was cut on which nothing was on its way"


def _break_once(proxy: Proxy, number: int, moments: random.Random) -> None:
    """After every second mail: the next fault has its turn, or else the line is cut where nothing is on its way."""
    if number % 2:
        before, until = len(proxy.served) + proxy.cuts, time.monotonic() + 60
        while len(proxy.served) + proxy.cuts == before and time.monotonic() < until:
            time.sleep(0.02)
            if proxy.is_idle(IDLE):
                proxy.cut(moments.choice(["fin", "rst"]))


def test_a_message_cut_in_its_middle_again_and_again_is_received_whole(dovecot: Dovecot, tmp_path: Path) -> None:
    user = dovecot.add("literal@bed.test")
    long = mail(1, "信息表见附件，请查收。" * 20_000)
    with Proxy(dovecot.ports["imap"], [Fault("fin", 20_000 + 90_000 * turn) for turn in range(6)]) as proxy:
        dovecot.deliver(user, long)
        room = mailroom(tmp_path, dovecot, user, proxy.port, **IMPATIENT)
        with room.running():
            room.until(lambda: len(room.rows()) == 1)
        assert len(proxy.served) == 6
    with dovecot.client(user) as client:
        (octets,) = [given[b"BODY[]"] for given in client.fetch([1], ["BODY.PEEK[]"]).values()]
    assert _stored(room.database) == [octets]


def _stored(database: Path) -> list[bytes]:
    from data.store import Store

    with Store.open(database) as store:
        return [store.original(1).octets]
