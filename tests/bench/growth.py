"""EDGE: time and disk. What a mail costs in a large database, beside the same mail in a small one, turn by turn.

In: how large. Out: at 100, 1,000, 10,000 … mails: median processor milliseconds in a small database and in the grown
one (receive, settle, answer), their ratio, size of the file. Turn by turn, and the processor's time, so that other
programs on the machine disturb both alike. Reading is left out: it knows no database.
By itself: `python -m tests.bench.growth [mails]`.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.store import Store
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.pipeline import House, deliver, read, settle
from intake.message import RawMessage
from intake.submission import open_message
from outbox.entry import Delivery, OutboxEntry
from outbox.folder import FolderSink
from outbox.life import Event
from parsers.reading import AttachmentReading, Reading
from tests.bench.filling import multiply
from tests.bench.mails import units, word_mail

TURNS, SMALL = 200, 100


@dataclass(frozen=True, slots=True)
class Grown:
    """Milliseconds of one mail."""

    mails: int
    small: float
    grown: float
    megabytes: float


class _Nowhere(FolderSink):
    """Takes every answer; writing files is the disk's time, and does not grow."""

    def deliver(self, entry: OutboxEntry) -> Delivery:
        return Delivery(Event.SENT)


class Box:
    """A database that takes one mail after the other."""

    def __init__(self, folder: Path, house: House, known: list[tuple[AttachmentReading, ...]]) -> None:
        self.store, self._sink = Store.open(folder / "db"), _Nowhere(folder)
        self._folder, self._house, self._known = folder, house, known
        self._taken = self.mails = 0

    def take(self) -> float:
        """Processor milliseconds of the next mail."""
        number, self._taken, self.mails = self._taken, self._taken + 1, self.mails + 1
        # The same units in both databases: how many senders a unit has is no matter of how large the database is.
        raw = RawMessage(word_mail(number), f"{number}.eml")
        reading = Reading(open_message(raw, self._house.own_addresses), self._known[number % len(self._known)])
        begun = time.process_time()
        row = self.store.receive(raw)
        assert row is not None
        settle(row, reading, self.store, self._house)
        deliver(self.store, self._sink)
        return (time.process_time() - begun) * 1_000

    def grow(self, mails: int) -> None:
        """So many mails in all."""
        multiply(self.store._database, mails // self.mails)
        self.mails = self.store._database.conn.execute("SELECT count(*) FROM messages").fetchone()[0]

    def megabytes(self) -> float:
        return sum(file.stat().st_size for file in self._folder.glob("db*")) / 1e6


def growth(stages: tuple[int, ...], folder: Path) -> Iterator[Grown]:
    """One figure a stage."""
    house = house_of(Settings())
    known = [read(RawMessage(word_mail(which), "0.eml"), house).attachments for which in range(len(units()))]
    for stage in stages:
        small, large = Box(folder / f"small{stage}", house, known), Box(folder / f"large{stage}", house, known)
        for _ in range(SMALL):
            small.take(), large.take()
        large.grow(stage)
        turns = [(small.take(), large.take()) for _ in range(TURNS)]
        few, many = (statistics.median(times) for times in zip(*turns, strict=True))
        yield Grown(stage, few, many, large.megabytes())
        small.store.close()
        large.store.close()


def main() -> None:
    """Print a line a stage."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    stages = tuple(stage for stage in (100, 1_000, 10_000, 100_000) if stage <= most)
    with tempfile.TemporaryDirectory() as folder:
        for grown in growth(stages, Path(folder)):
            ratio = f"{grown.grown / grown.small:.3f}"
            print(
                f"{grown.mails}\t{grown.small:.2f}\t{grown.grown:.2f} ms\t{ratio}\t{grown.megabytes:.1f} MB", flush=True
            )


if __name__ == "__main__":
    main()
