"""A telephone instead of a scanner: the page on a desk, from an angle, in warm light, with a shadow.

In: a worn page (BGR), Dice. Out: the photograph and the matrix of its perspective. Elsewhere: scanners.
"""

from typing import Any

import cv2
import numpy as np

from tests.exam.dice import Dice
from tests.exam.inking import clouds
from tests.exam.truth import Image

DESKS = ((60, 90, 130), (40, 60, 85), (190, 190, 185), (110, 120, 125), (50, 50, 55), (120, 160, 200))


def photograph(page: Image, dice: Dice, scale: float) -> tuple[Image, Any]:
    """The photograph, a little larger than the page."""
    high, wide = page.shape[:2]
    size = (round(wide * scale * 1.12), round(high * scale * 1.12))
    matrix = _perspective(dice, (wide, high), size)
    desk = _desk(dice, size)
    seen = cv2.warpPerspective(cv2.GaussianBlur(page, (0, 0), 0.4 / scale), matrix, size, flags=cv2.INTER_CUBIC)
    mask = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, size)
    image = np.where(mask[..., None] > 127, seen, desk).astype(np.uint8)
    return _lit(cv2.GaussianBlur(image, (0, 0), dice.uniform(0.4, 1.0)), dice), matrix


def _perspective(dice: Dice, page: tuple[int, int], size: tuple[int, int]) -> Any:
    wide, high = page
    margin = 0.06
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    ideal = [[margin, margin], [1 - margin, margin], [1 - margin, 1 - margin], [margin, 1 - margin]]
    angle = np.radians(dice.gauss(0, 1.5))
    moved = []
    for x, y in ideal:
        x, y = x + dice.uniform(-0.025, 0.025), y + dice.uniform(-0.025, 0.025)
        cx, cy = (x - 0.5) * size[0], (y - 0.5) * size[1]
        moved.append(
            [
                cx * np.cos(angle) - cy * np.sin(angle) + size[0] / 2,
                cx * np.sin(angle) + cy * np.cos(angle) + size[1] / 2,
            ]
        )
    return cv2.getPerspectiveTransform(corners, np.array(moved, np.float32))


def _desk(dice: Dice, size: tuple[int, int]) -> Image:
    """Wood or laminate: a colour with grain along one direction."""
    wide, high = size
    grain = clouds(dice.noise(), (high // 4, 40), 3)
    drawn = cv2.resize(grain, (wide, high), interpolation=cv2.INTER_LINEAR)
    colour = np.array(dice.pick(DESKS), np.float32)
    return np.clip(colour * (1 + 0.12 * drawn[..., None]), 0, 255).astype(np.uint8)


def _lit(image: Any, dice: Dice) -> Image:
    """Warm or cold light that falls off to one side, the shadow of a hand, noise."""
    high, wide = image.shape[:2]
    ys, xs = np.mgrid[0:1:48j, 0:1:48j].astype(np.float32)
    angle = dice.uniform(0, 2 * np.pi)
    light = 1 - dice.uniform(0.1, 0.35) * ((xs - 0.5) * np.cos(angle) + (ys - 0.5) * np.sin(angle) + 0.5)
    if dice.chance(0.35):
        line = (xs - dice.uniform(0.2, 0.8)) * np.cos(angle + 1) + (ys - dice.uniform(0.2, 0.8)) * np.sin(angle + 1)
        light *= 1 - dice.uniform(0.1, 0.3) / (1 + np.exp(-line * dice.uniform(12, 60)))
    light = cv2.resize(light, (wide, high), interpolation=cv2.INTER_CUBIC) * dice.uniform(0.85, 1.02)
    warmth = dice.uniform(-0.03, 0.12)
    planes = [light * (1 - warmth), light * (1 - warmth * 0.25), light]
    lit = cv2.multiply(image, cv2.merge([plane.astype(np.float32) for plane in planes]), dtype=cv2.CV_8U)
    noise = cv2.resize(
        dice.noise().standard_normal((high // 2, wide // 2)).astype(np.float32), (wide, high)
    ) * dice.uniform(1, 5)
    return np.asarray(cv2.add(lit, cv2.merge([noise] * 3), dtype=cv2.CV_8U), np.uint8)
