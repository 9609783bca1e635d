"""Annex 1 as offices lay it out: title, unit line, table (upright or transposed), notes.

In: an Entry, answered options, Dice. Out: a printed Sheet with the place of every value, tags of the layout.
Elsewhere: the words of the form (`tests.exam.wording`), drawing a table (`tests.exam.grid`), stamping and scanning.
"""

from dataclasses import dataclass

from tests.exam.choices import Choice
from tests.exam.dice import Dice
from tests.exam.grid import GridCell, GridStyle, Sheet, draw_table
from tests.exam.people import Entry
from tests.exam.typeface import Face, Ink, blank, broken, draw_line
from tests.exam.wording import EXTRA, FIELDS, SAMPLES, TITLE, an_account_label, notes, unit_line

PAPER = (595.3, 841.9)


@dataclass(frozen=True, slots=True)
class Filled:
    """Everything that will be printed."""

    entry: Entry
    unit_type: Choice
    account: Choice


@dataclass(frozen=True, slots=True)
class Plan:
    """The looks of one form."""

    landscape: bool
    kind: str
    unit_place: str
    face: tuple[str, str, float]
    margin: float
    style: GridStyle
    hyperlink: bool


def a_plan(dice: Dice) -> Plan:
    """Chooses the looks."""
    landscape = dice.chance(0.62)
    kind = dice.weighted(
        {
            "plain": 78,
            "transposed": 9,
            "two_header": 2,
            "extra": 6,
            "sample_row": 3,
            "borderless": 0.5,
            "three_lines": 1.5,
        }
    )
    unit_place = dice.weighted({"line": 84, "row": 6, "row_cells": 3, "title_side": 2, "right": 2, "underlined": 3})
    han = dice.weighted({"serif": 22, "sans": 14, "zenhei": 14, "song": 30, "kai": 20})
    latin = dice.weighted(
        {"same": 34, "times": 34, "arial": 12, "courier": 6, "mono": 5, "serif_condensed": 4, "condensed": 3, "sans": 2}
    )
    size = dice.weighted(
        {9: 8, 10.5: 30, 11: 10, 12: 36, 14: 16} if landscape else {9: 18, 10.5: 44, 11: 12, 12: 24, 14: 2}
    )
    rule = dice.weighted({0.5: 60, 0.75: 15, 1.0: 18, 1.5: 7})
    style = GridStyle(
        rule=rule, outer=dice.pick((rule, rule, 1.5)), leading=dice.weighted({1.2: 30, 1.3: 40, 1.5: 22, 1.8: 8}),
        anywhere=dice.chance(0.35), borders={"borderless": "none", "three_lines": "three"}.get(kind, "all"),
        middle=dice.chance(0.85), box=dice.weighted({"han": 70, "small": 15, "shadow": 8, "bold": 7}),
        padding=dice.weighted({5.4: 75, 3: 10, 1.5: 5, 8: 10}), above=dice.uniform(0.5, 6),
        least=(dice.uniform(16, 50), dice.choice((20, 20, dice.uniform(60, 190)))) if kind != "transposed" else (dice.uniform(18, 34),),
    )  # fmt: skip
    margin = dice.uniform(42, 90) if landscape else dice.uniform(36, 80)
    return Plan(landscape, kind, unit_place, (han, latin, size), margin, style, dice.chance(0.1))


def print_form(dice: Dice, filled: Filled, dpi: float) -> tuple[Sheet, list[str]]:
    """One printed page and its tags."""
    plan = a_plan(dice)
    k = dpi / 72
    wide, high = (PAPER[1], PAPER[0]) if plan.landscape else PAPER
    han, latin, size = plan.face
    sheet = Sheet(blank(round(wide * k), round(high * k)), k, Face(han, latin, max(8, round(size * k))))
    sheet.ink = _black(dice)
    y = _heading(dice, sheet, plan, filled)
    widths = [plan.margin * k, *_widths(dice, plan, (wide - 2 * plan.margin) * k)]
    cells = _cells(dice, plan, filled)
    bottom = draw_table(sheet, cells, widths, y, plan.style)
    sheet.boxes["table"] = (widths[0], y, sum(widths), bottom)
    if dice.chance(0.85):
        bottom = _text(
            sheet,
            notes(dice),
            (plan.margin * k, bottom + 8 * k),
            sheet.face.sized(sheet.face.size * dice.pick((0.85, 1.0))),
        )
    sheet.boxes["below"] = (widths[0], bottom, sum(widths), min(high * k, bottom + 150 * k))
    return sheet, _tags(plan)


def _tags(plan: Plan) -> list[str]:
    tags = [
        "landscape" if plan.landscape else "portrait",
        f"face_{plan.face[0]}",
        f"latin_{plan.face[1]}",
        f"pt{plan.face[2]:g}",
    ]
    tags += [plan.kind] if plan.kind != "plain" else []
    tags += [f"unit_{plan.unit_place}"] if plan.unit_place != "line" else []
    return tags + (["hyperlink"] if plan.hyperlink else [])


