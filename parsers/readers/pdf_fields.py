"""What was filled in over a PDF page: form fields and annotations.

In: a page of pdfplumber. Out: glyphs for typed values and check boxes, boxes of strokes drawn by hand.
Elsewhere: the page's own text (`pdf_page`), stamps and electronic seals (they are seen in the page's picture).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text
from pdfplumber.page import Page

from parsers.document import EMPTY_BOX, TICKED, Box
from parsers.readers.printed import Glyph

UNSEEN = 0b100010
"""Annotation flags Hidden and NoView (ISO 32000-1, table 165)."""
PUSH_BUTTON = 1 << 16
STROKES = ("Ink", "Line", "PolyLine", "Polygon", "Circle", "Square", "StrikeOut")
MOST_ANCESTORS = 8
MOST_ANNOTATIONS = 500

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What lies over the page's own content."""

    glyphs: tuple[Glyph, ...] = ()
    strokes: tuple[Box, ...] = ()
    """Drawn by hand: nobody knows what they mean without looking."""
    highlights: tuple[Box, ...] = ()


def filled_in(page: Page) -> FilledIn:
    """All visible fields and annotations of the page; what is malformed is left out."""
    entries = [(box, entry) for box, entry in _annotations(page) if not _number(entry.get("F")) & UNSEEN]
    return FilledIn(
        tuple(glyph for box, entry in entries for glyph in _glyphs(box, entry)),
        tuple(box for box, entry in entries if _name(entry.get("Subtype")) in STROKES),
        tuple(box for box, entry in entries if _name(entry.get("Subtype")) == "Highlight"),
    )


def _annotations(page: Page) -> Iterable[tuple[Box, Entry]]:
    try:
        found = page.annots[:MOST_ANNOTATIONS]
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return []
    return [((a["x0"], a["top"], a["x1"], a["bottom"]), a["data"]) for a in found]


def _glyphs(box: Box, entry: Entry) -> Iterator[Glyph]:
    subtype = _name(entry.get("Subtype"))
    if subtype == "FreeText":
        yield from _typed(box, _string(entry.get("Contents")))
    elif subtype == "Widget" and _name(_inherited(entry, "FT")) in ("Tx", "Ch"):
        yield from _typed(box, _string(_inherited(entry, "V")))
    elif subtype == "Widget" and _is_tick_box(entry):
        state = _name(resolve1(entry.get("AS")) or _inherited(entry, "V"))
        yield Glyph(EMPTY_BOX if state in ("", "Off") else TICKED, *box)


def _is_tick_box(entry: Entry) -> bool:
    return _name(_inherited(entry, "FT")) == "Btn" and not _number(_inherited(entry, "Ff")) & PUSH_BUTTON


def _typed(box: Box, text: str) -> Iterator[Glyph]:
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    left, top, right, bottom = box
    step = (bottom - top) / len(lines)
    for index, line in enumerate(lines):
        if line:
            yield Glyph(line, left, top + index * step, right, top + (index + 1) * step)


def _inherited(entry: Entry, key: str) -> Any:
    """The value of a key of the field or of the fields above it."""
    for _ in range(MOST_ANCESTORS):
        if key in entry:
            return resolve1(entry[key])
        parent = resolve1(entry.get("Parent"))
        if not isinstance(parent, dict):
            return None
        entry = parent
    return None


def _name(value: Any) -> str:
    value = resolve1(value)
    if isinstance(value, PSLiteral):
        value = value.name
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value if isinstance(value, str) else ""


def _number(value: Any) -> int:
    value = resolve1(value)
    return value if isinstance(value, int) else 0


def _string(value: Any) -> str:
    value = resolve1(value)
    if isinstance(value, list):
        return "\n".join(_string(item) for item in value)
    return decode_text(value) if isinstance(value, bytes) else value if isinstance(value, str) else ""
