"""Tick boxes by their pixels: which of the printed options are ticked, or that nobody can tell.

In: a cell as read (CellText), the page (Sheet), the options. Out: Marks, with the text that readers of cells expect.
Elsewhere: where the options stand (`options`), where their boxes stand (`box_ring`), other strokes (`mark_strokes`),
which state an option is in (`box_states`), which field a cell answers (`parsers.form`).
The recogniser's own □ ☑ √ are not used: it drops them, or reads them into the next character.
"""

from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np

from parsers.document import EMPTY_BOX, TICKED
from parsers.scan.box_cell import Seen, State
from parsers.scan.box_eye import chances_ticked
from parsers.scan.box_ring import Ink
from parsers.scan.box_states import states_of
from parsers.scan.cell_text import CellText, Sheet
from parsers.scan.line_ink import Mask, dark
from parsers.scan.options import Found, find_options
from parsers.scan.page import Pixels, blue_ink, darkest_channel, flattened, shows_colour
from parsers.scan.recogniser import Recogniser, TextBox
from parsers.scan.red_ink import red_channel, stamps_on

FAINT_SHARE = 0.2
CERTAIN_MARKS, DOUBTFUL_MARKS = 0.99, 0.5
FEWEST = 2
"""Options of a list of which one may be guessed."""
SPARE_CHARACTERS = 1
"""Characters that may be left over: the trace of a tick, read as one."""
STAMP_REACH = 5.0
BESIDE, NEAR_BORDER, LEAST_BESIDE = 1.4, 0.2, 0.4
COLOURED_REACH = 0.45
"""Of coloured ink that the clean page does not show, in characters: a pen's tick, if it stands apart from stamps."""
ON_LINE, NOT_FAR = 0.9, 3.0
"""Characters above and below the middle of a line, and to either side of its words, where a tick may be an option's."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The options of one cell and their states, in reading order; `rest`: what else is written there."""

    states: tuple[tuple[str, State], ...]
    rest: str

    @property
    def text(self) -> str:
        """One option a line, its box before it; the only one that is left counts as chosen, with or without a box."""
        sign = {"ticked": TICKED, "empty": EMPTY_BOX, "bare": "", "unclear": EMPTY_BOX, "alone": ""}
        return "\n".join([*(sign[state] + option for option, state in self.states), *([self.rest] * bool(self.rest))])


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look for. `engine`: sees the boxes too; without one their ink alone tells."""

    options: tuple[str, ...]
    engine: Recogniser | None = None


def read_marks(sheet: Sheet, read: CellText, asked: Asked, box: TextBox) -> tuple[Marks, float] | None:
    """The marks and how certain they are; None where the cell does not hold these options."""
    found = find_options(read, asked.options, sheet.character)
    if not found.places or _only_names_one(found):
        return None
    place = np.s_[box.top : box.bottom, box.left : box.right]
    colour, clean, stamps = sheet.colour[place], sheet.clean[place], _stamps(sheet, box)
    ink, in_colour = _ink(clean, colour, stamps, sheet), shows_colour(sheet.colour)
    eye = partial(chances_ticked, asked.engine, sheet, box) if asked.engine else None
    seen = Seen(ink, box, read, found, stamps, in_colour, blue_ink(colour), eye)
    states, is_plain = states_of(seen)
    if len(found.places) == 1 and states[0] == "empty" and is_plain:
        states = ("alone",)
    marks = Marks(
        tuple((at.option, state) for at, state in zip(found.places, states, strict=True)),
        found.rest if len(found.rest) > SPARE_CHARACTERS else "",
    )
    certain = (
        is_plain
        and len(found.places) in (1, len(asked.options))
        and not found.guessed
        and not _has_coloured_stroke(seen, colour, sheet.rules[place])
        and ("ticked" in states or not _is_crossed_at_a_side(sheet, box))
    )
    return (marks, CERTAIN_MARKS) if certain else (_with_hidden(marks, asked.options), DOUBTFUL_MARKS)


def _with_hidden(marks: Marks, options: tuple[str, ...]) -> Marks:
    """The marks; where all boxes but one are seen and empty, the one whose words a blot hides is most likely ticked."""
    hidden = [option for option in options if option not in dict(marks.states)]
    if len(hidden) != 1 or len(options) <= FEWEST or any(state != "empty" for _, state in marks.states):
        return marks
    return replace(marks, states=(*marks.states, (hidden[0], "ticked")))


def _is_crossed_at_a_side(sheet: Sheet, box: TextBox) -> bool:
    """Whether a stroke of the size of a tick lies at a side of the cell, just beyond it: a tick that had no room."""
    width, reach = sheet.clean.shape[1], round(BESIDE * sheet.character)
    least = LEAST_BESIDE * sheet.character
    for side in (box.left, box.right):
        strip = sheet.clean[box.top : box.bottom, max(0, side - reach) : min(width, side + reach)]
        edge = side - max(0, side - reach)
        count, _, found, _ = cv2.connectedComponentsWithStats(dark(strip).astype(np.uint8))
        for left, _, wide, high, _ in found[1:count].tolist():
            near = left <= edge + NEAR_BORDER * sheet.character and left + wide >= edge - NEAR_BORDER * sheet.character
            if near and min(wide, high) >= least and (left < edge < left + wide or side == box.right):
                return True
    return False


def _only_names_one(found: Found) -> bool:
    """Whether this is another text that names an option, as the name of a unit may."""
    return len(found.places) == 1 and len(found.rest) > SPARE_CHARACTERS


def _stamps(sheet: Sheet, box: TextBox) -> Mask:
    """Where stamps lie on a cell; how far they reach is seen from more than the cell."""
    reach = round(STAMP_REACH * sheet.character)
    top, left = max(0, box.top - reach), max(0, box.left - reach)
    around = stamps_on(sheet.colour[top : box.bottom + reach, left : box.right + reach], sheet.character)
    return np.asarray(
        around[box.top - top :, box.left - left :][: box.bottom - box.top, : box.right - box.left], np.bool_
    )


def _ink(clean: Pixels, colour: Pixels, stamps: Mask, sheet: Sheet) -> Ink:
    """Under stamps, boxes are looked for in red light too, where their lines are not cut to pieces."""
    faint = dark(clean, FAINT_SHARE)
    red = red_channel(colour) if stamps.any() else None
    if red is not None:
        faint = faint | (dark(red) & stamps)
    return Ink(dark(clean), faint, sheet.character)


def _has_coloured_stroke(seen: Seen, colour: Pixels, rules: Pixels) -> bool:
    """Whether there is ink that only its colour shows, and that no stamp left there."""
    if seen.stamps.any():
        return False
    darkest = flattened(darkest_channel(colour))
    darkest[rules > 0] = 255
    around = cv2.dilate((seen.ink.faint | seen.stamps).astype(np.uint8), np.ones((5, 5), np.uint8))
    other = (dark(darkest) & (around == 0)).astype(np.uint8)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(other)
    least = COLOURED_REACH * seen.ink.character
    return any(max(wide, high) > least and _is_near_an_option(seen, (left, top, left + wide, top + high))
               for left, top, wide, high, _ in boxes[1:count].tolist())  # fmt: skip


def _is_near_an_option(seen: Seen, box: tuple[int, int, int, int]) -> bool:
    """Whether it stands on a line of an option's words, or not far from them on either side."""
    size = seen.ink.character
    for span in (span for place in seen.places for span in place.spans):
        (left, right), middle = seen.across(span), seen.middle(span)
        is_level = box[1] < middle + ON_LINE * size and box[3] > middle - ON_LINE * size
        if is_level and box[0] < right + NOT_FAR * size and box[2] > left - NOT_FAR * size:
            return True
    return False
