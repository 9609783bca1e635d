"""Draws one scanned Annex 1 from a seed, with the exact truth. Nothing is read but fonts and lists.

In: a seed. Out: ExamPage; its PDF. Elsewhere: people, layout, ticks, seals, paper, scanner (one file each).
"""

from dataclasses import replace
from io import BytesIO
from typing import Any

import cv2
import numpy as np
from PIL import Image as Picture

from tests.exam.choices import Choice, a_choice, an_account
from tests.exam.dice import ODD, Dice
from tests.exam.grid import Sheet
from tests.exam.layout import Filled, print_form
from tests.exam.letter import a_cover
from tests.exam.paper import wear
from tests.exam.people import an_entry
from tests.exam.redness import something_red
from tests.exam.scanner import Scan, a_setting, scan
from tests.exam.stamping import stamp
from tests.exam.ticks import pen_cross, pen_ring, pen_tick
from tests.exam.truth import ExamPage, Image, Quad, SealTruth

FIELDS = ("unit_name", "name", "unit_department", "position", "mobile", "email", "unit_type", "has_account")
PENS = {"black": (35, 30, 30), "blue": (150, 60, 30), "blueblack": (95, 50, 35), "gel": (60, 25, 20)}


def draw(seed: int, oddity: float = ODD) -> ExamPage:
    """The page of this seed, always the same."""
    dice = Dice(seed, oddity)
    entry = an_entry(dice)
    filled = Filled(
        entry,
        a_choice(dice, entry.unit.kind),
        an_account(dice, entry.typed["has_account"], entry.normal["has_account"]),
    )
    setting = a_setting(dice)
    sheet, tags = print_form(dice, filled, setting.drawing_dpi)
    page = np.asarray(cv2.cvtColor(np.asarray(sheet.image), cv2.COLOR_RGB2BGR), np.uint8)
    page = pens_over(page, sheet, filled.unit_type, dice)
    stamped = stamp(page, sheet.boxes, entry, dice, sheet.k)
    red = (
        (something_red(page, sheet.boxes["table"], dice, sheet.k),)
        if dice.chance(0.03 if stamped.seals else 0.4)
        else ()
    )
    page, worn = wear(page, dice, sheet.k)
    seen = scan(page, dice, setting)
    before = (a_cover(dice, setting, entry),) if dice.chance(0.05) else ()
    every = {*tags, *entry.tags, *filled.unit_type.tags, *filled.account.tags, *stamped.tags, *worn, *seen.tags}
    every |= {f"red_{thing}" for thing in red} | ({"cover_page"} if before else set())
    ticked = filled.unit_type.ticked
    return ExamPage(
        seed, seen.image, setting.dpi,
        {key: entry.normal.get(key, _only(ticked)) for key in FIELDS},
        entry.typed | {"unit_type": "、".join(sorted(ticked))}, ticked,
        tuple(_moved(seal, seen) for seal in stamped.seals), red, frozenset(every), setting.quality,
        setting.turn, setting.mode in ("colour", "photo"), _quads(sheet, seen), before,
    )  # fmt: skip


def _only(ticked: frozenset[str]) -> str | None:
    return next(iter(ticked)) if len(ticked) == 1 else None


def as_pdf(page: ExamPage) -> bytes:
    """The pages as a scanner's PDF: one JPEG a page (CCITT for black-and-white), nothing else."""
    pictures = [_picture(image) for image in page.pages]
    out = BytesIO()
    # Pillow refuses a JPEG quality where any page is black-and-white.
    quality = {} if any(picture.mode == "1" for picture in pictures) else {"quality": 88}
    pictures[0].save(
        out, "PDF", save_all=True, append_images=pictures[1:], resolution=float(page.dpi), **quality
    )  # fmt: skip
    return out.getvalue()


def _picture(image: Image) -> Picture.Image:
    if image.ndim == 3:
        return Picture.fromarray(np.ascontiguousarray(image[..., ::-1]))
    grey = Picture.fromarray(image)
    two = not np.any((image > 8) & (image < 247))
    return grey.convert("1") if two else grey


def pens_over(page: Image, sheet: Sheet, choice: Choice, dice: Dice) -> Image:
    """Pen strokes lie over the print; black under blue ink stays black."""
    if not choice.pens:
        return page
    layer = np.full_like(page, 255)
    ink = PENS[dice.weighted({"black": 40, "blue": 25, "blueblack": 15, "gel": 20})]
    for option, way in choice.pens:
        x, baseline, em = sheet.spots[option]
        left, top, right, bottom = sheet.words[option]
        if way == "pen_cross":
            pen_cross(layer, (x, baseline, em), dice, ink)
        elif way == "pen_ring":
            pen_ring(layer, (left, top, right, bottom), dice, ink)
        elif way == "pen_tick_beside":
            pen_tick(layer, (right, baseline, em), dice, ink)
        else:
            pen_tick(layer, (x, baseline, em), dice, ink)
    return np.asarray(cv2.min(page, layer), np.uint8)


def _moved(seal: SealTruth, seen: Scan) -> SealTruth:
    """The seal's place in the scan."""
    x, y = seal.centre
    points = through(seen.matrix, [(x, y), (x + seal.radius, y), (x, y + seal.radius)])
    spread = [float(np.hypot(px - points[0][0], py - points[0][1])) for px, py in points[1:]]
    return replace(seal, centre=points[0], radius=sum(spread) / 2)


def _quads(sheet: Sheet, seen: Scan) -> dict[str, Quad]:
    wanted = {key: rect for key, rect in sheet.boxes.items() if key in (*FIELDS, "table", "title")}
    return {key: tuple(through(seen.matrix, [(l, t), (r, t), (r, b), (l, b)])) for key, (l, t, r, b) in wanted.items()}


def through(matrix: Any, points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where points of the drawn page are in the scan."""
    moved = cv2.perspectiveTransform(np.array([points], np.float64), np.asarray(matrix, np.float64))[0]
    return [(float(x), float(y)) for x, y in moved]
