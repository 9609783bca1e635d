"""What a form looks like on paper: its title, labels, options and samples; the question that `parsers.form` answers.

In: nothing (types only; `rules.annex1` fills them in for Annex 1 from the notice's data file).
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class FieldLayout:
    """One field as printed."""

    key: str
    labels: tuple[str, ...]
    """As printed, then other wordings met in practice; compared folded, a label cell may hold more words."""
    place: Literal["cell", "line"] = "cell"
    """`line`: stands as `label：value` above the table or in a merged row of it."""
    options: tuple[str, ...] = ()
    """For tick boxes, in printed order."""
    samples: tuple[str, ...] = ()
    """Printed sample values (without 例1：), never a value of their own."""


@dataclass(frozen=True, slots=True)
class FormLayout:
    """One form."""

    title: str
    fields: tuple[FieldLayout, ...]
    noise: tuple[str, ...] = ()
    """Printed words beside a label that are never part of a value, such as （盖章）."""
