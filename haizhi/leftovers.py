"""EDGE: disk. Files beside the database that hold the answers erased from it, or that still tell of somebody erased.

In: the data folder, Message-IDs of answers; numbers and addresses no longer in the database. Out: files removed;
names of files that a person must look at.
Elsewhere: the rows (`data.purge`).
"""

import mmap
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from outbox.folder import file_name

_TOKENS = re.compile(rb"[\w.+-]+@[\w.-]+|\+?\d{8,15}")
"""Addresses and telephone numbers as they stand in any file."""
DEEPEST = 3
"""So many folders deep is looked: the data folder may be somebody's home, and the rest of it none of our business."""


def remove_answers(folder: Path, outbox: Path | None, message_ids: Collection[str]) -> None:
    """The files of these answers, wherever a folder holds one, and what an interrupted write left of them."""
    names = {file_name(message_id) for message_id in message_ids}
    names |= {f".{name}.part" for name in names}
    for file in (*_files(folder), *(_files(outbox) if outbox else ())):
        if file.name in names:
            file.unlink(missing_ok=True)


def telling_files(folder: Path, told: Collection[str]) -> Iterator[Path]:
    """Files below the folder in which one of these numbers or addresses stands as plain text."""
    wanted = {text.encode() for text in told}
    for path in _files(folder) if wanted else ():
        if _tells(path, wanted):
            yield path


def _files(folder: Path, deep: int = DEEPEST) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            continue
        if path.is_file():
            yield path
        elif path.is_dir() and deep and not path.name.startswith("."):
            yield from _files(path, deep - 1)


def _tells(path: Path, wanted: Collection[bytes]) -> bool:
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as octets:
            return any(found.group() in wanted for found in _TOKENS.finditer(octets))
    except (OSError, ValueError):  # not ours to read, or empty
        return False
