"""Which stamps a page bears and where: the unit's own, its department's, another unit's.

In: a printed page (BGR), places of its parts, the Entry, Dice. Out: stamps pressed on the page, their truth.
Elsewhere: engraving (`tests.exam.seal`), ink (`tests.exam.inking`), red things (`tests.exam.redness`).
"""

from dataclasses import dataclass
from typing import Literal

from tests.exam.dice import Dice
from tests.exam.grid import Rect
from tests.exam.inking import a_colour, inked, press, turned
from tests.exam.people import Entry, a_unit
from tests.exam.seal import Wording, a_shape, engrave
from tests.exam.truth import Image, SealTruth
from tests.exam.vocabulary import SECTIONS

Owner = Literal["own", "alias", "department", "other"]
PLACES = {
    "unit": 50,
    "label": 10,
    "title": 6,
    "table": 10,
    "mobile": 3,
    "name": 3,
    "email": 2,
    "unit_type": 2,
    "below": 12,
    "edge": 2,
}


@dataclass(frozen=True, slots=True)
class Stamped:
    """What was pressed on the page."""

    seals: tuple[SealTruth, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Order:
    """One stamp to be made. `k` is pixels a point."""

    entry: Entry
    owner: Owner
    place: str
    k: float


def stamp(page: Image, boxes: dict[str, Rect], entry: Entry, dice: Dice, k: float) -> Stamped:
    """Presses the page's stamps. `k` is pixels a point. One page in twelve stays unstamped."""
    if dice.chance(0.08):
        return Stamped((), ("unstamped",))
    owner: Owner = dice.weighted({"own": 83, "department": 9, "alias": 4, "other": 4})
    orders = [_Order(entry, owner, dice.weighted(PLACES), k)]
    if dice.chance(0.03):
        place = "below" if orders[0].place != "below" else "unit"
        orders.append(_Order(entry, dice.pick(("own", "department", "other")), place, k))
    made = [_one(page, boxes, order, dice) for order in orders]
    tags = tuple(tag for _, found in made for tag in found)
    return Stamped(tuple(seal for seal, _ in made), (*tags, *(("several_seals",) if len(made) > 1 else ())))


def _one(page: Image, boxes: dict[str, Rect], order: _Order, dice: Dice) -> tuple[SealTruth, tuple[str, ...]]:
    words, owner = wording(dice, order.entry, order.owner)
    shape, place = a_shape(dice, words), order.place
    px_per_mm = order.k * 72 / 25.4
    plate = engrave(shape, words, px_per_mm)
    angle = dice.gauss(0, 9) if dice.chance(0.9) else dice.uniform(-90, 90)
    ink, strength, tags = inked(dice, turned(plate, angle))
    colour, colour_name = a_colour(dice)
    radius = shape.radius_mm * px_per_mm
    centre = _centre(dice, boxes, place, (page.shape[1], page.shape[0], radius))
    press(page, ink, centre, colour)
    form: Literal["round", "oval"] = "oval" if shape.kind == "oval" else "round"
    truth = SealTruth(words.ring, owner, form, colour, centre, radius, words.lower, place, strength)
    marks = (f"seal_{owner}", f"over_{place}", f"seal_{colour_name}", *(("seal_oval",) if form == "oval" else ()))
    return truth, (*tags, *marks, *(("seal_turned",) if abs(angle) > 25 else ()))


def wording(dice: Dice, entry: Entry, owner: Owner) -> tuple[Wording, Owner]:
    """The stamp's words; a unit without a short name uses its full one."""
    unit = entry.unit
    short = [alias for alias in unit.aliases if len(alias) > 3 and not alias.isascii() and alias != unit.name]
    number = "".join(str(dice.randrange(10)) for _ in range(13)) if dice.chance(0.35) else ""
    if owner == "other":
        other = a_unit(dice)
        while other.name == unit.name or other.name in unit.aliases:
            other = a_unit(dice)
        return Wording(other.name, "", number), owner
    if owner == "alias" and short:
        return Wording(dice.pick(short), "", number), owner
    if owner == "department":
        section = dice.pick(SECTIONS)
        if dice.chance(0.5):
            return Wording(unit.name, section), owner
        return Wording(unit.name + section, "", number), owner
    lower = dice.weighted({"": 90, "国际合作专用章": 4, "业务专用章": 3, "办公室": 0, "外事专用章": 3})
    return Wording(unit.name, lower, number), "own"


def _centre(dice: Dice, boxes: dict[str, Rect], place: str, page: tuple[float, float, float]) -> tuple[float, float]:
    wide, high, radius = page
    unit, table = boxes["unit_name"], boxes["table"]
    if place == "unit":
        x, y = (
            dice.uniform(unit[0] + radius * 0.2, max(unit[2], unit[0] + radius)),
            (unit[1] + unit[3]) / 2 + dice.gauss(0, 0.25) * radius,
        )
    elif place == "label":
        x, y = unit[0] - radius * dice.uniform(0.2, 1.2), (unit[1] + unit[3]) / 2 + dice.gauss(0, 0.2) * radius
    elif place == "below":
        low = min(high - radius * 1.1, table[3] + radius * 4)
        x, y = dice.uniform(wide * 0.25, wide - radius * 1.4), dice.uniform(min(table[3] + radius * 0.9, low), low)
    elif place == "edge":
        x, y = (wide - radius * dice.uniform(0.2, 0.8)), dice.uniform(table[1], table[3])
    else:
        box = boxes.get(place, table)
        x, y = dice.uniform(box[0], box[2]), dice.uniform(box[1], box[3])
    inside = place == "edge"
    return (x if inside else min(max(x, radius * 1.05), wide - radius * 1.05)), min(
        max(y, radius * 1.05), high - radius * 1.05
    )
