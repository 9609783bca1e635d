"""What happens to the sheet of paper before it is scanned: tint, folds, holes, dust, print from the other side.

In: a printed and stamped page (BGR), Dice. Out: the same page, worn; tags. Elsewhere: `tests.exam.scanner`.
"""

import cv2
import numpy as np

from tests.exam.dice import Dice
from tests.exam.inking import clouds
from tests.exam.truth import Image

SHARES = {
    "tint": 0.12,
    "fold": 0.05,
    "holes": 0.03,
    "bleed": 0.04,
    "worn_toner": 0.06,
    "crumpled": 0.015,
    "staple": 0.05,
}


def wear(page: Image, dice: Dice, k: float) -> tuple[Image, tuple[str, ...]]:
    """Wears the page; each way happens by itself."""
    happened = [way for way, share in SHARES.items() if dice.chance(share)]
    for way in happened:
        page = WAYS[way](page, dice, k)
    return page, tuple(happened)


def _tint(page: Image, dice: Dice, k: float) -> Image:
    """Recycled or yellowed paper."""
    base = dice.uniform(0.9, 0.985)
    table = [
        np.clip(np.arange(256) * base * part, 0, 255).astype(np.uint8)
        for part in (dice.uniform(0.86, 1.0), dice.uniform(0.96, 1.0), 1.0)
    ]
    planes = [cv2.LUT(channel, lut) for channel, lut in zip(cv2.split(page), table, strict=True)]
    return np.asarray(cv2.merge(planes), np.uint8)


def _fold(page: Image, dice: Dice, k: float) -> Image:
    """One or two creases with a shadow."""
    high, wide = page.shape[:2]
    shade = np.ones((high, wide), np.float32)
    for part in dice.choice(((0.5,), (1 / 3, 2 / 3))):
        y = high * part + dice.uniform(-4, 4) * k
        lean = dice.uniform(-4, 4) * k
        for offset, depth in ((0.0, dice.uniform(0.06, 0.25)), (2.0 * k, -0.04)):
            band = np.zeros((high, wide), np.float32)
            cv2.line(
                band,
                (0, round(y + offset)),
                (wide, round(y + offset + lean)),
                depth,
                max(1, round(dice.uniform(0.5, 1.6) * k)),
                cv2.LINE_AA,
            )
            shade -= band
    return _shaded(page, shade)


def _shaded(page: Image, shade: np.ndarray) -> Image:
    return np.asarray(cv2.multiply(page, cv2.merge([shade] * 3), dtype=cv2.CV_8U), np.uint8)


def _holes(page: Image, dice: Dice, k: float) -> Image:
    """Two punch holes at the left edge, dark against the lid or white."""
    high = page.shape[0]
    colour = dice.pick(((40, 40, 40), (225, 225, 225), (10, 10, 10)))
    for y in (high / 2 - 113 * k, high / 2 + 113 * k):
        cv2.circle(page, (round(34 * k), round(y)), round(8.5 * k), colour, -1, cv2.LINE_AA)
    return page


def _bleed(page: Image, dice: Dice, k: float) -> Image:
    """The other side's print shines through, mirrored."""
    back = cv2.GaussianBlur(page[:, ::-1], (0, 0), 1.2 * k)
    back = np.roll(back, (round(dice.uniform(-60, 60) * k), round(dice.uniform(-20, 20) * k)), (0, 1))
    share = dice.uniform(0.04, 0.12)
    shown = (255 - ((255 - back.astype(np.float32)) * share)).astype(np.uint8)
    return np.asarray(cv2.min(page, shown), np.uint8)


def _worn_toner(page: Image, dice: Dice, k: float) -> Image:
    """A cartridge near its end: pale stripes or pale print all over."""
    if dice.chance(0.5):
        pale = dice.uniform(0.15, 0.4)
        return np.asarray(cv2.LUT(page, (np.arange(256) + (255 - np.arange(256)) * pale).astype(np.uint8)), np.uint8)
    high, wide = page.shape[:2]
    stripes = 0.12 + 0.25 * np.clip(clouds(dice.noise(), (8, wide), 60 * k)[:1], 0, 1)
    keep = np.repeat((1 - stripes).astype(np.float32), high, axis=0)
    return np.asarray(255 - _shaded(np.asarray(255 - page, np.uint8), keep), np.uint8)


def _crumpled(page: Image, dice: Dice, k: float) -> Image:
    high, wide = page.shape[:2]
    shade = 1 + 0.05 * clouds(dice.noise(), (high, wide), 70 * k).clip(-1.5, 0.4)
    return _shaded(page, shade.astype(np.float32))


def _staple(page: Image, dice: Dice, k: float) -> Image:
    x, y = round(dice.uniform(20, 50) * k), round(dice.uniform(15, 40) * k)
    cv2.line(
        page,
        (x, y),
        (round(x + 20 * k), round(y + dice.uniform(-14, 14) * k)),
        (90, 90, 90),
        max(1, round(1.2 * k)),
        cv2.LINE_AA,
    )
    return page


WAYS = {
    "tint": _tint, "fold": _fold, "holes": _holes, "bleed": _bleed, "worn_toner": _worn_toner, "crumpled": _crumpled,
    "staple": _staple,
}  # fmt: skip
