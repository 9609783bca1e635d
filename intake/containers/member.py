"""What comes out of a container.

In: nothing (types only). Out: Member, Words, Mime, and what each container's reader looks like.
Elsewhere: the readers (one module for each kind of container), going through what they give (`intake.gathering`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from intake.limits import Budget
from intake.message import Unopened


@dataclass(frozen=True, slots=True)
class Member:
    """A file, with its name as it stands in the container (a path perhaps, never used as one)."""

    name: str
    octets: bytes


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a mail that was wrapped up in a container, with its subject."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Mime:
    """A MIME entity that was wrapped up: it belongs to the mail it came with, and has no envelope of its own."""

    octets: bytes


Find = Member | Words | Mime | Unopened
Reader = Callable[[bytes, Budget], Iterator[Find]]
"""Gives members one by one; raises NotOpened, or whatever its library raises on damaged octets."""

_LITTER = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


def is_litter(name: str) -> bool:
    """Files that systems leave in archives without their owner's knowing, and the lock files of open documents."""
    name = name.replace("\\", "/").lower()
    base = name.rpartition("/")[2]
    return name.startswith(_LITTER[0]) or "/__macosx/" in name or base in _LITTER or base.startswith(("~$", "._", ".~"))
