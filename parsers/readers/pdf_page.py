"""One PDF page as glyphs and rules on upright paper.

In: a page of pdfplumber and its picture. Out: PrintedPage, with how far it was turned and what kind of page it is.
Elsewhere: what can be seen (`pdf_visible`), what was filled in (`pdf_fields`), tables (`printed_blocks`).
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from parsers.document import EMPTY_BOX, TICKED, Box
from parsers.readers import pdf_visible
from parsers.readers.pdf_characters import character
from parsers.readers.pdf_device import Painted
from parsers.readers.pdf_fields import FilledIn
from parsers.readers.pdf_rules import THIN, rules_of, tick_boxes
from parsers.readers.pdf_visible import PageInk, box_of, ink_inside, is_white
from parsers.readers.printed import Glyph, PrintedPage, Rule, overlap
from parsers.ticks import CROSSED

PageKind = Literal["text", "scanned", "blank"]
Bands = Sequence[tuple[Box, Painted]]
"""Level lines and low filled rectangles with their boxes: what strikes out or highlights a line of text."""

FEW_CHARACTERS = 20
"""A page with pictures and fewer characters than this is a scan with a page number or an app's imprint."""
MOST_UNKNOWN = 0.05
"""Share of characters whose meaning the file does not tell, above which its text is not to be used."""
DRAWN_TICK = 0.12
"""Share of dark points inside an empty square that no square itself puts there."""
HIGHEST_BAND = 60.0
UNKNOWN = "\ufffd"
STROKES = frozenset(f"{TICKED}{CROSSED}√×XxVv∨/●•")


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page with text, or what else it is."""

    printed: PrintedPage
    kind: PageKind
    turn: int = 0
    """Quarters clockwise that make the text upright."""
    pictures: float = 0.0
    """Share of the page that pictures cover."""


def read_page(number: int, ink: PageInk, filled: FilledIn) -> ReadPage:
    """The page, upright."""
    chars = list(pdf_visible.visible(ink))
    bands = _bands(ink)
    glyphs = [*(_glyph(char, covered, ink, bands) for char, covered in chars), *tick_boxes(ink), *filled.glyphs]
    glyphs = _marked(list(_overlaid(glyphs)), filled)
    turn = _turn([char for char, _ in chars])
    kind = _kind(ink, glyphs)
    width, height = (ink.height, ink.width) if turn % 2 else (ink.width, ink.height)
    turned = tuple(_turned_glyph(glyph, turn, ink) for glyph in glyphs)
    rules = tuple(Rule(*_turned((r.x0, r.top, r.x1, r.bottom), turn, ink)) for r in rules_of(ink))
    return ReadPage(PrintedPage(number, width, height, turned, rules), kind, turn, pdf_visible.picture_share(ink))


def _glyph(char: Painted, covered: bool, ink: PageInk, bands: Bands) -> Glyph:
    text = character(char["text"], str(char["fontname"]))
    box = box_of(char)
    if text == EMPTY_BOX and ink_inside(ink, box) > DRAWN_TICK:
        return Glyph(TICKED, *box, doubtful=True)
    return Glyph(UNKNOWN if text is None else text, *box, looks=_looks(char, bands), doubtful=covered or text is None)


def _bands(ink: PageInk) -> Bands:
    rects = [r for r in ink.of_kind("rect") if r.get("fill") and not is_white(r, "non_stroking")]
    shapes = [*rects, *ink.of_kind("line")]
    return [(box_of(shape), shape) for shape in shapes if shape["bottom"] - shape["top"] < HIGHEST_BAND]


def _looks(char: Painted, bands: Bands) -> frozenset[str]:
    looks = {"bold"} if "bold" in str(char["fontname"]).lower() else set()
    if _is_coloured(char["non_stroking_color"]):
        looks.add("colour")
    x, y = Glyph("", *box_of(char)).centre
    at_hand = [_look_of(box, band, y, char["size"]) for box, band in bands if box[0] <= x <= box[2]]
    return frozenset(looks.union(look for look in at_hand if look))


def _look_of(box: Box, band: Painted, y: float, size: float) -> str:
    _, top, _, bottom = box
    if bottom - top <= THIN:
        return "struck" if abs((top + bottom) / 2 - y) < 0.3 * size else ""
    is_low = bottom - top < 2.2 * size and top <= y <= bottom
    return "highlight" if is_low and _is_coloured(band.get("non_stroking_color")) else ""


def _is_coloured(colour: object) -> bool:
    values = [v for v in colour if isinstance(v, int | float)] if isinstance(colour, tuple) else []
    if len(values) == 4:
        values = values[:3]
    return len(values) == 3 and max(values) - min(values) > 0.3


def _overlaid(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Marks printed into a box become a ticked box; other characters printed over each other become doubtful."""
    kept: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: (g.top, g.x0)):
        if not glyph.text.strip():
            kept.append(glyph)
            continue
        index = next((i for i in _latest(kept) if _collide(kept[i], glyph)), None)
        if index is None:
            kept.append(glyph)
        else:
            kept[index : index + 1] = _merged(kept[index], glyph)
    yield from kept


