"""Lines of addresses and numbers as a scanner sees them, cut into single letters, with what each is.

In: a seed, families of typefaces. Out: pictures (`parsers.scan.glyphs.in_its_line`) and labels.
Elsewhere: the typefaces (`faces`), training and exam (`train`).
The letters that look alike are far commoner here than in life, and stand where no word tells what they are.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from parsers.scan.glyphs import in_its_line
from parsers.scan.lines import cut_lines
from parsers.scan.recogniser import LETTERS, TextBox
from tests.exam.contacts import DOMAINS, SYLLABLES
from tests.exam.dice import Dice
from tests.glyphs.faces import fonts

Grey = NDArray[np.uint8]
LOOK_ALIKES = "1lI|i!0Oo"
OTHERS = 0.25
"""Share of the other letters that is kept."""
MOST_OF_A_LINE = 14
CHARACTER = 0.92
"""Of an em: the height of a Chinese character, the usual one on a form."""
DOMAINS_WITH_L = ("cast.org.cn", "ioz.ac.cn", "all.edu.cn", "lilo.org.cn", *DOMAINS)
LOWER, DIGITS = "abcdefghijklmnopqrstuvwxyz", "0123456789"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as scanned and cut out; the middle of each letter and its width, in pixels."""

    text: str
    picture: Grey
    middles: tuple[tuple[float, float], ...]


def samples(seed: int, count: int, families: Sequence[str]) -> tuple[Grey, Grey]:
    """`count` pictures of 32 × 64 pixels, and the place of each one's letter in LETTERS."""
    dice = Dice(seed)
    pictures: list[Grey] = []
    labels: list[int] = []
    while len(pictures) < count:
        line = a_line(dice, families)
        if line is None:
            continue
        inside = [at for at, (middle, _) in enumerate(line.middles) if 0 < middle < line.picture.shape[1]]
        kept = [at for at in inside if line.text[at] in LOOK_ALIKES or dice.chance(OTHERS)]
        dice.shuffle(kept)
        for at in kept[:MOST_OF_A_LINE]:
            middle, wide = line.middles[at]
            aside = max(0.0, min(line.picture.shape[1], middle + dice.gauss(0, 0.06 * wide + 0.3)))
            pictures.append(in_its_line(line.picture, aside))
            labels.append(LETTERS.index(line.text[at]))
    return np.stack(pictures[:count]), np.array(labels[:count], np.uint8)


def a_text(dice: Dice) -> str:
    """An address, or a number."""
    if dice.chance(0.12):
        return "".join(dice.pick(DIGITS) for _ in range(11))
    local = "".join(dice.pick(("", "", "", "_", "-", ".")) + _word(dice) for _ in range(dice.randint(1, 3)))
    domain = dice.pick((*DOMAINS_WITH_L, dice.pick(SYLLABLES) + dice.pick(SYLLABLES) + ".cn"))
    return local + dice.pick(("@", "@", "@", "")) + domain


def _word(dice: Dice) -> str:
    letters = {
        "name": dice.pick(SYLLABLES),
        "number": "".join(dice.pick(DIGITS) for _ in range(dice.randint(1, 6))),
        "alike": "".join(dice.pick("1lI0Oo1lI0OoioOi!|") for _ in range(dice.randint(1, 5))),
        "any": "".join(dice.pick(LETTERS) for _ in range(dice.randint(1, 5))),
        "mixed": "".join(dice.pick(LOWER + LOWER.upper() + DIGITS) for _ in range(dice.randint(1, 5))),
    }[dice.weighted({"name": 35, "number": 15, "alike": 21, "any": 9, "mixed": 20})]
    return dice.weighted({letters: 85, letters.capitalize(): 10, letters.upper(): 5})


