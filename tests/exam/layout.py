"""Annex 1 as offices lay it out: title, unit line, table (upright or transposed), notes.

In: an Entry, answered options, Dice. Out: a printed Sheet with the place of every value, tags of the layout.
Elsewhere: the words of the form (`tests.exam.wording`), drawing a table (`tests.exam.grid`), stamping and scanning.
"""

from dataclasses import dataclass, replace

from tests.exam.choices import Choice
from tests.exam.dice import Dice
from tests.exam.grid import GridCell, Sheet, draw_table
from tests.exam.heading import heading, plain_text
from tests.exam.looks import Plan, a_black, a_plan
from tests.exam.people import Entry
from tests.exam.typeface import Face, blank
from tests.exam.wording import EXTRA, FIELDS, SAMPLES, an_account_label, notes, unit_line

PAPER = (595.3, 841.9)


@dataclass(frozen=True, slots=True)
class Filled:
    """Everything that will be printed."""

    entry: Entry
    unit_type: Choice
    account: Choice


def print_form(dice: Dice, filled: Filled, dpi: float) -> tuple[Sheet, list[str]]:
    """One printed page and its tags."""
    plan = a_plan(dice)
    k = dpi / 72
    wide, high = (PAPER[1], PAPER[0]) if plan.landscape else PAPER
    han, latin, size = plan.face
    sheet = Sheet(blank(round(wide * k), round(high * k)), k, Face(han, latin, max(8, round(size * k))))
    sheet.ink = a_black(dice)
    y = heading(dice, sheet, plan, filled.entry.typed["unit_name"])
    widths = [plan.margin * k, *_widths(dice, plan, (wide - 2 * plan.margin) * k)]
    cells = _cells(dice, plan, filled)
    bottom = draw_table(sheet, cells, widths, y, plan.style)
    sheet.boxes["table"] = (widths[0], y, sum(widths), bottom)
    if dice.chance(0.85):
        bottom = plain_text(
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
    tags += ["samples_kept"] if plan.samples else []
    tags += [plan.kind] if plan.kind != "plain" else []
    tags += [f"unit_{plan.unit_place}"] if plan.unit_place != "line" else []
    return tags + (["hyperlink"] if plan.hyperlink else [])


def _widths(dice: Dice, plan: Plan, room: float) -> list[float]:
    if plan.kind == "transposed":
        first = dice.uniform(0.22, 0.42)
        return [room * first, room * (1 - first)]
    if plan.kind == "paired":
        first = dice.uniform(0.13, 0.2)
        return [room * share for share in (first, 0.5 - first, first, 0.5 - first)]
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
    columns = {"transposed": 2, "paired": 4, "extra": 8}.get(plan.kind, 7)
    cells = _unit_rows(dice, plan, filled, columns)
    top = max((cell.row + 1 for cell in cells), default=0)
    if plan.kind == "transposed":
        for row, (key, label) in enumerate(labels.items(), top):
            cells += [GridCell(row, 0, label, bold=bold), _placed(values[key], row, 1)]
        return cells
    if plan.kind == "paired":
        return cells + _paired(labels, values, top, bold)
    shift = 0
    if plan.kind == "extra":
        label, value = dice.pick(EXTRA)
        cells += [GridCell(top, 0, label, bold=bold), GridCell(top + 1, 0, value)]
        shift = 1
    return cells + _upright(dice, plan, (labels, values), (top, shift, bold))


PAIRS = (("name", "position"), ("unit_department",), ("mobile", "email"), ("unit_type",), ("has_account",))


def _paired(labels: dict[str, str], values: dict[str, GridCell], top: int, bold: bool) -> list[GridCell]:
    """Two labels with their values side by side, long values across the table."""
    cells = []
    for row, keys in enumerate(PAIRS, top):
        for place, key in enumerate(keys):
            wide = 3 if len(keys) == 1 else 1
            cells += [GridCell(row, 2 * place, labels[key], bold=bold)]
            cells += [replace(values[key], row=row, column=2 * place + 1, columns=wide)]
    return cells


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
    if plan.kind == "empty_row":
        cells += [GridCell(row + 1, shift + n, "") for n in range(len(labels))]
    return cells + [_placed(values[key], row, column) for column, key in enumerate(labels, shift)]


def _placed(cell: GridCell, row: int, column: int) -> GridCell:
    return replace(cell, row=row, column=column)


def _value(dice: Dice, plan: Plan, filled: Filled, key: str) -> GridCell:
    if key in ("unit_type", "has_account"):
        choice = filled.unit_type if key == "unit_type" else filled.account
        options = tuple(line.option for line in choice.lines)
        return GridCell(0, 0, choice.text, key, options=options, align="left" if key == "unit_type" else "center")
    text = filled.entry.typed[key]
    if key == "unit_department" and (plan.samples or "samples_only" in filled.entry.tags):
        parts = [*SAMPLES, text] if plan.samples != "after" else [text, *SAMPLES]
        return GridCell(0, 0, "\n".join(part for part in parts if part), key, align="left")
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
