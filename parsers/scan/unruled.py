"""A form whose table has no rules, or whose rules were lost: put together from lines found by the detector.

In: an upright or turned page without a usable grid. Out: its lines, and a table where enough labels are among them.
Elsewhere: ruled tables (`parsers.scan.grid`), which are the rule. Nothing read here is ever certain: a person looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from parsers.document import Cell, Paragraph, Table
from parsers.layout import FormLayout
from parsers.scan.cell_text import CellText, Sheet, read_line
from parsers.scan.evidence import small_picture, where
from parsers.scan.labels import field_labelled, label_count
from parsers.scan.page import without_red
from parsers.scan.recogniser import Recogniser, TextBox
from parsers.scan.upright import turned

MOST_LINES = 70
NEVER_CERTAIN = 0.9
READABLE = 0.6
ENOUGH_LABELS = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """One line found and read."""

    box: TextBox
    read: CellText

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre, in pixels."""
        return (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2


def read_unruled(sheet: Sheet, layout: FormLayout, engine: Recogniser) -> tuple[Sheet, tuple[Paragraph | Table, ...]]:
    """The page the right way up, and what stands on it."""
    sheet, boxes = _upright(sheet, engine)
    pieces = [Piece(box, read_line(engine, sheet, box)) for box in boxes[:MOST_LINES]]
    pieces = [piece for piece in pieces if piece.read.text]
    table = _table(pieces, sheet, layout)
    if table is None:
        return sheet, tuple(_paragraph(piece, sheet) for piece in pieces)
    top = min((cell.where.box[1] for cell in table.cells if cell.where), default=1.0) * sheet.colour.shape[0]
    above = [piece for piece in pieces if piece.box.bottom <= top + 2]
    return sheet, (*(_paragraph(piece, sheet) for piece in above), table)


def _upright(sheet: Sheet, engine: Recogniser) -> tuple[Sheet, list[TextBox]]:
    boxes = engine.find_lines(sheet.colour)
    shapes = [(box.bottom - box.top) / max(1, box.right - box.left) for box in boxes]
    quarters = (1, 3) if shapes and np.median(shapes) > 1.2 else (0, 2)
    best, best_found, best_score = sheet, list(boxes), -1.0
    for quarter in quarters:
        colour = turned(sheet.colour, quarter)
        clean = without_red(colour)
        here = replace(sheet, colour=colour, clean=clean, rules=np.zeros_like(clean))
        found = sorted(engine.find_lines(colour) if quarter else boxes, key=lambda box: box.top)
        widest = sorted(found, key=lambda box: box.left - box.right)[:4]
        score = float(np.mean([read_line(engine, here, box).certainty for box in widest])) if widest else 0.0
        if score > best_score:
            best, best_found, best_score = here, found, score
        if score >= READABLE:
            break
    return best, best_found


def _paragraph(piece: Piece, sheet: Sheet) -> Paragraph:
    read = piece.read
    certainty = min(NEVER_CERTAIN, read.certainty)
    return Paragraph(read.text, certainty, where(sheet, piece.box), read.lattice, small_picture(sheet, piece.box))


def _table(pieces: list[Piece], sheet: Sheet, layout: FormLayout) -> Table | None:
    labels = [piece for piece in pieces if field_labelled(piece.read.text, layout)]
    if label_count((piece.read.text for piece in labels), layout) < ENOUGH_LABELS:
        return None
    xs, ys = zip(*(label.middle for label in labels), strict=True)
    size = float(np.median([label.box.bottom - label.box.top for label in labels]))
    if np.ptp(ys) <= 2.5 * size or np.ptp(xs) > np.ptp(ys):
        return _in_columns(pieces, labels, size, sheet)
    return _in_rows(pieces, labels, sheet)


def _in_columns(pieces: list[Piece], labels: list[Piece], size: float, sheet: Sheet) -> Table:
    """Labels side by side, values below them."""
    first = min(label.box.top for label in labels) - 2.5 * size
    last = max(label.box.bottom for label in labels) + 2.0 * size
    heads = _grouped([piece for piece in pieces if first <= piece.middle[1] <= last])
    below = [piece for piece in pieces if piece.middle[1] > last]
    middles = [float(np.mean([piece.middle[0] for piece in head])) for head in heads]
    values: list[list[Piece]] = [[] for _ in heads]
    for piece in below:
        values[int(np.argmin([abs(piece.middle[0] - middle) for middle in middles]))].append(piece)
    cells = [_cell(head, (0, column), sheet) for column, head in enumerate(heads)]
    cells += [_cell(value, (1, column), sheet) for column, value in enumerate(values)]
    return Table(tuple(cells), 2, len(heads))


def _in_rows(pieces: list[Piece], labels: list[Piece], sheet: Sheet) -> Table:
    """Labels one above another, values to their right."""
    labels = sorted(labels, key=lambda label: label.middle[1])
    right = max(label.box.right for label in labels)
    values: list[list[Piece]] = [[] for _ in labels]
    for piece in pieces:
        if piece.box.left >= right - 5 and piece.middle[1] >= labels[0].box.top:
            nearest = np.argmin([abs(piece.middle[1] - label.middle[1]) for label in labels])
            values[int(nearest)].append(piece)
    pairs = enumerate(zip(labels, values, strict=True))
    cells = [
        cell
        for row, (label, value) in pairs
        for cell in (_cell([label], (row, 0), sheet), _cell(value, (row, 1), sheet))
    ]
    return Table(tuple(cells), len(labels), 2)


def _grouped(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces whose widths overlap, from left to right."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.box.left):
        if groups and piece.box.left < max(other.box.right for other in groups[-1]):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _cell(pieces: Sequence[Piece], place: tuple[int, int], sheet: Sheet) -> Cell:
    ordered = sorted(pieces, key=lambda piece: piece.box.top)
    text = "\n".join(piece.read.text for piece in ordered)
    if not ordered:
        return Cell("", *place, certainty=NEVER_CERTAIN)
    box = TextBox(
        min(piece.box.left for piece in ordered), ordered[0].box.top,
        max(piece.box.right for piece in ordered), max(piece.box.bottom for piece in ordered),
    )  # fmt: skip
    lattice = ordered[0].read.lattice if len(ordered) == 1 else None
    certainty = min(NEVER_CERTAIN, *(piece.read.certainty for piece in ordered))
    return Cell(text, *place, 1, 1, certainty, where(sheet, box), lattice, picture=small_picture(sheet, box))
