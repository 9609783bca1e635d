"""A poll that finds nothing new costs the same in a full mailbox as in an empty one. HAIZHI_FULL_MAILBOX=50000."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.edges.dovecot import Dovecot
from tests.edges.proxy import Proxy
from tests.edges.visits import Visitor, visitor

FULL = int(os.environ.get("HAIZHI_FULL_MAILBOX", "3000"))
POLLS = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one idle poll."""

    commands: int
    up: int
    down: int


def cost(dovecot: Dovecot, office: Visitor, proxy: Proxy) -> Cost:
    """The mean over some polls of one session."""
    with office.open() as inbox:
        inbox.receive(lambda _: None, lambda: None)
        proxy.forget()
        for _ in range(POLLS):
            assert not inbox.wait(0.05, None)
            assert inbox.receive(lambda _: None, lambda: None) == 0
        return Cost(len(proxy.commands) // POLLS, proxy.up // POLLS, proxy.down // POLLS)


@pytest.mark.parametrize("idle_seconds", [0, 300])
def test_an_idle_poll_costs_the_same_in_a_full_mailbox(idle_seconds: int, dovecot: Dovecot, tmp_path: Path) -> None:
    costs = [_cost_with(number, idle_seconds, dovecot, tmp_path) for number in (50, FULL)]
    small, full = costs
    assert full.commands == small.commands <= 3
    # Numbers have more digits in a full mailbox; nothing else may differ.
    assert full.down - small.down <= 10
    assert full.up - small.up <= 10
    assert full.down < 300


def _cost_with(number: int, idle_seconds: int, dovecot: Dovecot, folder: Path) -> Cost:
    user = f"full{number}@bed.test"
    fill(dovecot, user, number)
    with Proxy(dovecot.ports["imap"]) as proxy:
        office = visitor(folder / str(number), dovecot, user, proxy.port, idle_seconds=idle_seconds)
        # What lies there counts as received: only the cost of looking is asked for here.
        with dovecot.client(user) as client:
            status = client.folder_status("INBOX", ["UIDVALIDITY", "UIDNEXT"])
        known = office.store.mailbox(f"{user}@127.0.0.1/INBOX")
        known.visit(status[b"UIDVALIDITY"])
        known.passed(status[b"UIDNEXT"] - 1)
        spent = cost(dovecot, office, proxy)
        office.store.close()
    return spent


def fill(dovecot: Dovecot, user: str, number: int) -> None:
    """So many messages, put into the Maildir by hand."""
    with dovecot.client(user) as client:
        there = len(client.search())
        if there < number:
            client.append("INBOX", b"Subject: 1\r\n\r\n1\r\n")
    new = dovecot.folder / "home" / user / "mail" / "cur"
    owner = new.stat()
    for place in range(there + 1, number):
        path = new / f"1663200000.M{place}P1.bed,S=17:2,"
        path.write_bytes(b"Subject: 1\r\n\r\n1\r\n")
        os.chown(path, owner.st_uid, owner.st_gid)
    with dovecot.client(user) as client:
        assert len(client.search()) >= number