def a_line(dice: Dice, families: Sequence[str]) -> Line | None:
    """One line in one of these families, perhaps a part of a wrapped address; None where it cannot be cut out."""
    text, font = a_text(dice), dice.pick(fonts(dice.pick(families)))
    if dice.chance(0.35):
        at = dice.randrange(1, len(text))
        text = dice.pick((text[:at], text[at:]))
    em, finer = math.exp(dice.uniform(math.log(13), math.log(56))), dice.uniform(1.2, 1.9)
    page, places = _printed(dice, text, font.sized(round(em * finer)))
    seen, matrix = _scanned(dice, page, em, finer)
    cut = cut_lines(seen, TextBox(0, 0, seen.shape[1], seen.shape[0]), CHARACTER * em).lines
    if len(cut) != 1 or cut[0].bottom - cut[0].top > 2.2 * em:
        return None
    foot, box = page.shape[0] * 0.6, cut[0]
    middles = tuple((float(matrix[0] @ (x, foot, 1)) - box.left, wide / finer) for x, wide in places)
    return Line(text, seen[box.top : box.bottom, box.left : box.right], middles)


def _printed(dice: Dice, text: str, font: object) -> tuple[Grey, list[tuple[float, float]]]:
    """The line in print, finer than it is scanned; the middle and width of each letter's ink."""
    size = font.size  # type: ignore[attr-defined]
    spaced = dice.weighted({0.0: 80, dice.uniform(0, 0.08) * size: 20})
    wide = sum(font.getlength(one) + spaced for one in text)  # type: ignore[attr-defined]
    page = Image.new("L", (int(wide + 2 * size), int(3 * size)), 255)
    pen, ink = ImageDraw.Draw(page), dice.weighted({0: 50, 20: 17, 45: 17, 75: 16})
    x, places = float(size), []
    for one in text:
        left, _, right, _ = font.getbbox(one, anchor="ls")  # type: ignore[attr-defined]
        pen.text((round(x), 2 * size), one, font=font, fill=ink, anchor="ls")  # type: ignore[arg-type]
        places.append((round(x) + (left + right) / 2, right - left))
        x += font.getlength(one) + spaced  # type: ignore[attr-defined]
    if dice.chance(0.1):
        foot = 2 * size + max(1, round(0.1 * size))
        pen.line([(size, foot), (x, foot)], ink, max(1, round(0.05 * size)))
    return np.asarray(page), places


def _scanned(dice: Dice, page: Grey, em: float, finer: float) -> tuple[Grey, NDArray[np.float64]]:
    """Toner, a slight turn, focus, noise, JPEG, paper made white; the matrix that moves points of the print."""
    hard = dice.chance(0.25)
    toner = dice.weighted({"thick": 15, "thin": 8, "": 77})
    if toner:
        page = (cv2.erode if toner == "thick" else cv2.dilate)(page, np.ones((2, 2), np.uint8))
    high, wide = page.shape
    out = round(wide / finer * dice.around(1, 0.02)), round(high / finer)
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), dice.gauss(0, 0.25), 1 / finer)
    matrix[:, 2] += (np.array(out) - (wide, high)) / 2 + (dice.random(), dice.random())
    seen = cv2.warpAffine(
        cv2.GaussianBlur(page, (0, 0), 0.42 * finer), matrix, out, flags=cv2.INTER_CUBIC, borderValue=255
    )
    blur = dice.uniform(0.4, 1.25) * em / 33 if hard and dice.chance(0.5) else dice.uniform(0, 0.45)
    seen = cv2.GaussianBlur(seen, (0, 0), blur) if blur > 0.2 else seen
    black = dice.uniform(-50, 35) if hard else dice.uniform(-5, 25)
    toned = ((seen - black) / (dice.uniform(232, 262) - black)).clip(0, 1) ** dice.uniform(0.8, 1.25) * 255
    sigma = dice.uniform(4, 10) if hard and dice.chance(0.5) else abs(dice.gauss(0, 1.5))
    noisy = (toned + dice.noise().standard_normal(toned.shape) * sigma).clip(0, 255).astype(np.uint8)
    if dice.chance(0.03):
        told = cv2.threshold(noisy, dice.uniform(150, 215), 255, cv2.THRESH_BINARY)[1]
    else:
        octets = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, dice.randint(50, 92)])[1]
        told = cv2.imdecode(octets, cv2.IMREAD_GRAYSCALE)
    paper = max(1.0, float(np.percentile(told, 90)))
    return np.asarray((told * (255 / paper)).clip(0, 255), np.uint8), matrix
