"""Seals on a page: where they are, how certain it is that they are seals, what the name along the ring says.

In: the pixels of an upright page (blue, green, red); a reader of printed lines, or None where no name is wanted.
Out: Seals, surest first; whether the page shows colour, so that the absence of a seal can be told at all.
Elsewhere: each step (`seal_ink`, `seal_circle`, `seal_evidence`, `seal_square`, `seal_ring`, `seal_reading`), whether the
name is that of the unit (`seal_name`), what follows from it (`rules`).
"""

import math
from dataclasses import dataclass
from typing import Literal

import cv2

from parsers.document import Box, Seal, Where
from parsers.scan.seal_circle import Outline, outlines
from parsers.scan.seal_evidence import certainty, evidence
from parsers.scan.seal_ink import Layer, Pixels, dark_layer, red_layer, separated, shows_tint
from parsers.scan.seal_reading import LineReader, Reading, read_ring
from parsers.scan.seal_square import Frame, frames

LEAST_CERTAIN = 0.2
"""Below this, something red is no seal at all."""
WITHOUT_COLOUR = 0.75
"""A ring in grey or black may be printed: a person looks."""
DARK_CERTAIN = 0.6
ROUND_FROM = 0.86
"""Shorter axis by longer axis; a telephone's picture makes ellipses of circles, an oval seal is flatter still."""
PICTURE_SIDE = 320


@dataclass(frozen=True, slots=True)
class _Found:
    outline: Outline
    certainty: float


def find_seals(image: Pixels, recognise: LineReader | None = None, page: int = 1) -> tuple[Seal, ...]:
    """Every seal, and everything that might be one. `page` counts from 1 and goes into each Seal's place."""
    inks = separated(image)
    red = red_layer(inks)
    found = _rings(red)
    seals = [_ring_seal(image, one, inks.factor, recognise) for one in found]
    seals += [_frame_seal(image, one, inks.factor) for one in frames(red) if not _covered(one, found)]
    if not seals:
        dark = [one for one in _rings(dark_layer(inks)) if one.certainty >= DARK_CERTAIN]
        capped = [_Found(one.outline, min(one.certainty, WITHOUT_COLOUR)) for one in dark]
        seals = [_ring_seal(image, one, inks.factor, recognise) for one in capped]
    return tuple(sorted(seals, key=lambda seal: -seal.certainty))


def seal_decidable(image: Pixels) -> bool:
    """Whether absence of a seal can be told: False for grey and black-and-white pages, in which red is not seen."""
    return shows_tint(image)


def _rings(layer: Layer) -> list[_Found]:
    judged = [_Found(one, certainty(evidence(layer, one))) for one in outlines(layer)]
    kept: list[_Found] = []
    for one in sorted(judged, key=lambda found: -found.certainty * found.outline.radius):
        if one.certainty >= LEAST_CERTAIN and not any(_same_place(one.outline, other.outline) for other in kept):
            kept.append(one)
    return kept


def _same_place(one: Outline, other: Outline) -> bool:
    return math.hypot(one.x - other.x, one.y - other.y) < 0.6 * (one.radius + other.radius)


def _covered(frame: Frame, rings: list[_Found]) -> bool:
    return any(
        math.hypot(frame.x - ring.outline.x, frame.y - ring.outline.y)
        < ring.outline.radius + max(frame.width, frame.height) / 2
        for ring in rings
    )
