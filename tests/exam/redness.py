"""Red things that are no stamps: a stain, a sticker, red letterhead, a logo, a person's square chop, pen marks in red.

In: a printed page (BGR), Dice. Out: the thing on the page and its name. Elsewhere: stamps (`tests.exam.stamping`).
"""

import cv2
import numpy as np

from tests.exam.dice import Dice
from tests.exam.inking import a_colour, clouds, inked, press, turned
from tests.exam.seal import Coverage, cut_letter
from tests.exam.truth import Image
from tests.exam.vocabulary import GIVEN, SURNAMES

THINGS = {"stain": 3, "sticker": 2, "letterhead": 3, "logo": 2, "chop": 3, "red_pen": 2, "red_line": 1}


def something_red(page: Image, table: tuple[float, float, float, float], dice: Dice, k: float) -> str:
    """Puts one red thing on the page; returns its name."""
    thing = dice.weighted(THINGS)
    wide, high = page.shape[1], page.shape[0]
    at = (dice.uniform(0.1, 0.9) * wide, dice.uniform(table[1], min(high * 0.95, table[3] + 140 * k)))
    colour, _ = a_colour(dice)
    if thing == "letterhead":
        _letterhead(page, dice, k, colour)
    elif thing == "red_line":
        y = round(30 * k)
        cv2.line(page, (round(wide * 0.1), y), (round(wide * 0.9), y), colour, max(2, round(1.5 * k)))
    elif thing == "red_pen":
        _scribble(page, dice, at, k, colour)
    else:
        press(page, {"stain": _stain, "sticker": _sticker, "logo": _logo, "chop": _chop}[thing](dice, k), at, colour)
    return thing


def _stain(dice: Dice, k: float) -> Coverage:
    size = round(dice.uniform(25, 90) * k)
    ys, xs = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j].astype(np.float32)
    edge = 0.65 + 0.16 * clouds(dice.noise(), (size, size), size / 4)
    spot = (edge - np.hypot(xs * dice.uniform(0.8, 1.4), ys)) * 6
    return np.asarray(np.clip(spot, 0, dice.uniform(0.3, 0.8)), np.float32)


def _sticker(dice: Dice, k: float) -> Coverage:
    wide, high = round(dice.uniform(30, 70) * k), round(dice.uniform(12, 50) * k)
    plate = np.zeros((max(wide, high) + 9, max(wide, high) + 9), np.float32)
    cv2.rectangle(plate, (4, 4), (4 + wide, 4 + high), dice.uniform(0.7, 1.0), -1)
    return turned(plate, dice.gauss(0, 6))


def _logo(dice: Dice, k: float) -> Coverage:
    size = round(dice.uniform(18, 36) * k)
    plate = np.zeros((2 * size + 9, 2 * size + 9), np.float32)
    centre = (size + 4, size + 4)
    cv2.circle(plate, centre, size, 1.0, -1 if dice.chance(0.5) else round(size * 0.25), cv2.LINE_AA)
    cv2.ellipse(
        plate, centre, (round(size * 0.6), round(size * 0.3)), dice.uniform(0, 180), 0, 360, 0.0, -1, cv2.LINE_AA
    )
    cv2.fillPoly(
        plate,
        [np.array([[size, size // 2], [size + size // 2, size], [size // 2, size + size // 3]])],
        0.9,
        cv2.LINE_AA,
    )
    return plate


def _chop(dice: Dice, k: float) -> Coverage:
    """A person's square name stamp: four characters in a frame."""
    side = round(dice.uniform(36, 52) * k)
    plate = np.zeros((side + 9, side + 9), np.float32)
    cv2.rectangle(plate, (4, 4), (4 + side, 4 + side), 1.0, max(2, round(side * 0.05)))
    half = round(side * 0.4)
    for n, letter in enumerate([dice.pick(SURNAMES), dice.pick(GIVEN), dice.pick(GIVEN), "印"]):
        glyph = cv2.resize(cut_letter(letter, "serif", half), (half, half), interpolation=cv2.INTER_AREA)
        x, y = (
            4 + round(side * 0.08) + (1 - n // 2) * round(side * 0.44),
            4 + round(side * 0.08) + n % 2 * round(side * 0.44),
        )
        plate[y : y + half, x : x + half] = np.maximum(plate[y : y + half, x : x + half], glyph)
    return inked(dice, turned(plate, dice.gauss(0, 5)))[0]


def _letterhead(page: Image, dice: Dice, k: float, colour: tuple[int, int, int]) -> None:
    text = dice.pick(("国际合作部文件", "学会秘书处", "内部资料", "急件", "已阅", "SCANNED"))
    size = round(dice.uniform(14, 26) * k)
    x = round(page.shape[1] * dice.uniform(0.1, 0.7))
    for letter in text:
        cut = cut_letter(letter, "serif", size)
        glyph = np.asarray(cv2.resize(cut, (size, size), interpolation=cv2.INTER_AREA), np.float32)
        press(page, glyph, (x, round(22 * k)), colour)
        x += round(size * 1.1)


def _scribble(page: Image, dice: Dice, at: tuple[float, float], k: float, colour: tuple[int, int, int]) -> None:
    steps = np.cumsum(
        np.array([[dice.uniform(-3, 12), dice.uniform(-10, 10)] for _ in range(dice.randint(4, 14))]) * k, axis=0
    )
    points = (np.array(at) + steps).round().astype(np.int32)
    cv2.polylines(page, [points], False, colour, max(1, round(1.1 * k)), cv2.LINE_AA)
