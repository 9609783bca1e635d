"""The looks of one form: orientation, fonts, sizes, rules, where the unit's name stands.

In: Dice. Out: Plan. Elsewhere: printing it (`tests.exam.layout`, `tests.exam.heading`).
"""

from dataclasses import dataclass

from tests.exam.dice import Dice
from tests.exam.grid import GridStyle
from tests.exam.typeface import Ink

ARPHIC = ("song", "kai")
"""Free fonts in the place of SimSun and KaiTi; their l and 1 are one shape, so their Latin is rare here."""


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
    samples: str
    """Printed samples kept in the department's cell: before or after what was typed, or not."""


def a_plan(dice: Dice) -> Plan:
    """Chooses the looks."""
    landscape = dice.chance(0.62)
    kind = dice.weighted(
        {
            "plain": 78,
            "transposed": 9,
            "paired": 1.5,
            "two_header": 2,
            "empty_row": 2,
            "extra": 6,
            "sample_row": 3,
            "borderless": 0.2,
            "three_lines": 0.3,
        }
    )
    unit_place = dice.weighted({"line": 84, "row": 6, "row_cells": 3, "title_side": 2, "right": 2, "underlined": 3})
    han = dice.weighted({"serif": 22, "sans": 14, "zenhei": 14, "song": 30, "kai": 20})
    latin = dice.weighted(
        {"same": 34, "times": 34, "arial": 12, "courier": 6, "mono": 5, "serif_condensed": 4, "condensed": 3, "sans": 2}
    )
    if han in ARPHIC and latin == "same" and dice.chance(0.8):
        latin = "times"
    size = dice.weighted(
        {9: 8, 10.5: 30, 11: 10, 12: 36, 14: 16} if landscape else {9: 18, 10.5: 44, 11: 12, 12: 24, 14: 2}
    )
    rule = dice.weighted({0.5: 60, 0.75: 15, 1.0: 18, 1.5: 7})
    style = GridStyle(
        rule=rule, outer=dice.pick((rule, rule, 1.5)), leading=dice.weighted({1.2: 30, 1.3: 40, 1.5: 22, 1.8: 8}),
        anywhere=dice.chance(0.35), borders={"borderless": "none", "three_lines": "three"}.get(kind, "all"),
        middle=dice.chance(0.85), box=dice.weighted({"han": 70, "small": 15, "shadow": 8, "bold": 7}),
        padding=dice.weighted({5.4: 75, 3: 10, 1.5: 5, 8: 10}), above=dice.uniform(0.5, 6),
        least=_least(dice, kind),
    )  # fmt: skip
    samples = dice.weighted({"": 94, "before": 4, "after": 2})
    margin = dice.uniform(42, 90) if landscape else dice.uniform(36, 80)
    return Plan(landscape, kind, unit_place, (han, latin, size), margin, style, dice.chance(0.1), samples)


def _least(dice: Dice, kind: str) -> tuple[float, ...]:
    """Least heights of the rows, in points; the last holds for all that follow."""
    if kind in ("transposed", "paired"):
        return (dice.uniform(16, 40),)
    return dice.uniform(16, 50), dice.choice((20, 20, dice.uniform(60, 190)))


def a_black(dice: Dice) -> Ink:
    """Toner: black, or a worn grey."""
    grey = dice.weighted({0: 60, 20: 20, 45: 14, 75: 6})
    return (grey, grey, grey)
