"""A unit's stamp: ring, star, name along the ring glyph by glyph, lower line, number; round or oval.

In: Dice, the words, pixels a millimetre. Out: Stamp (ink coverage 0 to 1, colour). Every glyph is turned, not bent,
as on a real stamp. Elsewhere: how ink takes to paper (`tests.exam.inking`), where it is put (`tests.exam.stamping`).
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture
from PIL import ImageDraw

from tests.exam.dice import Dice
from tests.exam.typeface import HAN, LATIN, font, has

Coverage = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a stamp says."""

    ring: str
    lower: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """Measures of a stamp; lengths as parts of its radius."""

    kind: str
    radius_mm: float
    squeeze: float
    """Height of an oval over its width; 1 for a round one."""
    rule: float
    inner_rule: float
    """0: none; else the radius of a second ring."""
    glyph: float
    """Height of the ring's glyphs."""
    gap: float
    """Between the rule and the glyphs' heads."""
    arc: float
    """Degrees that the name spans."""
    star: float
    face: str


def a_shape(dice: Dice, words: Wording) -> Shape:
    """Measures as engravers use them: the longer the name, the wider the arc and the narrower the glyphs."""
    ring = words.ring
    oval = dice.chance(0.03) or ring.isascii()
    inner = dice.weighted({0.0: 88, 0.93: 7, 0.62: 5})
    length = len(ring) if not ring.isascii() else len(ring) / 2
    widest = (
        dice.uniform(228, 256) if words.lower else dice.uniform(272, 292) if words.number else dice.uniform(285, 312)
    )
    arc = min(widest, 25 * length + dice.uniform(45, 105))
    round_mm = dice.weighted({20: 20, 21: 50, 22.5: 15, 19: 15})
    return Shape(
        kind="oval" if oval else "round",
        radius_mm=22.5 if oval else round_mm,
        squeeze=dice.uniform(0.66, 0.78) if oval else 1.0,
        rule=dice.uniform(0.04, 0.065),
        inner_rule=inner,
        glyph=dice.uniform(0.24, 0.31) if inner != 0.62 else 0.21,
        gap=dice.uniform(0.05, 0.1) + (0.07 if inner == 0.93 else 0),
        arc=arc,
        star=0.0 if oval or dice.chance(0.02) else dice.uniform(0.28, 0.37),
        face=dice.weighted({"serif": 50, "song": 30, "serif_bold": 15, "sans": 5}),
    )


def engrave(shape: Shape, words: Wording, px_per_mm: float) -> Coverage:
    """The stamp as cut: 1 where ink is, centre in the middle of the picture."""
    r = shape.radius_mm * px_per_mm
    size = int(2 * r + 24) | 1
    plate = np.zeros((size, size), np.float32)
    c = (size - 1) / 2
    axes = (r, r * shape.squeeze)
    _ring(plate, c, axes, shape.rule * r)
    if shape.inner_rule:
        _ring(plate, c, (axes[0] * shape.inner_rule, axes[1] * shape.inner_rule), max(1.0, 0.018 * r))
    if shape.star:
        _star(plate, c, shape.star * r)
    _along(plate, words.ring, shape, r)
    if words.lower:
        _lower(plate, words.lower, shape, r)
    if words.number:
        _number(plate, words.number, shape, r)
    return plate


def _ring(plate: Coverage, c: float, axes: tuple[float, float], width: float) -> None:
    centre = (round(c * 16), round(c * 16))
    half = (round((axes[0] - width / 2) * 16), round((axes[1] - width / 2) * 16))
    if abs(axes[0] - axes[1]) < 0.5:
        cv2.circle(plate, centre, half[0], 1.0, max(1, round(width)), cv2.LINE_AA, 4)
        return
    angles = np.linspace(0, 2 * np.pi, 180)
    points = (
        np.stack([c * 16 + half[0] * np.cos(angles), c * 16 + half[1] * np.sin(angles)], 1).round().astype(np.int32)
    )
    cv2.polylines(plate, [points], True, 1.0, max(1, round(width)), cv2.LINE_AA, 4)


def _star(plate: Coverage, c: float, r: float) -> None:
    angles = np.arange(10) * np.pi / 5 - np.pi / 2
    reach = np.where(np.arange(10) % 2 == 0, r, r * 0.382)
    points = np.stack([c + reach * np.cos(angles), c + reach * np.sin(angles)], 1)
    cv2.fillPoly(plate, [(points * 16).round().astype(np.int32)], 1.0, cv2.LINE_AA, 4)


