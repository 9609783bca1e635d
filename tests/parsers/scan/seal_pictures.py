"""Made-up seals, drawn from a seed: the ring, the name along it, the star, the wear of the rubber, the ink.

In: a SealLook. Out: its ink (0 to 1) or a page with the seal stamped on it. Everything is invented.
Elsewhere: pages, scanners and cameras (`seal_pages`), red things that are no seal (`red_things`).
"""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Ink = NDArray[np.float32]
Pixels = NDArray[np.uint8]

FINE = 16
"""Pixels per millimetre at which seals are drawn before they are brought to the page's size."""
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
FONT_FILES = {
    "serif": "NotoSerifCJK-Bold.ttc",
    "light serif": "NotoSerifCJK-Regular.ttc",
    "sans": "NotoSansCJK-Regular.ttc",
    "bold sans": "NotoSansCJK-Bold.ttc",
    "hei": "wqy-zenhei.ttc",
    "song": "uming.ttc",
    "kai": "ukai.ttc",
}
SIMPLIFIED_FACE = {"NotoSerifCJK-Bold.ttc": 2, "NotoSerifCJK-Regular.ttc": 2, "NotoSansCJK-Regular.ttc": 2}
PLACES = ("临溪", "东屏", "青禾", "云桥", "南浦", "白鹿", "石泉", "望江", "玉川", "松岭", "海宁湾", "清源")
FIELDS = (
    "竹编",
    "茶叶加工",
    "古桥",
    "盐湖化工",
    "风筝",
    "丝绸印染",
    "陶瓷釉料",
    "稻作",
    "渔具",
    "航标",
    "冰川",
    "钟表",
)
REDS = ((40, 35, 205), (60, 60, 225), (35, 25, 170), (40, 75, 225), (95, 40, 190), (70, 60, 200))
"""Blue, green, red of fresh, pale, dark, orange-ish, purple and plain stamping ink."""


@dataclass(frozen=True, slots=True)
class SealLook:
    """How one seal looks. Lengths in millimetres, angles in degrees."""

    name: str
    lower: str = ""
    code: str = ""
    width: float = 42.0
    height: float = 42.0
    tilt: float = 0.0
    font: str = "serif"
    colour: tuple[int, int, int] = REDS[0]
    strength: float = 0.9
    wear: float = 0.2
    line: float = 1.1
    glyph: tuple[float, float] = (5.2, 7.2)
    """Width and height of the letters along the ring, before they are squeezed to fit."""
    star: float = 13.0
    double: bool = False


def invented_name(rng: np.random.Generator) -> str:
    """The name of a unit that does not exist, from five to eighteen characters."""
    place, field = str(rng.choice(PLACES)), str(rng.choice(FIELDS))
    kinds = (
        f"中国{field}学会",
        f"中国{field}工程学会",
        f"{place}省科学技术协会",
        f"{place}市科学技术协会",
        f"{place}大学国际合作处",
        f"国家海外人才离岸创新创业基地（{place}）",
        f"{place}国际人才创业社区海智基地",
        f"旅欧{field}科技工作者协会",
    )
    return str(rng.choice(kinds))


def invented_look(rng: np.random.Generator, name: str = "") -> SealLook:
    """An ordinary round seal with every trait drawn at random."""
    look = SealLook(name or invented_name(rng), font=str(rng.choice(list(FONT_FILES))))
    size = float(rng.choice([38, 40, 42, 42, 45]))
    return replace(
        look,
        width=size,
        height=size,
        tilt=float(rng.normal(0, 9)),
        colour=REDS[int(rng.integers(len(REDS)))],
        strength=float(rng.uniform(0.55, 1.0)),
        wear=float(rng.uniform(0.0, 0.5)),
        line=float(rng.uniform(0.7, 1.5)),
        glyph=(float(rng.uniform(4.2, 6)), float(rng.uniform(5.2, 8))),
        star=float(rng.uniform(9, 14)),
        code="".join(str(d) for d in rng.integers(0, 10, 13)) if rng.random() < 0.3 else "",
        lower=str(rng.choice(["", "", "", "办公室", "国际部", "专用章"])),
    )


def draw_seal(look: SealLook, pixels_per_mm: float, rng: np.random.Generator) -> Ink:
    """The seal's ink, 1 where the rubber printed fully; the array is a little larger than the seal."""
    side = int((max(look.width, look.height) + 8) * FINE)
    canvas = Image.new("L", (side, side), 0)
    _ring(canvas, look)
    _letters(canvas, look)
    _middle(canvas, look)
    ink = np.asarray(canvas.rotate(-look.tilt, Image.Resampling.BICUBIC), np.float32) / 255
    return _scaled(_worn(ink, look.wear, rng), pixels_per_mm / FINE)