def _black(dice: Dice) -> Ink:
    grey = dice.weighted({0: 60, 20: 20, 45: 14, 75: 6})
    return (grey, grey, grey)


def _heading(dice: Dice, sheet: Sheet, plan: Plan, filled: Filled) -> float:
    """附件1, the title and the unit line. Returns the table's top."""
    k, wide, left = sheet.k, sheet.image.width, plan.margin * sheet.k
    y = dice.uniform(38, 80) * k
    annex = dice.weighted({"附件1": 60, "附件1：": 15, "附件 1": 10, "": 15})
    if annex:
        _text(sheet, annex, (left, y), sheet.face)
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
    return _unit_line(dice, sheet, plan, filled.entry.typed["unit_name"], y)


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


def _widths(dice: Dice, plan: Plan, room: float) -> list[float]:
    if plan.kind == "transposed":
        first = dice.uniform(0.22, 0.42)
        return [room * first, room * (1 - first)]
    usual = dice.weighted(
        {
            (62, 125, 62, 92, 118, 165, 80): 40,
            (58, 118, 55, 85, 150, 150, 75): 30,
            (1, 1, 1, 1, 1, 1, 1): 15,
            (60, 170, 60, 90, 110, 150, 60): 15,
        }
    )
    shares = [width * dice.uniform(0.88, 1.12) for width in usual]
    if plan.kind == "extra":
        shares = [shares[1] * 0.3, *shares]
    return [room * share / sum(shares) for share in shares]


def _cells(dice: Dice, plan: Plan, filled: Filled) -> list[GridCell]:
    labels = dict(FIELDS) | {"has_account": an_account_label(dice)}
    values = {key: _value(dice, plan, filled, key) for key in labels}
    bold = dice.chance(0.6)
    columns = 2 if plan.kind == "transposed" else 7 + (plan.kind == "extra")
    cells = _unit_rows(dice, plan, filled, columns)
    top = max((cell.row + 1 for cell in cells), default=0)
    if plan.kind == "transposed":
        for row, (key, label) in enumerate(labels.items(), top):
            cells += [GridCell(row, 0, label, bold=bold), _placed(values[key], row, 1)]
        return cells
    shift = 0
    if plan.kind == "extra":
        label, value = dice.pick(EXTRA)
        cells += [GridCell(top, 0, label, bold=bold), GridCell(top + 1, 0, value)]
        shift = 1
    return cells + _upright(dice, plan, (labels, values), (top, shift, bold))


def _upright(
    dice: Dice, plan: Plan, form: tuple[dict[str, str], dict[str, GridCell]], start: tuple[int, int, bool]
) -> list[GridCell]:
    labels, values = form
    top, shift, bold = start
    two = plan.kind == "two_header"
    cells = [GridCell(top, shift + 3, "联系方式", columns=2, bold=bold)] if two else []
    for column, (key, label) in enumerate(labels.items(), shift):
        split = two and key in ("mobile", "email")
        cells.append(GridCell(top + split, column, label, rows=2 if two and not split else 1, bold=bold))
    row = top + 1 + two
    if plan.kind == "sample_row":
        samples = "\n".join(SAMPLES[: dice.choice((1, 3, 6))])
        cells += [GridCell(row, shift + n, samples if n == 1 else "", align="left") for n in range(len(labels))]
        row += 1
    return cells + [_placed(values[key], row, column) for column, key in enumerate(labels, shift)]


def _placed(cell: GridCell, row: int, column: int) -> GridCell:
    return GridCell(
        row, column, cell.text, cell.role, 1, 1, cell.bold, cell.align, cell.options, cell.ink, cell.underline
    )


def _value(dice: Dice, plan: Plan, filled: Filled, key: str) -> GridCell:
    if key in ("unit_type", "has_account"):
        choice = filled.unit_type if key == "unit_type" else filled.account
        options = tuple(line.option for line in choice.lines)
        return GridCell(0, 0, choice.text, key, options=options, align="left" if key == "unit_type" else "center")
    text = filled.entry.typed[key]
    if key == "email" and plan.hyperlink:
        return GridCell(0, 0, text, key, ink=(5, 99, 193), underline=True)
    return GridCell(0, 0, text, key, align="left" if dice.chance(0.25) else "center")


def _unit_rows(dice: Dice, plan: Plan, filled: Filled, columns: int) -> list[GridCell]:
    unit = filled.entry.typed["unit_name"]
    if plan.unit_place == "row":
        before, after = unit_line(dice)
        return [GridCell(0, 0, before + unit + after, "unit_name", columns=columns, align="left")]
    if plan.unit_place == "row_cells":
        split = 1 if columns == 2 else 2
        return [
            GridCell(0, 0, "单位名称\n（盖章）", columns=split),
            GridCell(0, split, unit, "unit_name", columns=columns - split),
        ]
    return []


def _text(sheet: Sheet, text: str, at: tuple[float, float], face: Face) -> float:
    x, y = at
    for line in broken(face, text, sheet.image.width - 2 * x):
        draw_line(sheet.draw, (x, y + face.size), line, face, sheet.ink)
        y += face.size * 1.4
    return y
