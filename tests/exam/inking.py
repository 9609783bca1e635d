"""How ink takes to paper: patches, faint sides, too much ink, a slip, the colour.

In: what is engraved, Dice. Out: what is on the paper (coverage 0 to 1). Elsewhere: the engraving (`tests.exam.seal`).
"""

import cv2
import numpy as np

from tests.exam.dice import Dice
from tests.exam.seal import Coverage
from tests.exam.truth import Image

COLOURS = {
    "vermilion": (52, 52, 222), "red": (38, 28, 205), "bright": (60, 40, 235), "orange": (45, 85, 232),
    "crimson": (62, 30, 190), "dark": (45, 35, 150), "pink": (115, 95, 228), "purple": (95, 40, 165),
}  # fmt: skip
WEIGHTS = {"vermilion": 26, "red": 30, "bright": 14, "orange": 7, "crimson": 10, "dark": 5, "pink": 5, "purple": 3}


def a_colour(dice: Dice) -> tuple[tuple[int, int, int], str]:
    """BGR of the full ink, and its name."""
    name = dice.weighted(WEIGHTS)
    b, g, r = (min(255, max(0, channel + dice.randint(-14, 14))) for channel in COLOURS[name])
    return (b, g, r), name


def clouds(noise: np.random.Generator, shape: tuple[int, int], grain: float) -> Coverage:
    """Smooth noise, mean 0, spread about 1; `grain` is the size of a cloud in pixels."""
    small = noise.standard_normal((max(2, int(shape[0] / grain) + 2), max(2, int(shape[1] / grain) + 2))).astype(
        np.float32
    )
    return np.asarray(cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), np.float32)


def inked(dice: Dice, plate: Coverage) -> tuple[Coverage, float, tuple[str, ...]]:
    """The print, its strength (1 = full) and tags."""
    way = dice.weighted({"good": 52, "patchy": 20, "faint": 8, "one_side": 8, "over": 8, "slip": 1.5, "dry": 2.5})
    noise = dice.noise()
    px = plate.shape[0] / 500
    strength = {"faint": dice.uniform(0.28, 0.5), "good": dice.uniform(0.75, 1.0)}.get(way, dice.uniform(0.65, 0.95))
    ink = cv2.GaussianBlur(plate, (0, 0), max(0.35, 0.5 * px))
    if way == "over":
        reach = max(3, round(3.2 * px)) | 1
        ink = cv2.GaussianBlur(cv2.dilate(ink, np.ones((reach, reach), np.uint8)), (0, 0), 1.0 * px + 0.3)
    if way == "slip":
        ink = np.maximum(ink, np.roll(ink, (dice.randint(2, 5), dice.randint(-5, 5)), (0, 1)) * 0.6)
    rough = clouds(noise, plate.shape, 3.0 * px + 1) * 0.16 + clouds(noise, plate.shape, 45 * px) * (
        0.10 if way != "patchy" else 0.3
    )
    if way == "dry":
        rough -= np.maximum(0, clouds(noise, plate.shape, 2.2 * px + 1)) * 0.55
    if way == "one_side":
        rough -= _slope(dice, plate.shape) * dice.uniform(0.5, 0.9)
    ink = ink * np.clip(strength * (1 + rough), 0.0, 1.0)
    return ink.astype(np.float32), strength, (f"ink_{way}",)


def _slope(dice: Dice, shape: tuple[int, int]) -> Coverage:
    angle = dice.uniform(0, 2 * np.pi)
    ys, xs = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    along = (xs / shape[1] - 0.5) * np.cos(angle) + (ys / shape[0] - 0.5) * np.sin(angle)
    return np.asarray(np.clip(along * 2.2, 0, 1), np.float32)


def turned(plate: Coverage, degrees: float) -> Coverage:
    """Turned clockwise about the middle."""
    c = (plate.shape[0] - 1) / 2
    matrix = cv2.getRotationMatrix2D((c, c), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(plate, matrix, plate.shape[::-1], flags=cv2.INTER_CUBIC), np.float32).clip(0, 1)


def press(page: Image, ink: Coverage, centre: tuple[float, float], colour: tuple[int, int, int]) -> None:
    """Lays ink over the page: it darkens white paper to its colour and leaves black print nearly black."""
    height, width = ink.shape
    left, top = round(centre[0] - (width - 1) / 2), round(centre[1] - (height - 1) / 2)
    x0, y0, x1, y1 = max(0, left), max(0, top), min(page.shape[1], left + width), min(page.shape[0], top + height)
    if x1 <= x0 or y1 <= y0:
        return
    part = ink[y0 - top : y1 - top, x0 - left : x1 - left, None]
    window = page[y0:y1, x0:x1].astype(np.float32)
    tint = np.array(colour, np.float32) / 255
    # Stamp ink lies on top of toner and lightens it a little.
    over = window * (1 - part * (1 - tint)) + part * tint * 18
    page[y0:y1, x0:x1] = np.clip(over, 0, 255).astype(np.uint8)
