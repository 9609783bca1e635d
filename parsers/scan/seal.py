"""Seals on a page: where they are, how certain it is that they are seals, what the name along the ring says.

In: the pixels of an upright page (blue, green, red); a reader of printed lines, or None where no name is wanted.
Out: Seals, surest first.
Elsewhere: each step (`seal_ink`, `seal_circle`, `seal_evidence`, `seal_square`, `seal_reading`), whether a page surely
bears none (`seal_absence`), whether the name is that of the unit (`seal_name`), what follows from it (`rules`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from parsers.document import Box, Seal, Where
from parsers.scan.seal_circle import Outline, outlines
from parsers.scan.seal_evidence import certainty, evidence, merit
from parsers.scan.seal_ink import Layer, Pixels, curves, dark_layer, red_layer, separated
from parsers.scan.seal_reading import LineReader, read_ring
from parsers.scan.seal_square import Frame, frames
from parsers.scan.seal_views import cut_out

LEAST_CERTAIN = 0.2
"""Below this, something red is no seal at all."""
WITHOUT_COLOUR = 0.75
"""A ring in grey or black may be printed: a person looks."""
LEAST_CERTAIN_DARK = 0.6
WORTH_READING = 0.5
ROUND_FROM = 0.86
"""Shorter axis by longer axis; a telephone's picture makes ellipses of circles, an oval seal is flatter still."""
PICTURE_SIDE = 320


@dataclass(frozen=True, slots=True)
class _Ring:
    outline: Outline
    certainty: float
    merit: float


def find_seals(image: Pixels, recognise: LineReader | None = None, page: int = 1) -> tuple[Seal, ...]:
    """Every seal, and everything that might be one. `page` counts from 1 and goes into each Seal's place."""
    colour = np.ascontiguousarray(image if image.ndim == 3 else cv2.cvtColor(image, cv2.COLOR_GRAY2BGR), np.uint8)
    inks = separated(colour)
    red = red_layer(inks)
    rings = [ring for ring in _rings(red) if ring.certainty >= LEAST_CERTAIN]
    squares = [frame for frame in frames(red) if not any(_beside(frame, ring) for ring in rings)]
    if not rings and not squares:
        rings = [
            _Ring(ring.outline, min(ring.certainty, WITHOUT_COLOUR), ring.merit)
            for ring in _dark_rings(dark_layer(inks))
            if ring.certainty >= LEAST_CERTAIN_DARK
        ]
    seals = [
        _round_seal(colour, _Ring(ring.outline.scaled(inks.factor), ring.certainty, 0), recognise) for ring in rings
    ]
    seals += [_square_seal(colour, frame.scaled(inks.factor)) for frame in squares]
    placed = (replace(seal, where=Where(page, seal.where.box)) for seal in seals)
    return tuple(sorted(placed, key=lambda seal: -seal.certainty))


def _rings(layer: Layer) -> list[_Ring]:
    return _judged(layer, outlines(layer))


def _dark_rings(layer: Layer) -> list[_Ring]:
    """A page of print is full of edges, so rings are looked for among the letters and without them."""
    return _judged(layer, (*outlines(layer), *outlines(curves(layer, layer.faintest))))


def _judged(layer: Layer, found: Sequence[Outline]) -> list[_Ring]:
    shown = [(one, evidence(layer, one)) for one in found]
    judged = [_Ring(one, certainty(seen), merit(seen)) for one, seen in shown]
    kept: list[_Ring] = []
    for ring in sorted(judged, key=lambda ring: -ring.merit):
        if not any(_same_place(ring.outline, other.outline) for other in kept):
            surest = max(other.certainty for other in judged if _same_ring(ring.outline, other.outline))
            kept.append(replace(ring, certainty=surest))
    return kept


def _same_ring(one: Outline, other: Outline) -> bool:
    """Whether two outlines are guesses at one ring: where one lies better, the other may show more of what is in it."""
    far = math.hypot(one.x - other.x, one.y - other.y)
    return far < 0.2 * one.radius and abs(one.radius - other.radius) < 0.2 * one.radius


def _same_place(one: Outline, other: Outline) -> bool:
    return math.hypot(one.x - other.x, one.y - other.y) < 0.42 * (one.radius + other.radius)


def _beside(frame: Frame, ring: _Ring) -> bool:
    far = math.hypot(frame.x - ring.outline.x, frame.y - ring.outline.y)
    return far < ring.outline.radius + min(frame.width, frame.height) / 2


def _round_seal(image: Pixels, ring: _Ring, reader: LineReader | None) -> Seal:
    one = ring.outline
    reach = max(one.half_width, one.half_height)
    reading = read_ring(image, one, reader) if reader is not None and ring.certainty >= WORTH_READING else None
    return Seal(
        where=Where(1, _box(image, (one.x - reach, one.y - reach, one.x + reach, one.y + reach))),
        certainty=ring.certainty,
        shape="round" if one.flatness >= ROUND_FROM else "oval",
        name=reading.name if reading else None,
        name_certainty=reading.certainty if reading else 0.0,
        lattice=reading.lattice if reading else None,
        picture=_picture(image, one),
    )


def _square_seal(image: Pixels, frame: Frame) -> Seal:
    reach = max(frame.width, frame.height) / 2
    return Seal(
        where=Where(1, _box(image, (frame.x - reach, frame.y - reach, frame.x + reach, frame.y + reach))),
        certainty=frame.certainty,
        shape="square" if frame.square else "other",
        picture=_picture(image, Outline(frame.x, frame.y, reach, reach)),
    )


def _box(image: Pixels, pixels: tuple[float, float, float, float]) -> Box:
    height, width = image.shape[:2]
    left, top, right, bottom = pixels
    return max(0.0, left / width), max(0.0, top / height), min(1.0, right / width), min(1.0, bottom / height)


def _picture(image: Pixels, outline: Outline) -> bytes:
    square, _ = cut_out(image, outline)
    factor = min(1.0, PICTURE_SIDE / square.shape[0])
    small = cv2.resize(square, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    _, octets = cv2.imencode(".png", small)
    return bytes(octets)
