"""One golden story: a mail as some office sends it, and what it must come to.

In: nothing (types only). Out: Story, and its row in docs/formats.md.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """One row of docs/formats.md."""

    name: str
    """Identifies the test: tests/golden/test_stories.py::test_story[name]."""
    section: str
    shape: str
    """What the sender did, in Chinese."""
    maker: str
    """The program that made the file, or how else it was made."""
    mail: Callable[[], bytes]
    outcome: str = "accepted"
    problems: tuple[str, ...] = ()
    beside: str = ""
    """What a person should know about this row, in Chinese."""
    needs: str = ""
    """A program that must be installed for the story to be true."""
