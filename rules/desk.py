"""What lies on the desk while submissions are judged: the notice and the lists of units.

In: nothing (a type only; `haizhi.lists` fills it). Out: Desk. Elsewhere: one submission (`rules.case`).
"""

from dataclasses import dataclass

from rules.notice import Notice
from rules.registry import Registry


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the desk while a submission is judged."""

    notice: Notice
    registry: Registry
