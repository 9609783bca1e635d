"""A page without a usable table of rules: its lines as found by the detector, and whether they are those of the form.

In: an upright or turned page without a grid. Out: the page the right way up, its lines, and an empty Table where the
form's title or labels are among them: the form is there, but a table guessed from where words stand is not to be
trusted.
Elsewhere: ruled tables (`parsers.scan.grid`), which are the rule.
"""

from dataclasses import replace

import numpy as np

from parsers.document import Paragraph, Table
from parsers.layout import FormLayout
from parsers.scan.cell_reading import read_line
from parsers.scan.cell_text import CellText, Sheet
from parsers.scan.evidence import small_picture, where
from parsers.scan.labels import is_title, label_count
from parsers.scan.recogniser import Recogniser, TextBox
from parsers.scan.red_ink import without_red
from parsers.scan.upright import turned

MOST_LINES = 40
NEVER_CERTAIN = 0.9
READABLE = 0.6
ENOUGH_LABELS = 3
Read = tuple[TextBox, CellText]


def read_unruled(sheet: Sheet, layout: FormLayout, engine: Recogniser) -> tuple[Sheet, tuple[Paragraph | Table, ...]]:
    """The page the right way up, and what stands on it; nothing of it is certain."""
    sheet, boxes = _upright(sheet, engine)
    read = [(box, read_line(engine, sheet, box)) for box in boxes[:MOST_LINES]]
    texts = [text.text for _, text in read]
    lines = tuple(_paragraph(one, sheet) for one in read if one[1].text)
    is_form = any(is_title(text, layout) for text in texts) or label_count(texts, layout) >= ENOUGH_LABELS
    return sheet, (*lines, Table((), 0, 0)) if is_form else lines


def _upright(sheet: Sheet, engine: Recogniser) -> tuple[Sheet, list[TextBox]]:
    """Of the two turns that make its lines level, the one in which they can be read."""
    boxes = engine.find_lines(sheet.colour)
    shapes = [(box.bottom - box.top) / max(1, box.right - box.left) for box in boxes]
    best, best_found, best_score = sheet, list(boxes), -1.0
    for quarters in (1, 3) if shapes and np.median(shapes) > 1.2 else (0, 2):
        here = _turned(sheet, quarters)
        found = sorted(engine.find_lines(here.colour) if quarters else boxes, key=lambda box: box.top)
        score = _readable(engine, here, found)
        if score > best_score:
            best, best_found, best_score = here, found, score
        if score >= READABLE:
            break
    return best, best_found


def _turned(sheet: Sheet, quarters: int) -> Sheet:
    colour = turned(sheet.colour, quarters)
    clean = without_red(colour)
    return replace(sheet, colour=colour, clean=clean, rules=np.zeros_like(clean))


def _readable(engine: Recogniser, sheet: Sheet, boxes: list[TextBox]) -> float:
    widest = sorted(boxes, key=lambda box: box.left - box.right)[:4]
    return float(np.mean([read_line(engine, sheet, box).certainty for box in widest])) if widest else 0.0


def _paragraph(one: Read, sheet: Sheet) -> Paragraph:
    box, read = one
    certainty = min(NEVER_CERTAIN, read.certainty)
    return Paragraph(read.text, certainty, where(sheet, box), read.lattice, small_picture(sheet, box))
