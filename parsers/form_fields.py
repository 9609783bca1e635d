"""What the cells of a field say: text without samples and printed words, the options ticked, the certainty of all this.

In: the cells (or the line) of one field, its layout. Out: Field values, as facts for `parsers.form`.
Elsewhere: which cells are a field's (`form_below`, `form_beside`, `form_line`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.document import Cell, Document, Paragraph, Where
from parsers.form_answers import answered, is_yes_or_no
from parsers.form_labels import fold
from parsers.form_options import ticked_options
from parsers.form_rows import is_contact
from parsers.form_samples import Own, without_samples
from parsers.lattice import Lattice
from parsers.layout import FieldLayout
from parsers.ticks import DRAWING
from parsers.ticks_in_rows import in_rows

LONGEST = 4_000
"""Characters of one value that are looked at; the printed samples and options together have 300."""
DOUBTFUL = 0.6
"""Certainty where a cell holds a drawing instead of words, or perhaps a sample that somebody retyped."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a Field holds."""

    text: str
    certainty: float
    ticked: tuple[str, ...] | None = None
    samples_only: bool = False
    where: Where | None = None
    lattice: Lattice | None = None
    picture: bytes | None = None


def reading_of(cells: Sequence[Cell], field: FieldLayout, document: Document) -> Reading:
    """What these cells, parts of one value in reading order, say for the field."""
    if sum(len(cell.text) for cell in cells) > LONGEST:
        return Reading("\n".join(cell.text for cell in cells)[:LONGEST], DOUBTFUL, where=cells[0].where)
    if field.options:
        return _choice(cells, field, document)
    own = [without_samples(cell.text.replace(DRAWING, ""), field.samples, document.scanned) for cell in cells]
    text = _without_label(_together([part.text for part in own], field), field)
    is_whole = len(cells) == 1 and text == cells[0].text.strip()
    return Reading(
        text=text,
        certainty=min(_certainty(cells, own, text), DOUBTFUL if _may_be_two(cells, document) else 1.0),
        samples_only=not text and any(part.had_samples for part in own),
        where=_where([cell.where for cell in cells]),
        lattice=cells[0].lattice if is_whole else None,
        picture=next((cell.picture for cell in cells if cell.picture), None),
    )


def looks_right(text: str, field: FieldLayout) -> bool:
    """Whether a text is of the kind that the field asks for; tells whether a table was read the right way round."""
    if field.options:
        return any(fold(option) in fold(text) for option in field.options)
    return is_contact(text) and not field.samples


def _choice(cells: Sequence[Cell], field: FieldLayout, document: Document) -> Reading:
    shown = [cell.text if cell.with_struck is None else cell.with_struck for cell in cells]
    if document.scanned:
        text = "\n".join(words for words in shown if words.strip())
    else:
        text = in_rows([(cell.row, words) for cell, words in zip(cells, shown, strict=True)])
    emphasised = [piece for cell in cells for piece in cell.emphasised]
    if is_yes_or_no(field.options):
        ticked = answered(text, field.options, emphasised)
    else:
        ticked = ticked_options(text, field.options, emphasised, document.scanned)
    return Reading(
        text=text.replace(DRAWING, "").strip(),
        certainty=min((cell.certainty for cell in cells), default=1.0),
        ticked=ticked,
        where=_where([cell.where for cell in cells]),
        lattice=cells[0].lattice if len(cells) == 1 else None,
        picture=next((cell.picture for cell in cells if cell.picture), None),
    )


def line_reading(text: str, certainty: float, source: Paragraph | Cell) -> Reading:
    """What a line says; the recogniser's probabilities are those of the whole line, with its printed words."""
    return Reading(text, certainty, where=source.where, lattice=source.lattice, picture=source.picture)


def _together(parts: Sequence[str], field: FieldLayout) -> str:
    """Parts of one value: digits in a row, 单位 and 部门 with the dash of their label, others on lines of their own."""
    filled = [part for part in parts if part]
    if len(filled) > 2 and all(len(part) == 1 for part in filled):
        return "".join(filled)
    has_dash = len(filled) == 2 and any("-" in fold(label) for label in field.labels[:1])
    return "-".join(filled) if has_dash and not any("-" in fold(part) for part in filled) else "\n".join(filled)


def _without_label(text: str, field: FieldLayout) -> str:
    """The value where somebody wrote 姓名：… again before it."""
    label, colon, value = text.replace("：", ":").partition(":")
    is_label = bool(colon) and fold(label) in {fold(known) for known in field.labels}
    return text[len(label) + 1 :].strip() if is_label and value.strip() else text


def _certainty(cells: Sequence[Cell], own: Sequence[Own], text: str) -> float:
    lowest = min((cell.certainty for cell in cells), default=1.0)
    is_drawn = not text and any(DRAWING in cell.text for cell in cells)
    return min(lowest, DOUBTFUL) if is_drawn or any(part.is_doubtful for part in own) else lowest


def _may_be_two(cells: Sequence[Cell], document: Document) -> bool:
    """Whether the cells stand side by side on a scan: a stamp may have hidden the rule between two labels."""
    side_by_side = len({cell.column for cell in cells if cell.text.strip()}) > 1
    return document.scanned and side_by_side and any(len(cell.text.strip()) > 1 for cell in cells)


def _where(places: Sequence[Where | None]) -> Where | None:
    """The box around all that stand on the first one's page."""
    known = [place for place in places if place is not None]
    boxes = [place.box for place in known if place.page == known[0].page]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Where(known[0].page, (min(lefts), min(tops), max(rights), max(bottoms)))
