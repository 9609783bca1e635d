"""Where answers go: what every sink promises, and which one a setting means.

In: the text of a setting, and how to send where it names a mail server. Out: a Sink.
Elsewhere: the sinks (`outbox.folder`, `outbox.smtp`), the order of claim, deliver and record (`haizhi.pipeline`).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from outbox.entry import Delivery, OutboxEntry
from outbox.folder import FolderSink
from outbox.rate import Limits
from outbox.smtp_address import SmtpAddress, is_smtp, smtp_address_of


class Sink(Protocol):
    """A way out of the house."""

    @property
    def limits(self) -> Limits:
        """How much may go out in what time."""
        ...

    @property
    def keeps_copies(self) -> bool:
        """Whether `keep_copy` is to be called for what was sent."""
        ...

    def ready(self) -> Delivery | None:
        """None where an answer can be handed over now; else how an attempt would end."""
        ...

    def deliver(self, entry: OutboxEntry) -> Delivery:
        """Hand one answer over. An `entry.interrupted` may have been handed over before."""
        ...

    def trace(self, entry: OutboxEntry) -> Delivery | None:
        """What can be found out about an uncertain answer; None: nothing."""
        ...

    def keep_copy(self, entry: OutboxEntry) -> bool:
        """Put a copy of a sent answer where the office finds it; False: not now."""
        ...

    def close(self) -> None:
        """Let go of whatever is held open."""
        ...


class UnknownSink(ValueError):
    """The setting means no sink that the program has."""


def open_sink(text: str, by_mail: Callable[[SmtpAddress], Sink] | None = None) -> Sink:
    """The sink that a setting means: a mail server, reached `by_mail`, or a folder.

    Raises UnknownSink for an address of a kind that the program cannot send to, WrongSmtpAddress for a broken one.
    """
    if is_smtp(text) and by_mail:
        return by_mail(smtp_address_of(text))
    scheme, mark, _ = text.partition("://")
    if mark:
        raise UnknownSink(f"不支持的答复去处：{scheme}://（可用：smtps://用户@服务器，或文件夹）")
    return FolderSink(Path(text))
