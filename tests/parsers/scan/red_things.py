"""Red things on pages that are no seal: headings, frames, logos, stains, stickers, pens, a receipt stamp.

In: a page and a seed. Out: the page with the thing drawn on it. RED_THINGS names them all.
Elsewhere: seals (`seal_pictures`), pages (`seal_pages`).
"""

from collections.abc import Callable

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tests.parsers.scan.seal_pictures import REDS, Ink, Pixels, font

Colour = tuple[int, int, int]
RedThing = Callable[[Pixels, np.random.Generator, float], Pixels]
"""page, seed, pixels per millimetre -> page"""


def heading(page: Pixels, rng: np.random.Generator, per_mm: float) -> Pixels:
    """The red head of an official letter with its red rule."""
    words = str(rng.choice(["临溪省科学技术协会文件", "关于推荐负责人的函", "东屏市科协"]))
    size = int(rng.uniform(8, 16) * per_mm)
    out = _written(page, words, (page.shape[1] / 2, 18 * per_mm), font("serif", min(size, page.shape[1] // 12)), rng)
    y = int(30 * per_mm)
    return np.asarray(cv2.line(out, (int(15 * per_mm), y), (page.shape[1] - int(15 * per_mm), y), _red(rng), 4))


def small_words(page: Pixels, rng: np.random.Generator, per_mm: float) -> Pixels:
    """Several lines of red print, as people mark what must be filled in."""
    words = "\n".join(["红色字为必填内容，请勿修改表格样式"] * int(rng.integers(1, 6)))
    place = (page.shape[1] * rng.uniform(0.3, 0.7), page.shape[0] * rng.uniform(0.5, 0.9))
    return _written(page, words, place, font("sans", int(rng.uniform(3.5, 6) * per_mm)), rng)


def frame(page: Pixels, rng: np.random.Generator, per_mm: float) -> Pixels:
    """A red frame round a part of the page, or a red table."""
    out, colour = page.copy(), _red(rng)
    x, y = int(rng.uniform(8, 60) * per_mm), int(rng.uniform(8, 60) * per_mm)
    w, h = int(rng.uniform(40, 140) * per_mm), int(rng.uniform(20, 90) * per_mm)
    cv2.rectangle(out, (x, y), (x + w, y + h), colour, max(2, int(0.6 * per_mm)))
    for i in range(1, int(rng.integers(1, 5))):
        cv2.line(out, (x + w * i // 5, y), (x + w * i // 5, y + h), colour, max(1, int(0.4 * per_mm)))
    return out


def logo(page: Pixels, rng: np.random.Generator, per_mm: float) -> Pixels:
    """A filled red disc or shield with a white sign in it, in the letter head."""
    radius, x, y = int(rng.uniform(5, 9) * per_mm), int(rng.uniform(15, 40) * per_mm), int(rng.uniform(12, 20) * per_mm)
    out, colour = page.copy(), _red(rng)
    if rng.random() < 0.6:
        cv2.circle(out, (x, y), radius, colour, -1, cv2.LINE_AA)
    else:
        cv2.fillPoly(out, [np.asarray([[x, y - radius], [x + radius, y], [x, y + radius], [x - radius, y]])], colour)
    sign = str(rng.choice(["科", "会", "海", "S"]))
    return _written(out, sign, (x, y), font("bold sans", radius), rng, colour=(255, 255, 255))


def stain(page: Pixels, rng: np.random.Generator, per_mm: float) -> Pixels:
    """A splash of something reddish."""
    side = int(rng.uniform(12, 40) * per_mm)
    noise = cv2.GaussianBlur(rng.random((side, side)).astype(np.float32), (0, 0), side / 12)
    y, x = np.mgrid[0:side, 0:side] / side - 0.5
    shape = noise / noise.max() - np.hypot(x * rng.uniform(1, 2), y) * 1.6
    return _inked(page, np.clip((shape - 0.3) * 6, 0, 1), rng)


def sticker(page: Pixels, rng: np.random.Generator, per_mm: float) -> Pixels:
    """A red index tab or a torn note at the page's edge."""
    out, w, h = page.copy(), int(rng.uniform(8, 14) * per_mm), int(rng.uniform(18, 45) * per_mm)
    y = int(rng.uniform(0.1, 0.7) * page.shape[0])
    cv2.rectangle(out, (page.shape[1] - w, y), (page.shape[1], y + h), _red(rng), -1)
    return out


def highlighter(page: Pixels, rng: np.random.Generator, per_mm: float) -> Pixels:
    """Pink or orange strokes over words."""
    ink = np.zeros(page.shape[:2], np.float32)
    for _ in range(int(rng.integers(1, 5))):
        x, y = (rng.uniform(0.1, 0.7, 2) * page.shape[1::-1]).astype(int)
        end = (int(x + rng.uniform(20, 70) * per_mm), int(y + rng.uniform(-1, 1) * per_mm))
        cv2.line(ink, (int(x), int(y)), end, 1.0, int(4.5 * per_mm))
    passed = np.asarray([(150, 110, 255), (120, 190, 255)][int(rng.integers(2))], np.float32) / 255
    return np.asarray(page * (1 - ink[..., None] * (1 - passed)), np.uint8)


def handwriting(page: Pixels, rng: np.random.Generator, per_mm: float) -> Pixels:
    """A signature or a remark with a red pen: loops and strokes along a line."""
    ink = np.zeros(page.shape[:2], np.float32)
    x, y = rng.uniform(0.2, 0.6) * page.shape[1], rng.uniform(0.2, 0.9) * page.shape[0]
    for _ in range(int(rng.integers(2, 8))):
        steps = rng.normal(0, 3.2, (6, 2)) * per_mm
        points = np.asarray([x, y]) + np.cumsum(steps, axis=0)
        _curve(ink, points, max(1, int(rng.uniform(0.4, 0.8) * per_mm)))
        x += rng.uniform(5, 9) * per_mm
    return _over(page, ink, rng)


def circled_words(page: Pixels, rng: np.random.Generator, per_mm: float) -> Pixels:
    """A flat loop drawn by hand round a word, and a tick beside it."""
    turns = np.linspace(0, 2 * np.pi * rng.uniform(0.95, 1.15), 40) + rng.uniform(0, 6)
    wobble = 1 + cv2.GaussianBlur(rng.normal(0, 0.35, (40, 1)), (1, 9), 3)[:, 0]
    axes = np.asarray([rng.uniform(12, 22), rng.uniform(4, 7)]) * per_mm
    centre = rng.uniform(0.25, 0.7, 2) * page.shape[1::-1]
    points = centre + np.stack([np.cos(turns), np.sin(turns)], 1) * axes * wobble[:, None]
    ink = np.zeros(page.shape[:2], np.float32)
    _curve(ink, points, max(1, int(0.6 * per_mm)))
    return _over(page, ink, rng)


def corrections(page: Pixels, rng: np.random.Generator, per_mm: float) -> Pixels:
    """Underlines, crosses and ticks of a red pen all over the page."""
    ink = np.zeros(page.shape[:2], np.float32)
    for _ in range(int(rng.integers(4, 15))):
        start = rng.uniform(0.1, 0.85, 2) * page.shape[1::-1]
        end = start + rng.normal(0, 1, 2) * [16 * per_mm, 5 * per_mm]
        _curve(ink, np.stack([start, (start + end) / 2 + rng.normal(0, per_mm, 2), end]), max(1, int(0.5 * per_mm)))
    return _over(page, ink, rng)


RED_THINGS: dict[str, RedThing] = {
    thing.__name__: thing
    for thing in (
        heading, small_words, frame, logo, stain, sticker, highlighter, handwriting, circled_words, corrections,
    )
}  # fmt: skip


def receipt_stamp(page: Pixels, rng: np.random.Generator, per_mm: float) -> Pixels:
    """The rectangular stamp of a registry: red, stamped, and not the unit's seal."""
    x, y = int(rng.uniform(0.5, 0.75) * page.shape[1]), int(rng.uniform(6, 14) * per_mm)
    w, h = int(rng.uniform(40, 55) * per_mm), int(rng.uniform(18, 24) * per_mm)
    out, colour = page.copy(), _red(rng)
    cv2.rectangle(out, (x, y), (x + w, y + h), colour, max(2, int(0.5 * per_mm)))
    return _written(out, "收 文\n2031年5月6日", (x + w / 2, y + h / 2), font("hei", h // 4), rng, colour=colour)


def name_chop(page: Pixels, rng: np.random.Generator, per_mm: float) -> Pixels:
    """A square chop with a person's name, letters in red or cut out of red."""
    side = int(rng.uniform(14, 24) * per_mm)
    x, y = (rng.uniform(0.2, 0.75, 2) * page.shape[1::-1]).astype(int)
    out, colour, filled = page.copy(), _red(rng), bool(rng.random() < 0.4)
    line = -1 if filled else max(2, int(0.9 * per_mm))
    cv2.rectangle(out, (int(x), int(y)), (int(x) + side, int(y) + side), colour, line)
    letters = (255, 255, 255) if filled else colour
    middle = (x + side / 2, y + side / 2)
    return _written(out, "丁一\n之印", middle, font("serif", int(side * 0.38)), rng, colour=letters)


def _red(rng: np.random.Generator) -> Colour:
    return REDS[int(rng.integers(len(REDS)))]


def _written(
    page: Pixels,
    words: str,
    place: tuple[float, float],
    face: object,
    rng: np.random.Generator,
    *,
    colour: Colour | None = None,
) -> Pixels:
    picture = Image.fromarray(page[..., ::-1])
    blue, green, red = colour or _red(rng)
    draw = ImageDraw.Draw(picture)
    draw.multiline_text(place, words, fill=(red, green, blue), font=face, anchor="mm", align="center")  # type: ignore[arg-type]
    return np.ascontiguousarray(np.asarray(picture)[..., ::-1])


def _curve(ink: Ink, points: np.ndarray, line: int) -> None:
    at = np.linspace(0, len(points) - 1, 12 * len(points))
    smooth = np.stack([np.interp(at, range(len(points)), points[:, i]) for i in (0, 1)], 1)
    smooth = cv2.GaussianBlur(smooth, (1, 15), 4)
    cv2.polylines(ink, [smooth.astype(np.int32)], False, 1.0, line, cv2.LINE_AA)


def _over(page: Pixels, ink: Ink, rng: np.random.Generator) -> Pixels:
    passed = np.asarray(_red(rng), np.float32) / 255
    return np.asarray(page * (1 - ink[..., None] * (1 - passed)), np.uint8)


def _inked(page: Pixels, ink: np.ndarray, rng: np.random.Generator) -> Pixels:
    whole = np.zeros(page.shape[:2], np.float32)
    y, x = (rng.uniform(0.1, 0.8, 2) * (np.asarray(page.shape[:2]) - ink.shape[0])).astype(int)
    whole[y : y + ink.shape[0], x : x + ink.shape[1]] = ink
    return _over(page, whole * float(rng.uniform(0.3, 1)), rng)
