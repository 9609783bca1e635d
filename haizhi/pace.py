"""How long a step of reading may take, and what is said of a file that took longer.

In: what a reading process is at (Step), the processor time it has used. Out: why it must be ended, or None.
Time here is processor time of the reading process, so that a busy machine gives nobody up. Drawing or parsing one page
takes a fraction of a second; what takes `document_seconds` is a file made to hang, and its sender is told. Recognising
pixels is our own work, and may be slow on a slow machine: what takes too long there goes to a person.
Elsewhere: the processes (`haizhi.child`), where the steps are told (`haizhi.pipeline`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["mail", "document", "pixels"]
Reason = Literal["endless", "timeout"]

MAIL = ""
"""The key of the mail itself; attachments go by their digest."""
EVERYTHING = "*"
"""The key of whatever has not been read yet."""
FILE_STEPS = 2.5
MOST_GIVEN_UP = 2
"""Files of one mail on which a process is lost; then the rest is left to a person."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a reading process begins to do. `pages`: pictures that a step of recognition looks at."""

    key: str
    kind: Kind
    pages: int = 1


Tell = Callable[[Step], None]
GivenUp = dict[str, Reason]
"""Keys of what is not to be tried again, and why."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What is allowed."""

    document_seconds: float = 4
    """One step of parsing or drawing; `FILE_STEPS` times as much for all of them in one file."""
    megabytes: int = 640
    """Memory of one reading process, models included."""
    tasks: int = 500
    """Messages after which a process makes room for a new one."""

    def why_end(self, step: Step, in_step: float, in_file: float) -> Reason | None:
        """`in_step`: processor seconds of this step; `in_file`: of all steps of this file that were no recognition."""
        if step.kind == "pixels":
            return "timeout" if in_step > self.document_seconds * (3 + step.pages) else None
        if in_step > self.document_seconds:
            return "endless"
        return "timeout" if in_file > FILE_STEPS * self.document_seconds else None


def say_nothing(step: Step) -> None:
    """For reading without anybody who watches."""
