"""The scanner: skew, focus, light, noise, dust, grey or black-and-white, JPEG, the page laid in turned.

In: a worn page (BGR) with its drawing resolution, Dice. Out: Scan: the picture, how points moved, tags, quality.
Elsewhere: the paper (`tests.exam.paper`), a telephone instead of a scanner (`tests.exam.photo`).
"""

from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np

from tests.exam.dice import Dice
from tests.exam.inking import clouds
from tests.exam.photo import photograph
from tests.exam.truth import Image

Mode = Literal["colour", "grey", "bw", "photo"]
Quality = Literal["ordinary", "hard"]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a page is scanned."""

    dpi: int
    mode: Mode
    quality: Quality
    turn: int
    skew: float

    @property
    def drawing_dpi(self) -> float:
        """Printed finer than scanned, so that scanning samples it."""
        return {100: 200, 150: 225, 200: 300, 300: 375}.get(self.dpi, float(self.dpi))


@dataclass(frozen=True, slots=True)
class Scan:
    """The picture with the 3 × 3 matrix that takes points of the drawn page to it."""

    image: Image
    matrix: Any
    tags: tuple[str, ...]


def a_setting(dice: Dice) -> Setting:
    """Most offices: 200 or 300 dpi, colour, nearly straight. About one page in seven is hard."""
    hard = dice.chance(0.15)
    dpi = dice.weighted({150: 14, 200: 58, 300: 28} if not hard else {100: 8, 150: 40, 200: 34, 300: 15, 600: 3})
    mode: Mode = dice.weighted(
        {"colour": 95, "grey": 4, "bw": 1} if not hard else {"colour": 58, "grey": 10, "bw": 10, "photo": 22}
    )
    turn = dice.weighted({0: 92, 90: 3, 180: 2, 270: 3})
    skew = dice.uniform(-3, 3) if hard else max(-1.5, min(1.5, dice.gauss(0, 0.55)))
    if mode == "bw":
        dpi = max(200, min(dpi, 300))
    return Setting(200 if mode == "photo" else dpi, mode, "hard" if hard else "ordinary", turn, skew)


def scan(page: Image, dice: Dice, setting: Setting) -> Scan:
    """Scans one page."""
    if setting.mode == "photo":
        image, matrix = photograph(page, dice, setting.dpi / setting.drawing_dpi)
        tags: tuple[str, ...] = ("photo",)
    else:
        image, matrix = _laid(page, dice, setting)
        image, tags = _seen(image, dice, setting)
    if setting.mode in ("grey", "bw"):
        image = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    if setting.mode == "bw":
        image = _two_toned(image, dice.uniform(160, 215))
    else:
        image = _jpeg(image, dice, setting)
    image, matrix = _turned(image, matrix, setting.turn)
    marks = [f"dpi{setting.dpi}", setting.quality, *tags]
    marks += [setting.mode] if setting.mode in ("grey", "bw") else []
    marks += [f"turned{setting.turn}"] if setting.turn else []
    return Scan(image, matrix, (*marks, *(("skewed",) if abs(setting.skew) > 1.2 else ())))


def _laid(page: Image, dice: Dice, setting: Setting) -> tuple[Image, Any]:
    """The page on the glass: skew, a little shift and stretch, the lid showing at an edge."""
    scale = setting.dpi / setting.drawing_dpi
    high, wide = page.shape[:2]
    out = (round(wide * scale * dice.around(1, 0.006)), round(high * scale * dice.around(1, 0.006)))
    matrix = np.eye(3)
    matrix[:2] = cv2.getRotationMatrix2D((wide / 2, high / 2), setting.skew, scale * dice.around(1, 0.004))
    shift = dice.gauss(0, 0.006) * out[0], dice.gauss(0, 0.006) * out[1]
    matrix[0, 2] += (out[0] - wide) / 2 + shift[0]
    matrix[1, 2] += (out[1] - high) / 2 + shift[1]
    matrix[0, 1] += dice.gauss(0, 0.0008) * scale
    lid = dice.weighted({255: 60, 248: 15, 235: 10, 200: 8, 30: 7})
    soft = cv2.GaussianBlur(page, (0, 0), 0.42 / scale)
    laid = cv2.warpPerspective(
        soft, matrix, out, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(lid,) * 3
    )
    return np.asarray(laid, np.uint8), matrix


def _seen(image: Image, dice: Dice, setting: Setting) -> tuple[Image, tuple[str, ...]]:
    """What the sensor makes of it."""
    hard = setting.quality == "hard"
    tags = []
    blur = dice.uniform(0.5, 1.25) * setting.dpi / 200 if hard and dice.chance(0.5) else dice.uniform(0, 0.45)
    if blur > 0.25:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), blur), np.uint8)
    if blur * 200 / setting.dpi > 0.8:
        tags.append("blurred")
    if dice.chance(0.5 if hard else 0.06):
        image = _uneven(image, dice, dice.uniform(0.1, 0.42) if hard else dice.uniform(0.05, 0.15))
        tags.append("uneven_light")
    if dice.chance(0.3):
        image = _edge_shadow(image, dice)
        tags.append("edge_shadow")
    image = _toned(image, dice, hard=hard)
    sigma = dice.uniform(4, 10) if hard and dice.chance(0.5) else abs(dice.gauss(0, 1.5))
    image = _noisy(image, dice, sigma)
    if sigma > 5:
        tags.append("noisy")
    _dust(image, dice, 60 if hard else 12)
    return image, tuple(tags)


def _uneven(image: Image, dice: Dice, depth: float) -> Image:
    high, wide = image.shape[:2]
    field = clouds(dice.noise(), (64, 64), 40)
    field = (field - field.min()) / max(1e-3, float(field.max() - field.min()))
    shade = 1 - depth * cv2.resize(field, (wide, high), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(image, cv2.merge([shade.astype(np.float32)] * 3), dtype=cv2.CV_8U), np.uint8)


def _edge_shadow(image: Image, dice: Dice) -> Image:
    """The dark line or soft shadow along one edge, from the lid or the binding."""
    side, reach = dice.randrange(4), dice.uniform(0.003, 0.03)
    view = np.rot90(image, side)
    width = max(2, round(view.shape[1] * reach))
    ramp = (1 - dice.uniform(0.2, 0.85) * np.linspace(1, 0, width) ** 2).astype(np.float32)
    view[:, :width] = (view[:, :width] * ramp[None, :, None]).astype(np.uint8)
    return image


def _toned(image: Image, dice: Dice, *, hard: bool) -> Image:
    """White and black points, gamma, a slight cast. Ordinary scanners clip the paper to white."""
    white = dice.uniform(232, 262) if not hard else dice.uniform(225, 300)
    black = dice.uniform(-5, 25) if not hard else dice.uniform(-50, 35)
    gamma = dice.uniform(0.85, 1.2)
    luts = []
    for _ in range(3):
        cast = dice.gauss(0, 2.0 if not hard else 5.0)
        curve = ((np.arange(256) - black) / (white + cast - black)).clip(0, 1) ** gamma * 255
        luts.append(curve.round().astype(np.uint8))
    return np.asarray(
        cv2.merge([cv2.LUT(channel, lut) for channel, lut in zip(cv2.split(image), luts, strict=True)]), np.uint8
    )


def _noisy(image: Image, dice: Dice, sigma: float) -> Image:
    """Sensor noise from one tile, repeated: cheap, and no reader sees the repetition."""
    if sigma < 0.6:
        return image
    high, wide = image.shape[:2]
    tile = (dice.noise().standard_normal((509, 521, 3)) * sigma).round().astype(np.int16)
    tiled = np.tile(tile, (high // 509 + 1, wide // 521 + 1, 1))[:high, :wide]
    return np.asarray(cv2.add(image, tiled, dtype=cv2.CV_8U), np.uint8)


def _dust(image: Image, dice: Dice, most: int) -> None:
    """Specks and hairs on the glass."""
    high, wide = image.shape[:2]
    for _ in range(dice.randint(0, most)):
        x, y, grey = dice.randrange(wide), dice.randrange(high), dice.randint(30, 190)
        cv2.circle(image, (x, y), dice.choice((0, 0, 1, 1, 2)) * max(1, wide // 1800), (grey,) * 3, -1, cv2.LINE_AA)
    if dice.chance(0.04):
        points = np.cumsum(
            [[dice.randrange(wide), dice.randrange(high)]] + [[dice.gauss(4, 8), dice.gauss(4, 8)] for _ in range(8)],
            axis=0,
        )
        cv2.polylines(image, [points.astype(np.int32)], False, (120, 120, 120), 1, cv2.LINE_AA)
    if dice.chance(0.02):
        x = dice.randrange(wide)
        cv2.line(image, (x, 0), (x, high), (dice.randint(120, 215),) * 3, 1)


def _two_toned(grey: Image, level: float) -> Image:
    """Black and white, against the paper's own brightness around each place, as scanners do it."""
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.GaussianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), (0, 0), 6)
    around = cv2.resize(paper, (grey.shape[1], grey.shape[0]))
    even = cv2.divide(grey, np.maximum(around, 40).astype(np.uint8), scale=255)
    return np.asarray(cv2.threshold(even, level, 255, cv2.THRESH_BINARY)[1], np.uint8)


def _jpeg(image: Image, dice: Dice, setting: Setting) -> Image:
    quality = dice.randint(50, 80) if setting.quality == "hard" else dice.randint(72, 92)
    octets = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(octets, cv2.IMREAD_UNCHANGED), np.uint8)


def _turned(image: Image, matrix: Any, turn: int) -> tuple[Image, Any]:
    """The page laid in turned clockwise."""
    for _ in range(turn // 90):
        high = image.shape[0]
        image = np.asarray(cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE), np.uint8)
        matrix = np.array([[0, -1, high - 1], [1, 0, 0], [0, 0, 1]], float) @ matrix
    return image, matrix
