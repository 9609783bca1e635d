"""EDGE: disk. A folder as the way out: each answer is one `.eml` file in it.

In: OutboxEntry. Out: a file named after the Message-ID, whole or not there at all; a Delivery.
The same answer delivered twice is the same file, so an interrupted one is simply delivered again.
"""

import os
import re
from pathlib import Path

from outbox.entry import Delivery, OutboxEntry
from outbox.life import Event
from outbox.rate import NO_LIMITS

PERSONAL = 0o600
"""Answers hold names and telephone numbers."""
LONGEST_NAME = 200


class FolderSink:
    """Writes answers into a folder, which is made where it is not there."""

    limits = NO_LIMITS
    keeps_copies = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def deliver(self, entry: OutboxEntry) -> Delivery:
        """Write the answer. A full or write-protected disk defers it."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_whole(self.folder / file_name(entry.message_id), entry.octets)
        except OSError as error:
            return Delivery(Event.DEFERRED, f"写不进答复文件夹：{error.strerror or type(error).__name__}")
        return Delivery(Event.SENT)

    def ready(self) -> None:
        """Always."""

    def trace(self, entry: OutboxEntry) -> Delivery | None:
        """An uncertain answer that another way out left behind is for a person, unless it lies here."""
        if (self.folder / file_name(entry.message_id)).is_file():
            return Delivery(Event.SENT)
        return Delivery(Event.DEFERRED, "由工作人员决定，将原样重发") if entry.wanted else None

    def keep_copy(self, entry: OutboxEntry) -> bool:
        """The folder itself is the copy."""
        return True

    def close(self) -> None:
        """Nothing is held open."""


def file_name(message_id: str) -> str:
    """The file's name for a Message-ID: the id without brackets and without anything that a path could be made of."""
    return re.sub(r"[^A-Za-z0-9.@_-]", "_", message_id.strip("<>")).lstrip(".")[:LONGEST_NAME] + ".eml"


def _write_whole(path: Path, octets: bytes) -> None:
    # One temporary name for each answer: what a crash left behind is overwritten by the next attempt.
    part = path.with_name(f".{path.name}.part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PERSONAL), "wb") as file:
        file.write(octets)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    _keep_the_name(path.parent)


def _keep_the_name(folder: Path) -> None:
    # A renamed file outlives a power cut only once its folder has been written too.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
