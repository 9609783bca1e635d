"""What crosses a line of text: a fold from one side of its cell to the other adds a stroke, and 人 is 大; a streak
of the scanner hides one, and 授 is 受.

In: the page, a cell as read, its box. Out: the cell, lines that are crossed in doubt.
Elsewhere: folds that look like rules (`grid_rules`), lines cut in spite of a fold (`line_ink`), streaks (`streaks`).
"""

from dataclasses import replace

import numpy as np

from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_changed
from parsers.scan.recogniser import TextBox

DARKER_BY, ACROSS = 12, 0.85
"""Grey levels by which a fold is darker than the paper; the share of the cell's width along which it is."""
NEAR_SIDE = 0.32
"""Characters from the cell's sides, where its rules were: a fold begins there, a line under words further in."""
HALF, STROKE = 127, 0.08
"""Where a mask that was turned counts; the least width of a plumb stroke, in characters."""
BEYOND = (0.4, 1.4)
"""Characters beyond the cell's side, past its rule, where a fold goes on."""
WITHIN = 0.1
"""Of a line's height: a fold so near to its upper or lower end touches no stroke."""


def with_crossings_in_mind(sheet: Sheet, read: CellText, box: TextBox) -> CellText:
    """The cell as it was where no line is crossed."""
    crossed = [_is_on_a_fold(sheet, line, box) or _is_under_a_streak(sheet, line) for line in read.lines]
    lines = zip(read.lines, crossed, strict=True)
    return with_changed(read, tuple(replace(line, at_side=True) if is_crossed else line for line, is_crossed in lines))


def _is_under_a_streak(sheet: Sheet, line: ReadLine) -> bool:
    """Whether it is so wide that a stroke may lie under it whole; of a wider one an edge is left, and was drawn across.
    One along the line always is."""
    if sheet.hidden is None:
        return False
    hidden = sheet.hidden[line.box.top : line.box.bottom, line.box.left : line.box.right] > HALF
    return int(hidden.sum(axis=1).max(initial=0)) > STROKE * sheet.character


def _is_on_a_fold(sheet: Sheet, line: ReadLine, box: TextBox) -> bool:
    spare = round(WITHIN * (line.box.bottom - line.box.top))
    cell = sheet.clean[box.top : box.bottom, box.left : box.right]
    strip = sheet.clean[line.box.top + spare : line.box.bottom - spare, box.left : box.right]
    if strip.size == 0:
        return False
    darker = strip < float(np.median(cell[::4, ::4])) - DARKER_BY
    across = darker[darker.mean(axis=1) >= ACROSS]
    side = NEAR_SIDE * sheet.character
    ends = [places[[0, -1]] for places in map(np.flatnonzero, across)]
    from_side_to_side = any(first <= side and last >= strip.shape[1] - 1 - side for first, last in ends)
    return from_side_to_side and _goes_on(sheet, line, box, spare)


def _goes_on(sheet: Sheet, line: ReadLine, box: TextBox, spare: int) -> bool:
    """Whether it is seen beyond the cell too, on both sides: a line under words is not."""
    near, far = (round(share * sheet.character) for share in BEYOND)
    rows = slice(line.box.top + spare, line.box.bottom - spare)
    sides = (sheet.clean[rows, max(0, box.left - far) : max(0, box.left - near)],
             sheet.clean[rows, box.right + near : box.right + far])  # fmt: skip
    return all(
        side.shape[1] < (far - near) / 2
        or bool(((side < float(np.median(side)) - DARKER_BY).mean(axis=1) >= ACROSS).any())
        for side in sides
    )
