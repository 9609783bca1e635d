"""Ink in a cell of options that is neither their words nor their boxes: ticks beside boxes, hairs, rings round words.

In: the ink of a cell, where its words and boxes stand. Out: Strokes, each with the lowest point that a tick turns at.
Elsewhere: the boxes (`parsers.scan.box_ring`), which option a stroke ticks (`parsers.scan.boxes`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from parsers.scan.line_ink import Mask
from parsers.scan.recogniser import TextBox

LEAST_REACH, LEAST_AREA = 0.3, 0.012
"""Of a stroke, in characters: what is smaller is dirt."""
TICK_HEIGHT, TICK_WIDTH, TICK_AREA = 0.4, 0.25, 0.035
CROSS_FILL = 0.12
AT_SIDE, TURN_FROM, TURN_TO, CUT_RISE = 0.12, 0.2, 0.75, 0.65
"""Of a tick cut off by the cell's right side: how near it ends, in characters; where it turns, as a share of its width;
from where on both of its arms rise, as a share of its height."""
MOSTLY_WORDS, MOST_BEYOND = 0.6, 0.04
"""Of a letter: its share within the words, and its ink beyond them, in characters squared."""
THICK = 0.06
LEVEL, LEVEL_EDGE = 2.6, 0.15
"""Characters: the length of lines drawn through words; how near to the cell's edge a rule may have left a trace."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """Connected ink. `corner`: its lowest point; `is_tick`: drawn like a tick or cross, not like a hair."""

    box: TextBox
    corner: tuple[int, int]
    is_tick: bool
    goes_on: bool
    """Whether it runs into words, or out of the cell."""


def strokes_beside(
    mask: Mask, words: Iterable[TextBox], boxes: Iterable[TextBox], character: float, *, may_be_cut: bool = False
) -> list[Stroke]:
    """The strokes outside words and boxes. A stroke whose greater part lies within the words is of their letters.
    `may_be_cut`: whether one that the cell's right side cuts off may be a tick, and no piece of a stamp."""
    if mask.size == 0:
        return []
    covered = np.zeros(mask.shape, np.uint8)
    for word in words:
        covered[word.top : word.bottom, word.left : word.right] = 1
    printed = covered.copy()
    for box in boxes:
        covered[box.top : box.bottom, box.left : box.right] = 1
    rest = (mask & (covered == 0)).astype(np.uint8)
    letters = _letters(mask, printed, character)
    rest[letters] = 0
    near_words = np.asarray(cv2.dilate(printed, np.ones((3, 3), np.uint8)) > 0, np.bool_)
    return _strokes(rest, near_words, character, may_be_cut)


def _letters(mask: Mask, printed: np.ndarray, character: float) -> Mask:
    """Connected ink most of which lies within the words."""
    count, found = cv2.connectedComponents(mask.astype(np.uint8))
    labels = np.asarray(found, np.int32)
    area = np.bincount(labels.ravel(), minlength=count)
    within = np.bincount(labels[printed > 0], minlength=count)
    is_letter = (within >= MOSTLY_WORDS * np.maximum(area, 1)) & (area - within < MOST_BEYOND * character * character)
    is_letter[0] = False
    return np.asarray(is_letter[labels], np.bool_)


def _strokes(rest: np.ndarray, near_words: Mask, character: float, may_be_cut: bool) -> list[Stroke]:
    count, found, boxes, _ = cv2.connectedComponentsWithStats(rest)
    labels, out = np.asarray(found, np.int32), []
    for index in range(1, count):
        left, top, wide, high, area = (int(value) for value in boxes[index])
        if max(wide, high) < LEAST_REACH * character or area < LEAST_AREA * character * character:
            continue
        here = labels[top : top + high, left : left + wide] == index
        stroke = _stroke(here, (left, top), near_words[top : top + high, left : left + wide], (rest.shape, character))
        is_at_side = left + wide >= rest.shape[1] - max(2, round(AT_SIDE * character))
        if may_be_cut and is_at_side and _is_cut_tick(here, character):
            stroke = replace(stroke, is_tick=True)
        out.append(stroke)
    return out


