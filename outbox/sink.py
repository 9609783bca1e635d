"""Where answers go: what every sink promises, and which one a setting means.

In: the text of a setting. Out: a Sink.
Elsewhere: the sinks (`outbox.folder`), the order of claim, deliver and record (`haizhi.pipeline`).
"""

from pathlib import Path
from typing import Protocol

from outbox.entry import Delivery, OutboxEntry
from outbox.folder import FolderSink


class Sink(Protocol):
    """A way out of the house."""

    def deliver(self, entry: OutboxEntry) -> Delivery:
        """Hand one answer over. An `entry.interrupted` may have been handed over before."""
        ...


class UnknownSink(ValueError):
    """The setting means no sink that the program has."""


def open_sink(text: str) -> Sink:
    """The sink that a setting means: a folder.

    Raises UnknownSink for an address of a kind that the program cannot send to.
    """
    scheme, mark, _ = text.partition("://")
    if mark:
        raise UnknownSink(f"不支持的答复去处：{scheme}://（可用：文件夹）")
    return FolderSink(Path(text))