def _along(plate: Coverage, text: str, shape: Shape, r: float) -> None:
    """The name, clockwise, centred on the top."""
    glyphs = [cut_letter(letter, shape.face, shape.glyph * r) for letter in text]
    weights = [0.62 if letter.isascii() else 1.0 for letter in text]
    middle = 1 - shape.rule - shape.gap - shape.glyph / 2
    step = math.radians(shape.arc) / (sum(weights) - 1 if len(text) > 1 else 1)
    room = step * middle * r * 0.92
    at = -math.radians(shape.arc) / 2
    for glyph, weight in zip(glyphs, weights, strict=True):
        width = min(shape.glyph * r * weight, room * weight)
        _set(plate, glyph, (width, shape.glyph * r), (at, middle * r, shape.squeeze))
        at += step * weight


def _number(plate: Coverage, text: str, shape: Shape, r: float) -> None:
    """The registration number at the bottom, read anticlockwise with feet outwards."""
    high = 0.085 * r
    middle = 1 - shape.rule - 0.03 - high / r / 2
    step = 0.068 / middle
    for k, letter in enumerate(text):
        angle = math.pi + (len(text) - 1) / 2 * step - k * step
        _set(
            plate,
            cut_letter(letter, shape.face, high * 1.4),
            (high * 0.62, high),
            (angle, middle * r, shape.squeeze),
            turn=math.pi,
        )


def _lower(plate: Coverage, text: str, shape: Shape, r: float) -> None:
    """One horizontal line below the star (in the middle of an oval)."""
    high = r * (0.17 if len(text) < 7 else 0.13)
    wide = min(high * 0.9, r * 1.15 / len(text))
    y = r * (0.56 if shape.star else 0.12) * shape.squeeze
    for k, letter in enumerate(text):
        x = (k - (len(text) - 1) / 2) * wide * 1.05
        _put(plate, cut_letter(letter, shape.face, high), (wide, high), (x, y, 0.0))


def cut_letter(letter: str, face: str, size: float) -> Coverage:
    """One letter cut out to its bounding box, at about twice the size wanted."""
    path = next((p for p in (HAN[face], HAN["serif"], LATIN["sans"]) if has(*p, letter)), HAN["serif"])
    pixels = max(24, round(size * 1.5))
    picture = Picture.new("L", (pixels * 2, pixels * 2))
    ImageDraw.Draw(picture).text(
        (pixels, pixels), letter, font=font(*path, pixels), fill=255, anchor="mm", stroke_width=pixels // 40
    )
    whole = np.asarray(picture)
    ys, xs = np.nonzero(whole > 40)
    if len(xs) == 0:
        return np.zeros((4, 4), np.float32)
    # A thin glyph such as 一 keeps its place in the em; it is not blown up to the full height.
    top, bottom = min(ys.min(), round(pixels * 0.62)), max(ys.max(), round(pixels * 1.38))
    left, right = min(xs.min(), round(pixels * 0.7)), max(xs.max(), round(pixels * 1.3))
    return (whole[top : bottom + 1, left : right + 1] / np.float32(255)).astype(np.float32)


def _set(
    plate: Coverage, glyph: Coverage, size: tuple[float, float], polar: tuple[float, float, float], turn: float = 0.0
) -> None:
    angle, radius, squeeze = polar
    x, y = radius * math.sin(angle), -radius * math.cos(angle)
    # On an oval the glyphs stand on a smaller ellipse at the same distance from the rule.
    y *= (
        1
        if squeeze == 1
        else max(
            0.3, (squeeze * 1.0 - (1 - radius / ((plate.shape[0] - 24) / 2))) / (radius / ((plate.shape[0] - 24) / 2))
        )
    )
    lean = math.atan2(x, -y) if squeeze == 1 else math.atan2(x * squeeze**2, -y)
    _put(plate, glyph, size, (x, y, lean + turn))


def _put(plate: Coverage, glyph: Coverage, size: tuple[float, float], at: tuple[float, float, float]) -> None:
    """Glyph scaled to `size`, turned clockwise by the angle, centred at (x, y) from the plate's middle."""
    x, y, angle = at
    height, width = glyph.shape
    sx, sy = size[0] / width, size[1] / height
    reach = int(math.hypot(*size) / 2) + 2
    c = (plate.shape[0] - 1) / 2
    left, top = round(c + x) - reach, round(c + y) - reach
    if left < 0 or top < 0 or left + 2 * reach > plate.shape[1] or top + 2 * reach > plate.shape[0]:
        return
    cos, sin = math.cos(angle), math.sin(angle)
    matrix = np.array([[cos * sx, -sin * sy, 0.0], [sin * sx, cos * sy, 0.0]])
    matrix[:, 2] = np.array([c + x - left, c + y - top]) - matrix[:, :2] @ np.array([(width - 1) / 2, (height - 1) / 2])
    patch = cv2.warpAffine(glyph, matrix, (2 * reach, 2 * reach), flags=cv2.INTER_AREA)
    window = plate[top : top + 2 * reach, left : left + 2 * reach]
    np.maximum(window, patch, out=window)
