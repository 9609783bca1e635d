"""How much of a message is opened, and the count of what has been opened so far.

In: nothing. Out: Limits (what is allowed), Budget (what is left), NotOpened (why a container stays shut).
Elsewhere: what is done with a container that stays shut (`intake.gathering`).
"""

from dataclasses import dataclass, field
from typing import Protocol

_CHUNK_OCTETS = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """Far above what an office sends, far below what hurts the machine."""

    unpacked_octets: int = 200_000_000
    """All archives of one message together."""
    member_octets: int = 50_000_000
    members: int = 200
    """Files out of all archives of one message together."""
    ratio: int = 200
    """Unpacked to packed size; looked at only above `ratio_floor_octets`, since a blank bitmap shrinks well too."""
    ratio_floor_octets: int = 30_000_000
    archive_depth: int = 5
    mail_depth: int = 20
    parts: int = 200
    """Leaves of the MIME tree, those of nested messages included."""
    parsing_cost: int = 60_000_000
    """Lines × (12 + boundaries), nested mails included: about five seconds of the standard library's parser."""
    header_octets: int = 20_000
    """Of one Content-* header; what is longer is cut, since parameters are parsed in quadratic time."""


LIMITS = Limits()


class NotOpened(Exception):
    """A container, or one of its members, stays shut. `reason` is one of those of `intake.message.Unopened`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


class Stream(Protocol):
    """Anything that gives its octets piece by piece."""

    def read(self, size: int, /) -> bytes:
        """The next octets, at most `size`; empty at the end."""
        ...


@dataclass(slots=True)
class Budget:
    """What one message may still cost. The only value of intake that changes."""

    limits: Limits = field(default_factory=Limits)
    unpacked: int = 0
    members: int = 0
    parts: int = 0
    parsing: int = 0

    def spend_on_parsing(self, cost: int) -> None:
        """Account for one more run of the parser (its cost as in `Limits.parsing_cost`)."""
        self.parsing += cost
        if self.parsing > self.limits.parsing_cost:
            raise NotOpened("too_deep", "邮件结构过于复杂")

    def count_member(self) -> None:
        """One more file out of an archive; raises NotOpened beyond the limit."""
        self.members += 1
        if self.members > self.limits.members:
            raise NotOpened("too_many", f"超过 {self.limits.members} 个文件")

    def count_part(self) -> None:
        """One more leaf of the MIME tree; raises NotOpened beyond the limit."""
        self.parts += 1
        if self.parts > self.limits.parts:
            raise NotOpened("too_many", f"超过 {self.limits.parts} 个附件")

    def spend(self, octets: int, size: int, packed: int) -> None:
        """Account for `octets` more of a member that has `size` by now, out of a container of `packed` octets."""
        self.unpacked += octets
        if self.unpacked > self.limits.ratio_floor_octets and size > self.limits.ratio * max(packed, 1):
            raise NotOpened("bomb", "解压后大小异常")
        if size > self.limits.member_octets or self.unpacked > self.limits.unpacked_octets:
            raise NotOpened("too_large", f"解压后超过 {self.limits.member_octets // 1_000_000} MB")

    def read(self, stream: Stream, packed: int) -> bytes:
        """Everything in the stream, counted while it comes: declared sizes are not trusted."""
        chunks: list[bytes] = []
        size = 0
        while chunk := stream.read(_CHUNK_OCTETS):
            size += len(chunk)
            self.spend(len(chunk), size, packed)
            chunks.append(chunk)
        return b"".join(chunks)
