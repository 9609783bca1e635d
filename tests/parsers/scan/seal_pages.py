"""Pages that seals are stamped on, and the scanners, cameras and fax machines that such pages go through.

In: a seed. Out: pages as BGR pixels. Everything is invented.
Elsewhere: the seals (`seal_pictures`), red things that are no seal (`red_things`).
"""

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tests.parsers.scan.seal_pictures import Pixels, SealLook, draw_seal, font, stamp

A4 = (210.0, 297.0)
HEADS = ("姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型", "是否已开通账户")
VALUES = ("丁一", "某某单位-国际部", "处长", "13900000000", "someone@example.cn", "□甲\n□乙\n☑丙\n□丁", "是")
TITLE = "推荐工作负责人信息表样张"


@dataclass(frozen=True, slots=True)
class Scanner:
    """What a scanner or camera does to a page. `light` is the share lost in the darkest corner."""

    skew: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    colour_noise: float = 0.0
    light: float = 0.0
    cast: tuple[float, float, float] = (1.0, 1.0, 1.0)
    quality: int = 85


def form_page(rng: np.random.Generator, dpi: int = 200, *, landscape: bool = True) -> tuple[Pixels, tuple[int, int]]:
    """A filled form in black on white, and the place (x, y) where its unit's seal belongs."""
    width, height = (round(side / 25.4 * dpi) for side in (A4[::-1] if landscape else A4))
    page = Image.new("L", (width, height), 255)
    draw, unit = ImageDraw.Draw(page), dpi / 200
    kind = str(rng.choice(["serif", "light serif", "sans", "hei", "song", "kai"]))
    left, top = int(width * 0.08), int(height * rng.uniform(0.14, 0.2))
    draw.text((width / 2, top), TITLE, fill=0, font=font("bold sans", int(44 * unit)), anchor="mm")
    line = top + int(75 * unit)
    draw.text((left, line), "单位名称：（盖章）某某科学技术联合会", fill=20, font=font(kind, int(30 * unit)))
    _table(draw, (left, line + int(60 * unit), int(width * 0.84)), kind, unit)
    return cv2.cvtColor(np.asarray(page), cv2.COLOR_GRAY2BGR), (left + int(rng.uniform(0.1, 0.4) * width), line)


def _table(draw: ImageDraw.ImageDraw, place: tuple[int, int, int], kind: str, unit: float) -> None:
    left, top, width = place
    column, rows = width / len(HEADS), (top, top + int(110 * unit), top + int(330 * unit))
    for y in rows:
        draw.line((left, y, left + width, y), fill=0, width=max(1, int(2 * unit)))
    for i in range(len(HEADS) + 1):
        x = left + column * i
        draw.line((x, rows[0], x, rows[-1]), fill=0, width=max(1, int(2 * unit)))
    size = max(10, int(min(26 * unit, column / 6)))
    for i, (head, value) in enumerate(zip(HEADS, VALUES, strict=True)):
        x = left + column * (i + 0.5)
        draw.text((x, rows[0] + 55 * unit), head, fill=0, font=font("bold sans", size), anchor="mm")
        draw.multiline_text((x, rows[1] + 110 * unit), value, fill=0, font=font(kind, size), anchor="mm")


def stamped_page(
    rng: np.random.Generator, look: SealLook, dpi: int = 200, shift_mm: tuple[float, float] = (0.0, 0.0)
) -> Pixels:
    """A form with the seal over its unit line, moved by `shift_mm`."""
    page, (x, y) = form_page(rng, dpi, landscape=bool(rng.random() < 0.6))
    per_mm = dpi / 25.4
    place = (int(x + shift_mm[0] * per_mm), int(y + shift_mm[1] * per_mm))
    return stamp(page, draw_seal(look, per_mm, rng), place, look)


def invented_scanner(rng: np.random.Generator) -> Scanner:
    """An office scanner of any quality."""
    warm = rng.uniform(0, 0.08)
    return Scanner(
        skew=float(rng.normal(0, 1.5)),
        blur=float(rng.uniform(0, 1.2)),
        noise=float(rng.uniform(0, 7)),
        colour_noise=float(rng.uniform(0, 4)),
        light=float(rng.uniform(0, 0.3)),
        cast=(float(1 - warm), float(1 - warm / 2), 1.0),
        quality=int(rng.integers(40, 90)),
    )


def scanned(page: Pixels, scanner: Scanner, rng: np.random.Generator) -> Pixels:
    """The page as the scanner hands it over."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), scanner.skew, 1)
    out = cv2.warpAffine(page, turn, (width, height), borderValue=(250, 250, 250))
    if scanner.blur:
        out = cv2.GaussianBlur(out, (0, 0), scanner.blur)
    seen = out.astype(np.float32) * 0.96
    if scanner.light:
        ramp = np.linspace(1 - scanner.light, 1, width, dtype=np.float32)[None, :, None]
        seen *= ramp if rng.random() < 0.5 else ramp[:, ::-1]
    seen *= np.asarray(scanner.cast, np.float32)
    grain = rng.standard_normal((height, width, 1), np.float32) * scanner.noise
    tint = rng.standard_normal((height, width, 3), np.float32) * scanner.colour_noise
    return _jpeg(np.clip(seen + grain + tint, 0, 255).astype(np.uint8), scanner.quality)


def photographed(page: Pixels, rng: np.random.Generator) -> Pixels:
    """A telephone's picture of the page on a wooden table in warm light."""
    height, width = page.shape[:2]
    wood = rng.normal(0, 6, (height // 8, 1, 1)) + np.asarray([58, 88, 122])
    table = cv2.resize(np.clip(np.broadcast_to(wood, (height // 8, width // 8, 3)), 0, 255), (width, height))
    edge = rng.uniform(0.02, 0.09, 8) * min(width, height)
    before = np.asarray([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    after = before + (edge * [1, 1, -1, 1, -1, -1, 1, -1]).reshape(4, 2).astype(np.float32)
    tilt = cv2.getPerspectiveTransform(before, after)
    paper = cv2.warpPerspective(page, tilt, (width, height), borderValue=(255, 255, 255)).astype(np.float32)
    inside = cv2.warpPerspective(np.ones((height, width), np.uint8), tilt, (width, height))[..., None]
    warm = paper * np.asarray([0.72, 0.86, 0.97]) * np.linspace(0.65, 0.95, width)[None, :, None]
    seen = np.where(inside, warm, table) + rng.standard_normal((height, width, 1)) * 3
    return _jpeg(np.clip(cv2.GaussianBlur(seen, (0, 0), 0.8), 0, 255).astype(np.uint8), 75)


def in_grey(page: Pixels) -> Pixels:
    """The page from a scanner set to grey."""
    return cv2.cvtColor(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)


def in_black_and_white(page: Pixels) -> Pixels:
    """The page from a fax machine."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    return cv2.cvtColor(((grey > 165) * 255).astype(np.uint8), cv2.COLOR_GRAY2BGR)


def _jpeg(page: Pixels, quality: int) -> Pixels:
    _, octets = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(octets, cv2.IMREAD_COLOR), np.uint8)
