"""The pictures of single characters on a line of Latin letters and digits, and how alike two of them are.

In: the page, a line as read. Out: Glyphs, each with the place of its character in the line's text, its own picture and
one with its neighbours; likeness of two.
Elsewhere: what follows from a likeness (`look_alikes`), the network that tells a character by its shape (`recogniser`,
trained by `tests.glyphs`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.cell_text import ReadLine, Sheet
from parsers.scan.line_ink import dark
from parsers.scan.lines import in_pixels
from parsers.scan.page import Pixels

LEAST_INK = 3
"""Pixels; less is dirt."""
ABOVE_EACH_OTHER = 0.5
"""Of the narrower stroke's width: the dot of an i and its stem are one character."""
UNDERLINE = 1.5
"""Heights of a line that no stroke of a letter is long."""
FINER, PAPER, ROOM = 3, 2, 6
WIDTH = 0.5
SEEN_HIGH, SEEN_ROUND = 32, 0.14
"""Pixels of a character with its neighbours; paper above and below the line, as a share of its height."""

Span = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """One character: its place in the text of its line, and its picture, the darkness of its ink from 0 to 255."""

    character: str
    place: int
    picture: NDArray[np.float32]
    in_its_line: Pixels
    """As the network for single characters wants it (`in_its_line`)."""


def glyphs_of(sheet: Sheet, line: ReadLine) -> tuple[Glyph, ...]:
    """The characters whose ink stands apart from that of all others; the places are those of the text as read."""
    box = line.box
    piece = sheet.clean[box.top : box.bottom, box.left : box.right]
    if piece.size == 0:
        return ()
    spans = spans_of(piece)
    read = [(place, one) for place, one in enumerate(line.reading.text) if not one.isspace()]
    if len(spans) == len(read):
        pairs = list(zip(read, spans, strict=True))
    else:
        pairs = _by_place(line, read, spans)
    return tuple(
        Glyph(one, place, _picture(piece, span), in_its_line(piece, (span[0] + span[2]) / 2))
        for (place, one), span in pairs
    )


def in_its_line(line: Pixels, middle: float) -> Pixels:
    """A character in the middle, with what stands beside it: 32 × 64 pixels, 255 is paper. `line`: a line of text, cut
    closely; `middle`: of the character, in pixels from the left."""
    above = max(1, round(SEEN_ROUND * line.shape[0]))
    beside = line.shape[0] + 2 * above
    paper = cv2.copyMakeBorder(line, above, above, beside, beside, cv2.BORDER_CONSTANT, value=255)
    cut = paper[:, round(middle) : round(middle) + 2 * beside]
    how = cv2.INTER_AREA if beside > SEEN_HIGH else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(cut, (2 * SEEN_HIGH, SEEN_HIGH), interpolation=how), np.uint8)


def level_stroke(height: int) -> NDArray[np.uint8]:
    """What no stroke of a letter on a line of this height, in pixels, is long enough for."""
    return np.ones((1, max(3, round(UNDERLINE * height))), np.uint8)


def likeness(one: Glyph, other: Glyph) -> float:
    """Correlation of two pictures at the place where they fit best: 1.0 for the same picture."""
    height = max(one.picture.shape[0], other.picture.shape[0])
    width = max(one.picture.shape[1], other.picture.shape[1], round(WIDTH * height))
    wide = _centred(one.picture, height + PAPER + ROOM, width + PAPER + ROOM)
    narrow = _centred(other.picture, height + PAPER, width + PAPER)
    return float(cv2.matchTemplate(wide, narrow, cv2.TM_CCOEFF_NORMED).max())


def spans_of(piece: Pixels) -> list[Span]:
    """The ink of each character on a line of text that stands apart from the others, without an underline."""
    mask = dark(piece).astype(np.uint8)
    mask[cv2.morphologyEx(mask, cv2.MORPH_OPEN, level_stroke(piece.shape[0])) > 0] = 0
    count, _, found, _ = cv2.connectedComponentsWithStats(mask)
    strokes = sorted((int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, ink in found[1:count] if ink >= LEAST_INK)
    spans: list[Span] = []
    for stroke in strokes:
        if spans and _is_above(spans[-1], stroke):
            last = spans.pop()
            stroke = (
                min(last[0], stroke[0]),
                min(last[1], stroke[1]),
                max(last[2], stroke[2]),
                max(last[3], stroke[3]),
            )
        spans.append(stroke)
    return spans


def _is_above(one: Span, other: Span) -> bool:
    narrower = min(one[2] - one[0], other[2] - other[0])
    return min(one[2], other[2]) - max(one[0], other[0]) >= ABOVE_EACH_OTHER * narrower


def _by_place(
    line: ReadLine, read: Sequence[tuple[int, str]], spans: Sequence[Span]
) -> list[tuple[tuple[int, str], Span]]:
    """Where letters touch: those strokes within which the middle of just one character lies."""
    high, wide = line.box.bottom - line.box.top, line.box.right - line.box.left
    within: dict[int, list[tuple[int, str]]] = {}
    for place, one in read:
        middle = in_pixels(line.reading.positions[place], high, wide)
        nearest = min(range(len(spans)), key=lambda at: abs(sum(spans[at][::2]) / 2 - middle), default=None)
        if nearest is not None:
            within.setdefault(nearest, []).append((place, one))
    return [(there[0], spans[at]) for at, there in within.items() if len(there) == 1]


def _picture(piece: Pixels, span: Span) -> NDArray[np.float32]:
    left, top, right, bottom = span
    cut = piece[max(0, top - PAPER) : bottom + PAPER, max(0, left - PAPER) : right + PAPER]
    return np.asarray(255 - cut.astype(np.float32), np.float32)


def _centred(picture: NDArray[np.float32], height: int, width: int) -> NDArray[np.float32]:
    out = np.zeros((height, width), np.float32)
    top, left = (height - picture.shape[0]) // 2, (width - picture.shape[1]) // 2
    out[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return np.asarray(cv2.resize(out, None, fx=FINER, fy=FINER, interpolation=cv2.INTER_CUBIC), np.float32)