def stamp(page: Pixels, ink: Ink, centre: tuple[int, int], look: SealLook) -> Pixels:
    """The page with the ink on it; the seal may reach beyond the page's edges. `centre` is x, y in pixels."""
    out = page.astype(np.float32)
    left, top = centre[0] - ink.shape[1] // 2, centre[1] - ink.shape[0] // 2
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(page.shape[1], left + ink.shape[1]), min(page.shape[0], top + ink.shape[0])
    if x1 <= x0 or y1 <= y0:
        return page
    part = ink[y0 - top : y1 - top, x0 - left : x1 - left, None] * look.strength
    passed = np.asarray(look.colour, np.float32) / 255
    out[y0:y1, x0:x1] *= 1 - part * (1 - passed)
    return np.clip(out, 0, 255).astype(np.uint8)


@cache
def font(kind: str, size: int) -> ImageFont.FreeTypeFont:
    """A CJK font of this machine, or the next best there is."""
    for file in (FONT_FILES[kind], *FONT_FILES.values()):
        for folder in FONT_FOLDERS:
            for path in folder.rglob(file):
                return ImageFont.truetype(str(path), size, index=SIMPLIFIED_FACE.get(file, 0))
    raise FileNotFoundError("no CJK font")


def _ring(canvas: Image.Image, look: SealLook) -> None:
    draw, middle = ImageDraw.Draw(canvas), canvas.width / 2
    rings = ((0.0, look.line), (look.line + 0.8, 0.35)) if look.double else ((0.0, look.line),)
    for inset, line in rings:
        w, h = (look.width / 2 - inset) * FINE, (look.height / 2 - inset) * FINE
        box = (middle - w, middle - h, middle + w, middle + h)
        draw.ellipse(box, outline=255, width=max(1, int(line * FINE)))


def _letters(canvas: Image.Image, look: SealLook) -> None:
    edge = look.line + (1.6 if look.double else 0.9)
    wide, tall = look.glyph
    tall = min(tall, look.width * 0.19)
    path = (look.width / 2 - edge - tall / 2, look.height / 2 - edge - tall / 2)
    most = 235.0 if look.lower or look.code else 285.0
    span = min(most, len(look.name) * np.degrees(wide * 1.35 / max(path)))
    step = span / max(1, len(look.name) - 1)
    wide = min(wide, np.radians(step) * min(path) * 0.95)
    for i, letter in enumerate(look.name):
        _letter(canvas, look.font, letter, (wide, tall), (path, -span / 2 + i * step))
    small = (look.width / 2 - look.line - 1.7, look.height / 2 - look.line - 1.7)
    for i, digit in enumerate(look.code):
        _letter(canvas, "sans", digit, (1.0, 1.8), (small, 180 + (len(look.code) / 2 - i) * 4.5), inward=True)


def _letter(
    canvas: Image.Image,
    kind: str,
    letter: str,
    size: tuple[float, float],
    place: tuple[tuple[float, float], float],
    *,
    inward: bool = False,
) -> None:
    (rx, ry), degrees = place
    glyph = _glyph(kind, letter).resize((max(2, int(size[0] * FINE)), max(2, int(size[1] * FINE))))
    turned = glyph.rotate(-degrees + (180 if inward else 0), Image.Resampling.BICUBIC, expand=True)
    middle, angle = canvas.width / 2, np.radians(degrees)
    x = middle + rx * FINE * np.sin(angle) - turned.width / 2
    y = middle - ry * FINE * np.cos(angle) - turned.height / 2
    canvas.paste(255, (round(x), round(y)), turned)


@cache
def _glyph(kind: str, letter: str) -> Image.Image:
    sheet = Image.new("L", (260, 260), 0)
    ImageDraw.Draw(sheet).text((130, 130), letter, fill=255, font=font(kind, 200), anchor="mm")
    full = (35, 35, 225, 225)
    return sheet.crop(full if letter in "（）" else sheet.getbbox() or full)


def _middle(canvas: Image.Image, look: SealLook) -> None:
    draw, middle = ImageDraw.Draw(canvas), canvas.width / 2
    if look.star:
        turns = np.radians(np.arange(10) * 36)
        radii = np.where(np.arange(10) % 2 == 0, look.star / 2, look.star / 2 * 0.382) * FINE
        points = zip(middle + radii * np.sin(turns), middle - radii * np.cos(turns), strict=True)
        draw.polygon([(float(x), float(y)) for x, y in points], fill=255)
    if look.lower:
        size = int(min(5.0, look.width * 0.5 / len(look.lower)) * FINE)
        place = (middle, middle + look.height * 0.27 * FINE)
        draw.text(place, look.lower, fill=255, font=font(look.font, size), anchor="mm")


def _worn(ink: Ink, wear: float, rng: np.random.Generator) -> Ink:
    """Dry spots, uneven pressure and speckles."""
    side = ink.shape[0]
    coarse = cv2.resize(rng.random((6, 6)).astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC)
    grain = cv2.resize(rng.random((side // 5, side // 5)).astype(np.float32), (side, side))
    pressure = np.clip(1 - wear * np.clip(coarse * 1.6 - 0.4, 0, 1), 0, 1)
    holes = grain < wear * 0.35 * np.clip(coarse * 2 - 0.4, 0, 1)
    return np.asarray(ink * np.where(holes, 0.1, pressure), np.float32)


def _scaled(ink: Ink, factor: float) -> Ink:
    small = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)
