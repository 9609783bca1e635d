"""To which option a mark belongs: the one before it or the one behind it.

In: tokens of a cell. Out: the options that bear a tick; None where the text can be read both ways.
The printed form has its boxes before the words; people also tick behind the words, or beside the box.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from parsers.document import EMPTY_BOX, TICKED
from parsers.form_stray import has_stray_tick
from parsers.form_tokens import Token
from parsers.ticks import CROSSED

Style = Literal["before", "behind"]

_FAR = re.compile(r"[\n、，,;；/／|]")
_NEAR = re.compile(r"\s")
_BESIDE = rf"[^\w\n{EMPTY_BOX}{TICKED}{CROSSED}]*"
_ADRIFT = re.compile(rf"^{_BESIDE}[{TICKED}{CROSSED}]{_BESIDE}$", re.MULTILINE)
"""A tick alone on its line, as one that floats over the text comes out: it may lie over any option."""
_HEADING = re.compile(r"\s*[:：]")


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Words that a mark can belong to."""

    name: str
    is_option: bool
    start: int
    end: int
    spelled: str
    """The option as it is written here, without the words that go on after it."""


def chosen_by_marks(text: str, tokens: Sequence[Token]) -> set[str] | None:
    """The options that bear a tick or cross; empty where there are no such marks, None where that cannot be told."""
    signs = [token.value for token in tokens if token.kind == "mark" and token.value != EMPTY_BOX]
    if not signs:
        return set()
    anchors = list(_anchors(text, tokens))
    if not anchors or len(set(signs)) > 1 or signs.count(CROSSED) > 1:
        return None
    marks = [token for token in tokens if token.kind == "mark"]
    near = _agreed([_by_nearness(text, anchors, marks, style) for style in _styles(anchors, marks)])
    turns = _by_turns(anchors, marks)
    if turns is None and (has_stray_tick(text, tokens) or (len(anchors) > 1 and _ADRIFT.search(text))):
        return None
    if turns is not None and turns != near and not _is_even(text, anchors, marks):
        return None
    return _options(anchors, near if turns is None else turns)


def _anchors(text: str, tokens: Sequence[Token]) -> Iterator[_Anchor]:
    """Options, and other words that can have a mark of their own; words that go on after an option belong to it."""
    held: _Anchor | None = None
    marked = True
    for token in tokens:
        if token.kind == "mark":
            marked = True
        elif token.kind == "words" and held is not None and not marked:
            held = replace(held, end=token.end)
        elif token.kind == "option" or not _HEADING.match(text, token.end):
            if held is not None:
                yield held
            spelled = text[token.start : token.end]
            held = _Anchor(token.value, token.kind == "option", token.start, token.end, spelled)
            marked = False
    if held is not None:
        yield held


def _styles(anchors: Sequence[_Anchor], marks: Sequence[Token]) -> list[Style]:
    begins, ends = marks[0].start < anchors[0].start, marks[-1].start > anchors[-1].start
    return ["before", "behind"] if begins == ends else ["before" if begins else "behind"]


def _by_turns(anchors: Sequence[_Anchor], marks: Sequence[Token]) -> set[int] | None:
    """Numbers of the ticked anchors where marks and words strictly take turns; None where they do not."""
    if len(anchors) != len(marks):
        return None
    starts = [(anchor.start, mark.start) for anchor, mark in zip(anchors, marks, strict=True)]
    flat = [start for pair in starts for start in pair]
    swapped = [start for pair in starts for start in reversed(pair)]
    if flat != sorted(flat) and swapped != sorted(swapped):
        return None
    return {number for number, mark in enumerate(marks) if mark.value != EMPTY_BOX}


def _is_even(text: str, anchors: Sequence[_Anchor], marks: Sequence[Token]) -> bool:
    """True where every mark between words keeps the same distances, so that distances tell nothing."""
    return len({tuple(_gaps(text, left, inner, right)) for left, inner, right in _between(anchors, marks)}) < 2


def _by_nearness(text: str, anchors: Sequence[_Anchor], marks: Sequence[Token], style: Style) -> set[int] | None:
    """Numbers of the anchors whose nearest marks hold a tick; None where a tick is as near to both neighbours."""
    ticked = {0 for mark in marks if mark.value != EMPTY_BOX and mark.start < anchors[0].start}
    ticked |= {len(anchors) - 1 for m in marks if m.value != EMPTY_BOX and m.start > anchors[-1].start}
    for number, (left, inner, right) in enumerate(_between(anchors, marks)):
        gaps = _gaps(text, left, inner, right)
        splits = [index for index, gap in enumerate(gaps) if gap == max(gaps)]
        if len(splits) > 1:
            splits = [s for s in splits if (s < len(inner) if style == "before" else s > 0)]
        sides = {tuple(number + (index >= split) for index in _ticks(inner)) for split in splits}
        if len(sides) > 1:
            return None
        ticked |= {side for found in sides for side in found}
    return ticked


def _ticks(marks: Sequence[Token]) -> list[int]:
    return [index for index, mark in enumerate(marks) if mark.value != EMPTY_BOX]


def _between(anchors: Sequence[_Anchor], marks: Sequence[Token]) -> Iterator[tuple[_Anchor, list[Token], _Anchor]]:
    for left, right in pairwise(anchors):
        yield left, [mark for mark in marks if left.start < mark.start < right.start], right


def _gaps(text: str, left: _Anchor, marks: Sequence[Token], right: _Anchor) -> list[int]:
    """How far things stand apart: 0 touching, 1 blanks, 2 a line end or a separator."""
    places = [left.end, *(place for mark in marks for place in (mark.start, mark.end)), right.start]
    spaces = [text[start:end] for start, end in zip(places[::2], places[1::2], strict=True)]
    return [2 if _FAR.search(space) else 1 if _NEAR.search(space) else 0 for space in spaces]


def _agreed(readings: Sequence[set[int] | None]) -> set[int] | None:
    return readings[0] if all(reading == readings[0] for reading in readings) else None


def _options(anchors: Sequence[_Anchor], ticked: set[int] | None) -> set[str] | None:
    """Names of the ticked ones; None where other words bear a tick, or the same words elsewhere bear none (sample)."""
    if ticked is None or not all(anchors[number].is_option for number in ticked):
        return None
    bare = {anchor.spelled for number, anchor in enumerate(anchors) if number not in ticked}
    chosen = [anchors[number] for number in ticked]
    return None if any(anchor.spelled in bare for anchor in chosen) else {anchor.name for anchor in chosen}
