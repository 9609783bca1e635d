"""The Sent folder as a witness: what it holds was sent; what a host's own does not hold goes out again unchanged."""

import contextlib
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from imapclient.exceptions import LoginError

from intake.imap_address import ImapAddress
from intake.imap_connect import ImapAccount
from outbox.sent_folder import SentFolder, sent_among
from outbox.smtp import SmtpWays
from tests.edges.answers import Desk, sink_to
from tests.edges.dovecot import NAME, PASSWORD, Dovecot
from tests.edges.receiver import Accepted, Receiver, receiving

SERVER = SmtpWays(sent_copy="server", witness_after=timedelta(minutes=5))
APPEND = SmtpWays(sent_copy="append")
_NUMBERS = count()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "db")


@pytest.fixture
def user(dovecot: Dovecot) -> str:
    name = dovecot.add(f"sent{next(_NUMBERS)}@bed.test")
    for _ in range(50):
        # Dovecot looks at its list of users once a second.
        with contextlib.suppress(LoginError), dovecot.client(name):
            return name
        time.sleep(0.1)
    raise AssertionError(name)


def sent_folder(dovecot: Dovecot, user: str) -> SentFolder:
    """The witness."""
    address = ImapAddress(user, "127.0.0.1", dovecot.ports["imap"], encrypted=False)
    return SentFolder(ImapAccount(address, PASSWORD))


def in_sent(dovecot: Dovecot, user: str, folder: str = NAME) -> int:
    """How many messages lie there."""
    with dovecot.client(user, folder) as client:
        return len(client.search())


def files_itself(receiver: Receiver, dovecot: Dovecot, user: str) -> None:
    """The host puts what it accepts into Sent."""

    def put(mail: Accepted) -> None:
        with dovecot.client(user, None) as client:
            client.append(NAME, mail.octets)

    receiver.files = put


@pytest.mark.parametrize("how", ["drop", "hang"])
@pytest.mark.parametrize("step", ["dot", "after"])
def test_with_the_hosts_own_sent_folder_exactly_one_arrives(
    step: str, how: str, desk: Desk, receiver: Receiver, dovecot: Dovecot, user: str
) -> None:
    files_itself(receiver, dovecot, user)
    receiver.fails(step, how)
    entry, sink = desk.answer(), sink_to(receiver, SERVER, sent_folder(dovecot, user))
    for _ in range(4):
        desk.deliver(sink)
        desk.later(minutes=6)
    assert receiver.ids() == [entry.message_id]
    assert receiver.accepted[0].octets == entry.octets
    assert desk.state(entry) == "sent"


def test_after_a_kill_the_same_holds(desk: Desk, receiver: Receiver, dovecot: Dovecot, user: str) -> None:
    files_itself(receiver, dovecot, user)
    lost, accepted = desk.answer("lost"), desk.answer("accepted")
    sink = sink_to(receiver, SERVER, sent_folder(dovecot, user))
    for entry in (lost, accepted):
        assert desk.store.claim(entry)
    sink.deliver(accepted)
    desk.restart()
    for _ in range(3):
        desk.deliver(sink)
        desk.later(minutes=6)
    assert sorted(receiver.ids()) == sorted([lost.message_id, accepted.message_id])
    assert {desk.state(lost), desk.state(accepted)} == {"sent"}


def test_our_own_copies_prove_nothing_by_their_absence(
    desk: Desk, receiver: Receiver, dovecot: Dovecot, user: str
) -> None:
    receiver.fails("after", "drop")
    entry, sink = desk.answer(), sink_to(receiver, APPEND, sent_folder(dovecot, user))
    for _ in range(5):
        desk.deliver(sink)
        desk.later(hours=3)
    assert desk.state(entry) == "uncertain"
    assert receiver.ids() == [entry.message_id]


def test_a_copy_is_put_into_sent_once(desk: Desk, receiver: Receiver, dovecot: Dovecot, user: str) -> None:
    entry, sink = desk.answer(), sink_to(receiver, APPEND, sent_folder(dovecot, user))
    for _ in range(3):
        desk.deliver(sink)
    sink.keep_copy(entry)
    with dovecot.client(user, NAME) as client:
        (uid,) = client.search()
        assert client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"] == entry.octets
        assert b"\\Seen" in client.get_flags([uid])[uid]


def test_a_copy_that_could_not_be_kept_is_kept_later(
    desk: Desk, receiver: Receiver, dovecot: Dovecot, user: str
) -> None:
    entry = desk.answer()
    nowhere = SentFolder(ImapAccount(ImapAddress(user, "127.0.0.1", 1, encrypted=False), PASSWORD))
    desk.deliver(sink_to(receiver, APPEND, nowhere))
    assert desk.state(entry) == "sent"
    desk.answer("next")
    desk.deliver(sink_to(receiver, APPEND, sent_folder(dovecot, user)))
    assert in_sent(dovecot, user) == 2


def test_while_the_witness_cannot_be_asked_nothing_is_decided(
    desk: Desk, receiver: Receiver, dovecot: Dovecot, user: str
) -> None:
    receiver.fails("after", "drop")
    entry = desk.answer()
    nowhere = SentFolder(ImapAccount(ImapAddress(user, "127.0.0.1", 1, encrypted=False), PASSWORD))
    for _ in range(3):
        desk.deliver(sink_to(receiver, SERVER, nowhere))
        desk.later(days=2)
    assert desk.state(entry) == "uncertain"
    assert receiver.ids() == [entry.message_id]


def test_a_copy_to_ourselves_is_a_witness_too(desk: Desk, receiver: Receiver, dovecot: Dovecot, user: str) -> None:
    def deliver_the_copy(mail: Accepted) -> None:
        if len(mail.recipients) > 1:
            dovecot.deliver(user, mail.octets)

    receiver.files = deliver_the_copy
    receiver.fails("after", "drop")
    ways = SmtpWays(copy_to_self=True, witness_after=timedelta(minutes=5))
    entry, sink = desk.answer(), sink_to(receiver, ways, sent_folder(dovecot, user))
    for _ in range(3):
        desk.deliver(sink)
        desk.later(minutes=6)
    assert desk.state(entry) == "sent"
    assert receiver.ids() == [entry.message_id]


def test_a_part_of_the_message_id_is_not_the_message(dovecot: Dovecot, user: str) -> None:
    with dovecot.client(user, NAME) as client:
        client.append(NAME, b"Message-ID: <abc.1@bed.test.more>\r\n\r\nx\r\n")
    witness = sent_folder(dovecot, user)
    assert not witness.holds("<abc.1@bed.test>")
    assert witness.holds("<abc.1@bed.test.more>")


@pytest.mark.parametrize(("name", "parted"), [("发件箱", b"/"), ("Sent Messages", b"/"), ("INBOX.已发送", b".")])
def test_without_a_special_use_the_folder_is_known_by_its_name(name: str, parted: bytes) -> None:
    listed = [((b"\\HasNoChildren",), parted, other) for other in ("INBOX", "Sentences", name, "草稿箱")]
    assert sent_among(listed) == name
    assert sent_among([*listed, ((b"\\Sent",), parted, "Out")]) == "Out"
    assert sent_among(listed[:2]) is None


def test_it_survives_a_connection_that_died(dovecot: Dovecot, user: str) -> None:
    witness = sent_folder(dovecot, user)
    assert not witness.holds("<a@b>")
    witness._client.socket().close()
    assert witness.keep("<a@b>", b"Message-ID: <a@b>\r\n\r\nx\r\n")
    assert witness.holds("<a@b>")
