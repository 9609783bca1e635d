"""Reads the name along a seal's ring, and says honestly how certain the reading is.

In: the page's pixels, a seal's outline, a reader of printed lines. Out: Reading.
Elsewhere: unrolling the ring (`seal_ring`), whether the name is the unit's (`seal_name`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from parsers.lattice import Lattice
from parsers.scan.seal_circle import Outline
from parsers.scan.seal_ink import Pixels
from parsers.scan.seal_letters import simplified_lattice
from parsers.scan.seal_ring import Strip, name_strip, picture, structure, unrolled
from parsers.scan.seal_upright import bottom, without_lower_line
from parsers.scan.seal_views import Views, views

MIXTURE, OTHER_MIXTURES = 0.5, (0.3, 0.7)
"""Shares of the view by colour in the pictures that are read; where they disagree, nobody is certain."""
SURE_AT_ONCE = 0.98
"""So certain a reading of the first picture is right in 99 of 100; the other pictures would tell nothing new."""
CUT_OFF = 0.3
"""What certainty is left where a part of the ring lies beyond the page's edge."""


class ReadLine(Protocol):
    """What a reader of lines gives back."""

    @property
    def lattice(self) -> Lattice:
        """The characters' probabilities."""


class LineReader(Protocol):
    """Reads one printed line (`parsers.scan.recogniser.Recogniser`)."""

    def read(self, line: Pixels, /) -> ReadLine:
        """One line of text, dark on light, 48 pixels high."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A name as read. `certainty` is that every character of it is right."""

    name: str
    certainty: float
    lattice: Lattice


def read_ring(image: Pixels, outline: Outline, reader: LineReader) -> Reading | None:
    """The name along the ring; None where no letters are found."""
    seen = views(image, outline)
    ring = structure(seen.by_colour, seen.outline)
    down = bottom(seen, ring)
    bare = without_lower_line(seen, ring, down)
    if bare is not seen:
        ring = structure(bare.by_colour, bare.outline)
    strip = name_strip(ring, down)
    if strip is None:
        return None
    found = _read(bare, strip, reader)
    return found if found is None or _is_whole(image, outline) else replace(found, certainty=CUT_OFF * found.certainty)


def _read(seen: Views, strip: Strip, reader: LineReader) -> Reading | None:
    def lattice_of(share: float) -> Lattice:
        return simplified_lattice(reader.read(picture(unrolled(seen.mixed(share), seen.outline), strip)).lattice)

    first = lattice_of(MIXTURE)
    reading = _judged(first)
    if reading is not None and reading.certainty >= SURE_AT_ONCE:
        return reading
    return _judged(averaged([first, *(lattice_of(share) for share in OTHER_MIXTURES)]))


def _judged(lattice: Lattice) -> Reading | None:
    name = lattice.best()
    if not name:
        return None
    return Reading(name, round(min(1.0, math.exp(lattice.log_probability(name))), 4), lattice)


def _is_whole(image: Pixels, outline: Outline) -> bool:
    height, width = image.shape[:2]
    aside = min(outline.x, outline.y, width - outline.x, height - outline.y)
    return bool(aside > 0.9 * outline.radius)


def averaged(lattices: Sequence[Lattice]) -> Lattice:
    """The mean of what several pictures of one line say, step by step."""
    steps: list[dict[str, float]] = []
    for together in zip(*(lattice.steps for lattice in lattices), strict=False):
        chances: dict[str, float] = {}
        for step in together:
            for character, logarithm in step.items():
                chances[character] = chances.get(character, 0.0) + math.exp(logarithm) / len(lattices)
        steps.append({character: round(math.log(chance), 3) for character, chance in chances.items()})
    return Lattice(tuple(steps))