def _latest(kept: Sequence[Glyph]) -> range:
    """Only glyphs of the same or the previous lines can touch the next one."""
    return range(len(kept) - 1, max(-1, len(kept) - 300), -1)


def _collide(one: Glyph, other: Glyph) -> bool:
    # Asked of each pair on the page: the cheapest question first.
    if one.x1 <= other.x0 or other.x1 <= one.x0:
        return False
    return bool(one.text.strip()) and overlap(one.box, other.box) > 0.5


def _merged(one: Glyph, other: Glyph) -> list[Glyph]:
    boxes = [g for g in (one, other) if g.text in (EMPTY_BOX, TICKED, CROSSED)]
    if len(boxes) == 2:
        fullest = max(one.text, other.text, key=(EMPTY_BOX, CROSSED, TICKED).index)
        return [replace(one, text=fullest, doubtful=one.doubtful or other.doubtful)]
    if boxes and (one.text in STROKES or other.text in STROKES):
        return [replace(boxes[0], text=TICKED)]
    return [replace(one, doubtful=True), replace(other, doubtful=True)]


def _marked(glyphs: list[Glyph], filled: FilledIn) -> list[Glyph]:
    def touched(glyph: Glyph, boxes: Iterable[Box]) -> bool:
        return any(overlap(glyph.box, box) > 0.3 for box in boxes)

    marked = [replace(g, doubtful=True) if touched(g, filled.strokes) else g for g in glyphs]
    marked = [replace(g, looks=g.looks | {"highlight"}) if touched(g, filled.highlights) else g for g in marked]
    return marked + [Glyph("", *box, doubtful=True) for box in filled.strokes]


def _kind(ink: PageInk, glyphs: Sequence[Glyph]) -> PageKind:
    letters = [g for g in glyphs if g.text.strip()]
    pictures = pdf_visible.picture_share(ink)
    if not letters:
        return "scanned" if pictures > 0 or pdf_visible.has_ink(ink) else "blank"
    unknown = sum(g.text == UNKNOWN for g in letters) / len(letters)
    is_sparse = len(letters) < FEW_CHARACTERS and (pictures > 0.15 or len(ink.of_kind("curve")) > 200)
    is_picture = pictures > pdf_visible.PICTURE_PAGE and not _is_letterhead(ink, letters)
    return "scanned" if unknown > MOST_UNKNOWN or is_sparse or is_picture else "text"


def _is_letterhead(ink: PageInk, letters: Sequence[Glyph]) -> bool:
    """True where the picture is a background: drawn rules and much text stand on it. A recognised scan has no rules."""
    return len(letters) > 3 * FEW_CHARACTERS and len(list(rules_of(ink))) >= 6


def _turn(chars: Sequence[Painted]) -> int:
    """Quarters clockwise by which most characters must be turned to stand upright."""
    turns = Counter(round(math.degrees(math.atan2(c["matrix"][1], c["matrix"][0])) / 90) % 4 for c in chars)
    return turns.most_common(1)[0][0] if turns else 0


def _turned_glyph(glyph: Glyph, turn: int, ink: PageInk) -> Glyph:
    left, top, right, bottom = _turned(glyph.box, turn, ink)
    return replace(glyph, x0=left, top=top, x1=right, bottom=bottom)


def _turned(box: Box, turn: int, ink: PageInk) -> Box:
    left, top, right, bottom = box
    if turn == 1:
        return ink.height - bottom, left, ink.height - top, right
    if turn == 2:
        return ink.width - right, ink.height - bottom, ink.width - left, ink.height - top
    if turn == 3:
        return top, ink.width - right, bottom, ink.width - left
    return box
