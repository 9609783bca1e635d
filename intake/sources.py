"""EDGE: disk. Mailboxes that are folders: `.eml` files, or a Maildir.

In: a path. Out: RawMessages in order of handling. Reading changes nothing in the folder.
Elsewhere: IMAP, a Source of its own module; which messages are new (the store knows).
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from intake.message import RawMessage
from intake.oversize import KEPT_OCTETS, MAX_MESSAGE_OCTETS, cut

log = logging.getLogger("haizhi.intake")

_FLAGS = ":2,"


class Source(Protocol):
    """A mailbox that can be gone through again and again."""

    def messages(self) -> Iterator[RawMessage]:
        """Every message that is there now, in order of handling."""
        ...

    def __len__(self) -> int:
        """How many messages there are, found without opening them; it may have changed by the time they are read."""
        ...


def open_source(text_or_path: str | os.PathLike[str]) -> Source:
    """The mailbox at a path; NotADirectoryError where there is none, ValueError for a kind of address not known."""
    text = os.fspath(text_or_path)
    if "://" in text:
        raise ValueError(f"不支持的收件来源：{text}")
    folder = Path(text)
    if not folder.is_dir():
        raise NotADirectoryError(f"收件来源不是文件夹：{text}")
    return Maildir(folder) if (folder / "cur").is_dir() and (folder / "new").is_dir() else MailFolder(folder)


@dataclass(frozen=True, slots=True)
class MailFolder:
    """A folder of `.eml` files, in the order of the octets of their names. Other and hidden files are not looked at."""

    folder: Path
    max_octets: int = MAX_MESSAGE_OCTETS

    def messages(self) -> Iterator[RawMessage]:
        """Every file; the source is the file's name."""
        for name in self._names():
            yield from _message(self.folder / name, name, self.max_octets)

    def __len__(self) -> int:
        """Number of `.eml` files."""
        return len(self._names())

    def _names(self) -> list[str]:
        with os.scandir(self.folder) as entries:
            names = [e.name for e in entries if e.name.lower().endswith(".eml") and not e.name.startswith(".")]
        return sorted(names, key=os.fsencode)


@dataclass(frozen=True, slots=True)
class Maildir:
    """A Maildir: `new` and `cur` together, in order of delivery, which the names begin with."""

    folder: Path
    max_octets: int = MAX_MESSAGE_OCTETS

    def messages(self) -> Iterator[RawMessage]:
        """Every file; the source is its name without the flags, which change when it is read or moved to `cur`."""
        for source, path in self._files():
            yield from _message(path, source, self.max_octets)

    def __len__(self) -> int:
        """Number of files in `new` and `cur`."""
        return len(self._files())

    def _files(self) -> list[tuple[str, Path]]:
        found: dict[str, Path] = {}
        for part in ("new", "cur"):
            with os.scandir(self.folder / part) as entries:
                paths = [Path(entry.path) for entry in entries if not entry.name.startswith(".")]
            found.update({path.name.partition(_FLAGS)[0]: path for path in paths})
        return sorted(found.items(), key=lambda item: _delivered(item[0]))


def _delivered(name: str) -> tuple[int, bytes]:
    seconds = name.partition(".")[0]
    return (int(seconds) if seconds.isascii() and seconds.isdigit() else 0, os.fsencode(name))


def _message(path: Path, source: str, max_octets: int) -> Iterator[RawMessage]:
    """The file's message; none, and a line in the log, where it has vanished or may not be read: the next poll retries.

    A file over `max_octets` comes as its beginning, marked as cut (`intake.oversize`).
    """
    try:
        if not path.is_file():
            return
        size = path.stat().st_size
        with path.open("rb") as file:
            octets = file.read() if size <= max_octets else cut(file.read(KEPT_OCTETS), size)
    except OSError as error:
        log.warning("%s 无法读取：%s", source, error)
        return
    yield RawMessage(octets, source.encode("utf-8", "replace").decode("utf-8"))
