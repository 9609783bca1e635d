"""A cell, or the strip above the table, cut into lines of text by where its ink lies.

In: a clean grey page (evenly lit, without red ink and rules) and a box on it. Out: boxes of its lines, top to bottom.
Elsewhere: ink and dirt (`line_ink`), reading the lines (`parsers.scan.recogniser`).
"""

from dataclasses import dataclass
from itertools import pairwise, zip_longest

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.line_ink import Mask, dark, with_dark_heart, without_dirt
from parsers.scan.page import Pixels
from parsers.scan.recogniser import TextBox

LEAST_HEIGHT = 4
"""Pixels of a character that anybody could read."""
SPECK, FAR_SPECK, FAR = 0.17, 0.32, 1.5
"""Marks smaller than this share of a character, alone, are dirt; so are larger ones, so many characters from any."""
FLAT, DOT = 0.3, 0.32
"""A line of text is higher than this; what is not, is what is left of a rule, or a dash that was wrapped."""
HIGHEST, UNDERLINED = 1.35, 1.7
"""Height of a line of text, and of one with what is drawn under it, in characters."""
TALL, SMALL_PRINT = 1.55, 0.8
"""Characters that are more than one line; the least of the usual height that they have: small letters are lower."""
PALE, OVERLAP = 0.15, 0.25
DASH, DASH_REACH, DASH_GAP = 0.25, 2.2, 1.0
"""Characters: the least length of a dash; how far from a line's end it is looked for; how far off it may begin."""
SIDE_REACH, SIDE_HEIGHT, SIDE_SPARE = 0.5, 0.6, 0.15
"""Characters from a line's end to a letter at the cell's side, and its greatest width; of the line's height: the least
height of such a letter, and how far it may reach above and below."""
MARGIN, LEAST_ASPECT = 0.14, 2.4

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LineCut:
    """The lines of one cell and the height of a character in it, in pixels (0 where there is no text)."""

    lines: tuple[TextBox, ...]
    character: float
    at_side: frozenset[TextBox] = frozenset()
    """The lines that have at an end, close to a side of the cell, what may be a letter or the rest of a rule."""


@dataclass(frozen=True, slots=True, eq=False)
class Inked:
    """The ink in one box, and the height of characters by its strokes alone (0 where it has none)."""

    mask: Mask
    character: float


def inked(clean: Pixels, box: TextBox) -> Inked:
    """The ink of letters within `box`."""
    piece = clean[box.top : box.bottom, box.left : box.right]
    mask = with_dark_heart(without_dirt(dark(piece)), piece)
    return Inked(mask, _character_height(mask))


def cut_lines(clean: Pixels, box: TextBox, usual: float = 0.0, seen: Inked | None = None) -> LineCut:
    """Lines of text within `box`. `usual`: the height of characters elsewhere on the page, if known; `seen`: the box's
    ink, if it was looked at before."""
    piece = clean[box.top : box.bottom, box.left : box.right]
    seen = seen or inked(clean, box)
    mask, character = seen.mask, seen.character or usual
    if usual and not 0.6 < character / usual < 1.9:
        character = usual
    if not mask.any() or character < LEAST_HEIGHT:
        return LineCut((), 0.0)
    spans = [
        part
        for span in _joined(_runs(np.atleast_1d(mask.any(axis=1))), character)
        for part in _split(mask, span, max(character, SMALL_PRINT * usual))
    ]
    boxes = [_line(mask, span, character) for span in spans]
    faint = dark(piece, PALE)
    found = [_with_pale_dash(faint, one, character) for one in _without_overlap([one for one in boxes if one])]
    whole = [_with_letter_at_side(faint, one, character) for one in found]
    lines = [TextBox(b.left + box.left, b.top + box.top, b.right + box.left, b.bottom + box.top) for b in whole]
    grown = frozenset(line for line, one, other in zip(lines, found, whole, strict=True) if one != other)
    return LineCut(tuple(lines), character, grown)