def _stroke(here: Mask, at: tuple[int, int], near: Mask, cell: tuple[tuple[int, ...], float]) -> Stroke:
    (height, width), character = cell[0], cell[1]
    left, top = at
    high, wide = here.shape
    lowest = np.flatnonzero(here[-max(1, high // 12) :].any(axis=0))
    corner = (left + round(float(lowest.mean())), top + high - 1)
    at_edge = left <= 1 or top <= 1 or left + wide >= width - 1 or top + high >= height - 1
    from_words = bool((here & near)[:, : max(2, wide // 6)].any())
    is_tick = _is_tick(here, character) or (from_words and _is_long_arm(here, character))
    return Stroke(TextBox(left, top, left + wide, top + high), corner, is_tick, at_edge or bool((here & near).any()))


def _is_long_arm(here: Mask, character: float) -> bool:
    """A tick of which the short arm is lost among words: it rises from them to the right, as thick as a pen draws."""
    high, wide = here.shape
    if high < TICK_HEIGHT * character or wide < TICK_WIDTH * character:
        return False
    half_w, half_h = max(1, wide // 3), max(1, high // 3)
    rises = here[-half_h:, :half_w].any() and here[:half_h, -half_w:].any()
    falls = here[:half_h, :half_w].any() or here[-half_h:, -half_w:].any()
    return bool(rises and not falls) and int(here.sum()) >= THICK * character * float(np.hypot(high, wide))


def _is_tick(here: Mask, character: float) -> bool:
    """Its lowest point lies between two arms of which the right one is the higher; or two lines that cross."""
    high, wide = here.shape
    area = int(here.sum())
    if high < TICK_HEIGHT * character or wide < TICK_WIDTH * character or area < TICK_AREA * character * character:
        return False
    low = np.flatnonzero(here[-max(1, high // 10) :].any(axis=0)).mean() / wide
    rows = np.arange(high)[:, None]
    tops = np.where(here, rows, high).min(axis=0)
    third = max(1, wide // 4)
    left_top, right_top = int(tops[:third].min()), int(tops[-third:].min())
    turns = 0.05 <= low <= 0.75 and right_top < left_top and right_top <= 0.25 * high
    crosses = high > 0.5 * wide and _crosses(here) and area >= CROSS_FILL * high * wide
    return bool(turns or crosses)


def _is_cut_tick(here: Mask, character: float) -> bool:
    """A tick of which the right arm goes on beyond the side: it turns between two arms, and both rise."""
    high, wide = here.shape
    if min(high, wide) < TICK_HEIGHT * character or int(here.sum()) < TICK_AREA * character * character:
        return False
    low = np.flatnonzero(here[-max(1, high // 10) :].any(axis=0)).mean() / wide
    tops = np.where(here, np.arange(high)[:, None], high).min(axis=0)
    side = max(1, wide // 8)
    return bool(TURN_FROM <= low <= TURN_TO and max(tops[:side].min(), tops[-side:].min()) <= CUT_RISE * high)


def _crosses(here: Mask) -> bool:
    """Ink in all four corners' quarters and in the middle."""
    high, wide = here.shape
    quarter_h, quarter_w = max(1, high // 4), max(1, wide // 4)
    rows, columns = (slice(quarter_h), slice(-quarter_h, None)), (slice(quarter_w), slice(-quarter_w, None))
    middle = here[high // 2 - high // 6 : high // 2 + high // 6 + 1, wide // 2 - wide // 6 : wide // 2 + wide // 6 + 1]
    return all(bool(here[row, column].any()) for row in rows for column in columns) and bool(middle.any())


def lines_drawn(mask: Mask, character: float) -> list[TextBox]:
    """Rings round words and lines through them or under them: longer than the level strokes of any two letters."""
    count, _, boxes, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    wide = [box for box in boxes[1:count] if box[2] > 3 * character and box[3] > 1.35 * character]
    return _boxes(wide) + _level_lines(mask, character)


def _level_lines(mask: Mask, character: float) -> list[TextBox]:
    length = max(3, round(LEVEL * character))
    level = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(np.asarray(level, np.uint8))
    edge = max(3, round(LEVEL_EDGE * character))
    return _boxes([box for box in boxes[1:count] if box[1] >= edge and box[1] + box[3] <= mask.shape[0] - edge])


def _boxes(found: Sequence[np.ndarray]) -> list[TextBox]:
    return [TextBox(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in found]
