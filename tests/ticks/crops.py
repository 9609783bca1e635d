"""Pictures of tick boxes as scanners make them, each with whether it is ticked.

In: a seed, whether a stamp lies over the list more often. Out: Crops of one page's options.
Elsewhere: drawing and scanning (`tests.exam`), what the network makes of them (`tests.ticks.train`).
Ticks are oftener drawn by pen, and oftener several or none, than in life; a mark beside the words or a ring round them
is not the box's, and left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from parsers.scan.box_eye import box_picture
from parsers.scan.page import Pixels
from tests.exam import choices
from tests.exam.dice import Dice
from tests.exam.draw import pens_over, through
from tests.exam.layout import Filled, Sheet, print_form
from tests.exam.paper import wear
from tests.exam.people import Entry, an_entry
from tests.exam.redness import something_red
from tests.exam.scanner import Scan, Setting, a_setting, scan
from tests.exam.stamping import stamp
from tests.exam.truth import OPTIONS

WAYS = choices.WAYS | {"pen_tick": 40, "pen_cross": 10, "only": 0, "only_boxed": 0, "only_ticked": 0, "pen_ring": 0}
AFTER = ("after", "after_only")
VIEWS, ASIDE, LARGER = 3, 0.12, 0.14
"""Pictures of each box; how far its place, in characters, and its size are from the right ones at most."""
LEAST = 6
"""Pixels of a character."""


@dataclass(frozen=True, slots=True)
class Crop:
    """The option's box in the middle; `way`: how the list is ticked."""

    picture: Pixels
    ticked: bool
    way: str
    size: float


def crops(seed: int) -> list[Crop]:
    """Of all options of one page; none where the form lacks them."""
    dice = Dice(seed)
    entry, way = an_entry(dice), dice.weighted(WAYS)
    choice = _a_choice(dice, way)
    setting = _a_setting(dice)
    account = choices.an_account(dice, entry.typed["has_account"], bool(entry.normal["has_account"]))
    sheet, _ = print_form(dice, Filled(entry, choice, account), setting.drawing_dpi)
    if not all(option in sheet.spots for option in OPTIONS):
        return []
    seen = _scanned(dice, (sheet, choice, entry), setting)
    return list(_cut(dice, seen, (sheet, choice), way))


def _a_choice(dice: Dice, way: str) -> choices.Choice:
    chosen = dice.sample(list(OPTIONS), dice.weighted({0: 8, 1: 40, 2: 30, 3: 22}))
    gap = dice.weighted({"": 75, " ": 20, "　": 5})
    lines = tuple(choices.Line(one, choices.line(one, way if one in chosen else "", gap)) for one in OPTIONS)
    pens = tuple((one, choices.pen(dice, way)) for one in chosen) if way.startswith("pen") else ()
    return choices.Choice(lines, frozenset(chosen), pens, (), dice.weighted({"\n": 88, "  ": 12}))


def _a_setting(dice: Dice) -> Setting:
    setting = replace(a_setting(dice), turn=0)
    return replace(setting, mode=dice.pick(("grey", "bw", "photo"))) if dice.chance(0.3) else setting


def _scanned(dice: Dice, filled: tuple[Sheet, choices.Choice, Entry], setting: Setting) -> Scan:
    sheet, choice, entry = filled
    page = np.asarray(cv2.cvtColor(np.asarray(sheet.image), cv2.COLOR_RGB2BGR), np.uint8)
    page = pens_over(page, sheet, choice, dice)
    near = dict.fromkeys(sheet.boxes, sheet.boxes["unit_type"]) if "unit_type" in sheet.boxes else sheet.boxes
    stamp(page, near if dice.chance(0.18) else sheet.boxes, entry, dice, sheet.k)
    if dice.chance(0.1):
        something_red(page, sheet.boxes["table"], dice, sheet.k)
    return scan(wear(page, dice, sheet.k)[0], dice, setting)


def _cut(dice: Dice, seen: Scan, filled: tuple[Sheet, choices.Choice], way: str) -> Iterator[Crop]:
    sheet, choice = filled
    colour = seen.image if seen.image.ndim == 3 else np.asarray(cv2.cvtColor(seen.image, cv2.COLOR_GRAY2BGR), np.uint8)
    pens = dict(choice.pens)
    for option in OPTIONS:
        x, baseline, em = sheet.spots[option]
        middle, beside = through(seen.matrix, [(x + at * em, baseline - 0.38 * em) for at in (0.5, 1.5)])
        size = float(np.hypot(beside[0] - middle[0], beside[1] - middle[1]))
        is_chosen = option in choice.ticked
        if size < LEAST or (is_chosen and way in AFTER):
            continue
        ticked = is_chosen and pens.get(option) != "pen_tick_beside"
        for _ in range(VIEWS):
            aside = [dice.uniform(-ASIDE, ASIDE) * size for _ in range(2)]
            picture = box_picture(
                colour, (middle[0] + aside[0], middle[1] + aside[1]), size * dice.uniform(1 - LARGER, 1 + LARGER)
            )
            yield Crop(picture, ticked, way if is_chosen else "", size)