def _without_overlap(lines: list[TextBox]) -> list[TextBox]:
    """Lines that overlap are the upper and the lower part of one, such as 木 and the dots of 杰."""
    out: list[TextBox] = []
    for line in lines:
        last = out[-1] if out else None
        if last and last.bottom - line.top > OVERLAP * min(last.bottom - last.top, line.bottom - line.top):
            out[-1] = TextBox(
                min(last.left, line.left), last.top, max(last.right, line.right), max(last.bottom, line.bottom)
            )
        else:
            out.append(line)
    return out


def _with_pale_dash(faint: Mask, line: TextBox, character: float) -> TextBox:
    """The line with a dash at either end, which as a level hair of a stroke is paler in print than all letters."""
    high, reach = line.bottom - line.top, round(DASH_REACH * character)
    strip = faint[line.top + round(0.25 * high) : line.bottom - round(0.2 * high)]
    after = _dash_length(strip[:, line.right : line.right + reach], character)
    before = _dash_length(strip[:, max(0, line.left - reach) : line.left][:, ::-1], character)
    return TextBox(line.left - before, line.top, line.right + after, line.bottom)


def _with_letter_at_side(faint: Mask, line: TextBox, character: float) -> TextBox:
    """The line with a thin letter at either end that stands so close to the cell's side that it passes for its rule."""
    high, width = line.bottom - line.top, faint.shape[1]
    reach, spare = round(SIDE_REACH * character), round(SIDE_SPARE * high)
    strip = faint[max(0, line.top - spare) : line.bottom + spare]
    before = _letter_length(strip[:, : line.left][:, ::-1], high, reach) if line.left <= 2 * reach else 0
    after = _letter_length(strip[:, line.right :], high, reach) if width - line.right <= 2 * reach else 0
    return TextBox(line.left - before, line.top, line.right + after, line.bottom)


def _letter_length(strip: Mask, line_height: int, reach: int) -> int:
    """How far the first letter from the left reaches; 0 where there is none that ends above and below in the strip."""
    if strip.size == 0:
        return 0
    _, _, found, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(strip).astype(np.uint8))
    for left, above, wide, high, _ in sorted(found[1:].tolist()):
        inside = above > 0 and above + high < strip.shape[0]
        if inside and high >= SIDE_HEIGHT * line_height and wide <= reach and 0 < left <= reach:
            return int(left + wide)
    return 0


def _dash_length(strip: Mask, character: float) -> int:
    """How far the first dash from the left reaches; 0 where there is none that ends within the strip."""
    if strip.size == 0:
        return 0
    count, _, found, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(strip).astype(np.uint8))
    for left, above, wide, thick, _ in sorted(found[1:count].tolist()):
        inside = above > 0 and above + thick < strip.shape[0] and left + wide < strip.shape[1]
        if inside and thick <= FLAT * character / 2 and wide >= DASH * character and left <= DASH_GAP * character:
            return int(left + wide)
    return 0


def padded(page: Pixels, box: TextBox, above: float = MARGIN) -> Pixels:
    """The picture of one line with paper round it: `above` and below as a share of its height."""
    height, width = box.bottom - box.top, box.right - box.left
    margin, ends = end_margins(height, width, above)
    piece = page[max(0, box.top) : box.bottom, max(0, box.left) : box.right]
    white = (255,) * (1 if page.ndim == 2 else 3)
    whole = cv2.copyMakeBorder(piece, margin, margin, ends, ends, cv2.BORDER_CONSTANT, value=white)
    return np.asarray(whole, np.uint8)


def end_margins(height: int, width: int, above: float = MARGIN) -> tuple[int, int]:
    """Paper above and below, and at either end, in pixels; a lone character gets more, or it would be read as two."""
    margin = max(2, round(height * above))
    return margin, max(3, round(height * 2 * MARGIN), round((LEAST_ASPECT * (height + 2 * margin) - width) / 2))


