"""Killed with -9 at random moments, over and over, a run ends as an undisturbed one does, with one answer a mail.

Several mailboxes at once, since a run that is to be killed is mostly waited for. HAIZHI_SAMPLES=1 takes the sample
mailbox beside the project in place of the demo's mails.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from haizhi.tables import demo_mailbox
from tests.edges.dovecot import NAME, Dovecot
from tests.edges.mailroom import Mailroom, mailroom
from tests.edges.receiver import Accepted, Receiver, receiving

KILLS, LANES = int(os.environ.get("HAIZHI_KILLS", "200")), 4
WITH_SAMPLES = "HAIZHI_SAMPLES" in os.environ
SAMPLES = Path(__file__).parents[3] / "shared" / "corpus" / "mailbox"
# A host that files what it accepts is a witness of every answer; more to one address than life knows comes at once.
SETTINGS: dict[str, object] = {
    "smtp_plain": True,
    "answer_sent_copy": "server",
    "answer_witness_seconds": 4,
    "answers_an_hour": 0,
    "answers_to_address_an_hour": 0,
}
SOON, LATE = 5.0, 20.0
"""Seconds: kills by the clock fall before SOON; one that waits for an answer to begin falls before LATE."""
AT = datetime(2022, 9, 15, 2, tzinfo=UTC)


def mails() -> list[bytes]:
    """The mailbox."""
    folder = SAMPLES if WITH_SAMPLES else demo_mailbox()
    given = [path.read_bytes() for path in sorted(folder.glob("*.eml"))]
    again = [octets.replace(b"Message-ID: <", b"Message-ID: <2.") for octets in given]
    return given if WITH_SAMPLES else [*given, *again]


@dataclass(frozen=True)
class Place:
    """A mailbox, a run over it, a server that takes its answers."""

    dovecot: Dovecot
    user: str
    room: Mailroom
    receiver: Receiver

    def put(self, octets: bytes) -> None:
        """A mail arrives."""
        with self.dovecot.client(self.user) as client:
            client.append("INBOX", octets, msg_time=AT)

    def is_done(self, number: int) -> bool:
        """True where so many are handled and no answer is on its way."""
        rows = self.room.rows()
        return len(rows) == number and not self.states() & {"pending", "sending", "uncertain"}

    def states(self) -> set[str]:
        """In which states answers are."""
        from data.store import Store

        with Store.open(self.room.database) as store:
            return set(store.sendings.counts())

    def told(self) -> list[dict[str, Any]]:
        """What became of each mail, whatever the folder's number is."""
        return [row | {"source": row["source"].partition("/")[2]} for row in self.room.rows()]

    def answered(self) -> list[str]:
        """Who got an answer, with every answer that left."""
        return sorted(to for accepted in list(self.receiver.accepted) for to in accepted.recipients)


def place(folder: Path, dovecot: Dovecot, name: str, receiver: Receiver) -> Place:
    """A new one; its host files what it accepts into Sent."""
    user = dovecot.add(f"{name}@bed.test")
    receiver.files = _filed(dovecot, user)
    room = mailroom(folder / name, dovecot, user, **SETTINGS)
    room.outbox = f"smtp://office@127.0.0.1:{receiver.port}"
    return Place(dovecot, user, room, receiver)


def _filed(dovecot: Dovecot, user: str) -> Callable[[Accepted], None]:
    def file(accepted: Accepted) -> None:
        with dovecot.client(user, None) as client:
            client.append(NAME, accepted.octets)

    return file


def test_killed_at_any_moment_it_ends_as_if_undisturbed_with_one_answer_each(dovecot: Dovecot, tmp_path: Path) -> None:
    given = mails()
    with receiving() as receiver, ThreadPoolExecutor(LANES) as lanes:
        lives = [lanes.submit(_killed_often, tmp_path, dovecot, lane) for lane in range(LANES)]
        whole = place(tmp_path, dovecot, "whole", receiver)
        for octets in given:
            whole.put(octets)
        _let_it_end(whole, len(given))
        for life in lives:
            killed, moments = life.result()
            print("killed after:", moments)
            assert killed.told() == whole.told()
            assert set(Counter(killed.receiver.ids()).values()) == {1}
            assert killed.answered() == whole.answered()


def _killed_often(folder: Path, dovecot: Dovecot, lane: int) -> tuple[Place, dict[str, int]]:
    """One mailbox, killed its share of times and then let be."""
    with receiving() as receiver:
        killed = place(folder, dovecot, f"often-killed-{lane}", receiver)
        moments = _kill_again_and_again(killed, mails(), random.Random(200 + lane))
        _let_it_end(killed, len(mails()))
    return killed, moments


def _kill_again_and_again(place: Place, waiting: list[bytes], dice: random.Random) -> dict[str, int]:
    """Mails arrive evenly between the kills; gives what each run had begun to do last when it was killed."""
    begun, turns = Counter[str](), KILLS // LANES
    for turn in range(turns):
        for octets in waiting[turn * len(waiting) // turns : (turn + 1) * len(waiting) // turns]:
            place.put(octets)
        put = (turn + 1) * len(waiting) // turns
        before, process = len(place.receiver.seen), place.room.start()
        if turn % 2 and not (turn and place.is_done(put)):
            _until_an_answer_begins(place, before)
            time.sleep(dice.uniform(0, dice.choice((0.02, 0.2))))
        else:
            time.sleep(dice.uniform(0.2, SOON))
        assert process.poll() is None, place.room.log()[-3000:]
        process.kill()
        process.wait()
        steps = place.receiver.seen[before:]
        begun[steps[-1] if steps else "no answer"] += 1
    return dict(begun)


def _until_an_answer_begins(place: Place, before: int) -> None:
    end = time.monotonic() + LATE
    while "mail" not in place.receiver.seen[before:] and time.monotonic() < end:
        time.sleep(0.01)


def _let_it_end(place: Place, number: int) -> None:
    with place.room.running():
        place.room.until(lambda: place.is_done(number), 30 * number)
