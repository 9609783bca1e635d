"""What stands above the table: 附件1, the title, the unit line. And plain lines of text.

In: a Sheet, a Plan, the unit's name, Dice. Out: ink, the place of the unit's name.
Elsewhere: the table and the notes (`tests.exam.layout`).
"""

from tests.exam.dice import Dice
from tests.exam.grid import Sheet
from tests.exam.looks import Plan
from tests.exam.typeface import Face, broken, draw_line
from tests.exam.wording import TITLE, unit_line


def heading(dice: Dice, sheet: Sheet, plan: Plan, unit: str) -> float:
    """附件1, the title and the unit line. Returns the table's top."""
    k, wide, left = sheet.k, sheet.image.width, plan.margin * sheet.k
    y = dice.uniform(38, 80) * k
    annex = dice.weighted({"附件1": 60, "附件1：": 15, "附件 1": 10, "": 15})
    if annex:
        plain_text(sheet, annex, (left, y), sheet.face)
        y += sheet.face.size * dice.uniform(1.2, 2.2)
    title = sheet.face.sized(dice.pick((15, 16, 18, 22)) * k, bold=dice.chance(0.7))
    title_wide = title.width(TITLE)
    if title_wide > wide * 0.9:
        title, title_wide = title.sized(title.size * wide * 0.85 / title_wide), wide * 0.85
    x = (wide - title_wide) / 2
    draw_line(sheet.draw, (x, y + title.size), title.letters(TITLE), title, sheet.ink)
    sheet.boxes["title"] = (x, y, x + title_wide, y + title.size * 1.2)
    y += title.size * dice.uniform(1.5, 2.6)
    if plan.unit_place.startswith("row"):
        return y
    return _unit_line(dice, sheet, plan, unit, y)


def _unit_line(dice: Dice, sheet: Sheet, plan: Plan, unit: str, y: float) -> float:
    face = sheet.face.sized(sheet.face.size * dice.pick((1, 1, 1.15)), bold=dice.chance(0.08))
    before, after = unit_line(dice)
    whole = face.width(before + unit + after)
    left, room = plan.margin * sheet.k, sheet.image.width - 2 * plan.margin * sheet.k
    if plan.unit_place == "right":
        left = max(left, sheet.image.width - left - whole)
    if plan.unit_place == "title_side":
        left = max(left, (sheet.image.width - whole) / 2)
    step = face.size * 1.4
    for line in broken(face, before + unit + after, room):
        draw_line(sheet.draw, (left, y + face.size), line, face, sheet.ink)
        y += step
    start = left + face.width(before)
    rows = 1 if whole <= room else 2
    end = start + face.width(unit) if rows == 1 else left + room
    if plan.unit_place == "underlined" and rows == 1:
        sheet.draw.line(
            [(start, y - step + face.size * 1.14), (end + face.size, y - step + face.size * 1.14)], sheet.ink, 2
        )
    sheet.boxes["unit_name"] = (start if rows == 1 else left, y - rows * step, max(end, start + face.size * 4), y)
    return y + dice.uniform(0, 8) * sheet.k


def plain_text(sheet: Sheet, text: str, at: tuple[float, float], face: Face) -> float:
    """Lines from `at` down; returns where they end."""
    x, y = at
    for line in broken(face, text, sheet.image.width - 2 * x):
        draw_line(sheet.draw, (x, y + face.size), line, face, sheet.ink)
        y += face.size * 1.4
    return y