def in_pixels(share: float, height: int, width: int) -> float:
    """Where a share of a line's padded picture lies, in pixels from the line's left."""
    _, margin = end_margins(height, width)
    return share * (width + 2 * margin) - margin


def as_share(pixels: float, height: int, width: int) -> float:
    """The same, the other way round."""
    _, margin = end_margins(height, width)
    return (pixels + margin) / (width + 2 * margin)


def _character_height(mask: Mask) -> float:
    """From the heights of connected strokes."""
    if mask.size == 0:
        return 0.0
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(closed)
    sizes = boxes[1:count, 3][boxes[1:count, 3] >= 6]
    return float(np.percentile(sizes, 75)) if len(sizes) else 0.0


def _runs(present: Mask) -> list[Span]:
    edges = np.diff(np.r_[0, present.astype(np.int8), 0])
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


def _joined(spans: list[Span], character: float) -> list[Span]:
    """Parts of one line put together: the dot of an i, the two strokes of 二, an underscore, the upper part of 员."""
    out: list[Span] = []
    for (start, end), below in zip_longest(spans, spans[1:]):
        most = UNDERLINED if out and out[-1][1] - out[-1][0] < DOT * character else HIGHEST
        near = out and start - out[-1][1] < 0.3 * character and end - out[-1][0] < most * character
        under = out and end - start < FLAT * character and end - out[-1][0] < UNDERLINED * character
        tops = out and below and below[0] - end < start - out[-1][1] and below[1] - start < HIGHEST * character
        if near or (under and not tops and start - out[-1][1] < 0.45 * character):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _split(mask: Mask, span: Span, character: float) -> list[Span]:
    """Lines that touch, by a pen stroke, a seal or tight setting, parted where there is least ink."""
    start, end = span
    parts = round((end - start) / (1.2 * character))
    if end - start < TALL * character or parts < 2:
        return [span]
    profile = np.convolve(mask[start:end].sum(axis=1), np.ones(3) / 3, "same")
    pitch = (end - start) / parts
    cuts = [start]
    for index in range(1, parts):
        low, high = round((index - 0.4) * pitch), round((index + 0.4) * pitch)
        cuts.append(start + low + int(np.argmin(profile[low:high])))
    cuts.append(end)
    return list(pairwise(cuts))


def _without_far_specks(line: Mask, character: float) -> NDArray[np.intp]:
    """The columns with ink, less a speck of dirt well apart at either end."""
    runs = _runs(np.atleast_1d(line.any(axis=0)))
    for end in (0, -1):
        while len(runs) > 1:
            start, stop = runs[end]
            gap = runs[1][0] - stop if end == 0 else start - runs[-2][1]
            high = int(line[:, start:stop].any(axis=1).sum())
            most = FAR_SPECK if gap > FAR * character else SPECK
            if gap < 0.7 * character or max(stop - start, high) > most * character:
                break
            runs.pop(end)
    return np.array([column for start, stop in runs for column in range(start, stop)], np.intp)


def _line(mask: Mask, span: Span, character: float) -> TextBox | None:
    top, bottom = span
    columns = _without_far_specks(mask[top:bottom], character)
    if len(columns) == 0:
        return None
    left, right = int(columns[0]), int(columns[-1]) + 1
    if max(right - left, bottom - top) < SPECK * character + 1:
        return None
    flat, dot = bottom - top < FLAT * character, max(bottom - top, right - left) < DOT * character
    if (flat and right - left > 1.3 * character) or (dot and right - left < 1.8 * (bottom - top)):
        return None
    if bottom - top < 0.7 * character:
        # small letters alone on a line stand on its foot; without room above, o would look like O
        foot = (top + bottom) / 2 + 0.5 * character if flat else bottom + 0.12 * character
        top, bottom = max(0, round(foot - 1.1 * character)), min(mask.shape[0], round(foot))
    return TextBox(left, top, right, bottom)
