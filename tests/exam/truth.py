"""The exact truth beside a drawn page.

In: nothing (types only). Out: SealTruth, Truth, ExamPage. Elsewhere: drawing (`tests.exam.draw`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Quad = tuple[tuple[float, float], ...]
"""Four corners in pixels of the image, from top left clockwise as the form is read."""

OPTIONS = (
    "全国学会",
    "省级科协",
    "国家海外人才离岸创新创业基地",
    "中国科协海智计划工作基地",
    "中国科协海智计划海外创新创业基地",
    "海外科技团体",
)


@dataclass(frozen=True, slots=True)
class SealTruth:
    """One stamp. `owner`: own (full name), alias, department (ring or lower line names one), other (another unit)."""

    name: str
    """The words along the ring, clockwise."""
    owner: Literal["own", "alias", "department", "other"]
    shape: Literal["round", "oval"]
    colour: tuple[int, int, int]
    """BGR of the full ink."""
    centre: tuple[float, float] = (0.0, 0.0)
    """Pixels of the image."""
    radius: float = 0.0
    """Pixels; of an oval the longer half axis."""
    lower: str = ""
    """The horizontal line below the star."""
    over: str = ""
    """What it was put on: unit, title, table, phone, person, below, edge."""
    strength: float = 1.0
    """1 = full ink; below about 0.45 people call it faint."""


@dataclass(frozen=True, slots=True)
class ExamPage:
    """One scanned form and what it says. Deterministic per seed."""

    seed: int
    image: Image
    """The form's page, BGR or grey."""
    dpi: int
    """Of the scanner; for a phone photo roughly."""
    fields: Mapping[str, str | bool | None]
    """The eight fields in normal form; None where empty or undecidable."""
    typed: Mapping[str, str]
    """The same fields as they were typed, before wrapping."""
    ticked: frozenset[str]
    """The options chosen (unit_type), by whatever mark."""
    seals: tuple[SealTruth, ...]
    red_things: tuple[str, ...]
    """Red things on the page that are not seals."""
    tags: frozenset[str]
    quality: Literal["ordinary", "hard"]
    turn: int = 0
    """Degrees clockwise by which the page lies turned in the image: 0, 90, 180, 270."""
    colour: bool = True
    """False for a grey or black-and-white scan: the colour of a seal cannot be seen."""
    boxes: Mapping[str, Quad] = field(default_factory=dict)
    """Where each field's value cell (or its line) lies in the image."""
    before: tuple[Image, ...] = ()
    """Pages scanned before the form (a covering letter)."""
    after: tuple[Image, ...] = ()

    @property
    def pages(self) -> tuple[Image, ...]:
        """All pages in order."""
        return (*self.before, self.image, *self.after)

    @property
    def own_seal(self) -> SealTruth | None:
        """The first seal that belongs to the unit."""
        return next((seal for seal in self.seals if seal.owner != "other"), None)
