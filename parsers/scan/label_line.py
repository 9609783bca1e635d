"""The line on which a printed label and its value stand, over which the form wants its stamp.

In: the page, the line as read twice. Out: the reading that is most likely right, its text, how certain its value is.
Elsewhere: the form's use of it (`parsers.form_line`), listed names (`rules.sides`).
A stamp spoils either of two pictures: without its red, print may be lost; with it, there are strokes too many. So two
readers look at both, and what they agree on is likely, unless any of them sees more.
"""

import re
from dataclasses import replace
from statistics import median

from parsers.document import DOUBTED
from parsers.lattice import folded, stands_in_order
from parsers.scan.cell_reading import second_picture
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.certainty import calibrated, log_chance_within
from parsers.scan.honesty import is_doubtful
from parsers.scan.lines import padded
from parsers.scan.recogniser import RecognisedLine, Recogniser

LABEL_END = re.compile(
    r"名称[：:\s]*[（(【]?\s*(?:加盖|单位)?(?:[盖蓝监益]?公?章)?\s*[)）】]?[：:;；\s]*"
    r"|^[^：:]{0,8}[（(【]\s*(?:加盖|单位)?(?:盖章|公章)\s*[)）】][：:;；\s]*(?=[^\s：:;；])"
)
"""Up to where the label goes; a stamp may have made its words others."""
PARTS = re.compile("[：:;；（(【章]")
NOISE_AT_END = re.compile(
    r"\s*(?:[（(【]?\s*(?:加盖|单位)?[盖蓝监益]?公?章\s*[)）】]?|[（(【]\s*(?:加盖|单位)?盖章\s*\S{0,3})\s*$"
)
"""盖 under a stamp is read as what looks like it, and the bracket that closes behind 章 as whatever it crosses; behind
that, no more than traces of the stamp may stand."""

SURE = 0.98
"""Certainty from which on nobody else is asked."""
LEAST, AGREED = -0.36, 0.94
"""Logarithm of the chance from which on two readers agree; how certain that makes a value at most."""

GAP, FEWEST_STEPS = 1.75, 4
"""Of the usual step from one Chinese character to the next: where a bracket has faded under the stamp, it is two. On
120 pages of the exam no value that was read rightly had such a gap."""
HAN_PAIR = re.compile("[\u4e00-\u9fff](?=[\u4e00-\u9fff])")

Span = tuple[int, int]


def text_of(read: CellText, label: str = "") -> str:
    """The line, with the printed label that a stamp or a worn type made something else. `label`: the words of the one
    that the line begins with, if it does."""
    text = read.text.replace("\n", " ")
    start, end = _value(text)
    is_parted = PARTS.search(text[:start]) or NOISE_AT_END.search(text[end:])
    return f"{label}：{text[start:end]}" if label and 0 < start < end and is_parted else text


def certainty_of_value(read: CellText) -> float:
    """The certainty of what follows a printed label on its line; how well the label itself is read does not matter."""
    if not read.lines or len(read.lines) > 1:
        return read.certainty
    line = read.lines[0]
    text, span = line.reading.text, _value(line.reading.text)
    if span == (0, len(text)) or span[0] == span[1]:  # nothing there: a label misread may have been the value
        return read.certainty
    likely = min(log_chance_within(view, span, line.reading) for view in line.views)
    value = text[slice(*span)]
    certainty = calibrated(likely, value)
    if line.seconds:
        certainty = max(certainty, min(AGREED, calibrated(_agreed(line), value)))
    is_doubted = is_doubtful(value.strip()) or line.is_only_folded or _has_a_gap(line.reading, span)
    return min(certainty, DOUBTED) if is_doubted else certainty


def _has_a_gap(reading: RecognisedLine, span: Span) -> bool:
    """Whether two Chinese characters of a value stand so far apart that one more may have stood between them."""
    places = [found.start() for found in HAN_PAIR.finditer(reading.text)]
    steps = {at: reading.positions[at + 1] - reading.positions[at] for at in places}
    if len(steps) < FEWEST_STEPS:
        return False
    widest = GAP * median(steps.values())
    return any(step > widest for at, step in steps.items() if span[0] <= at < span[1] - 1)


def holds_value(read: CellText) -> bool:
    """Whether anything stands after the label."""
    text = read.text
    return any(character.isalnum() for character in text[slice(*_value(text))])


def read_by_two(engine: Recogniser, sheet: Sheet, read: CellText) -> CellText:
    """The line in the reading on which both readers agree; as it was, where it is plain or they agree on none."""
    if len(read.lines) != 1 or certainty_of_value(read) >= SURE:
        return read
    line = read.lines[0]
    pictures = (padded(sheet.clean, line.box), second_picture(sheet, line.box))
    seen = replace(line, seconds=tuple(engine.read_again(picture)[0] for picture in pictures))
    ways = [replace(seen, reading=one, again=other) for one, other in (seen.views, seen.views[::-1])]
    likely = [way for way in ways if _agreed(way) >= LEAST]
    return with_lines(read, (max(likely, key=_agreed),)) if likely else read


def _agreed(line: ReadLine) -> float:
    """Logarithm of the chance of its value that the first reader gives it in one of the pictures, and the second in
    one; none where any of them sees all of it and more."""
    span = _value(line.reading.text)
    value = _plain(line.reading, span)
    if any(len(more) > len(value) and stands_in_order(value, more) for more in map(_own, (*line.views, *line.seconds))):
        return min(LEAST * 2, max(log_chance_within(view, span, line.reading) for view in line.views))
    readers = (line.views, line.seconds)
    return min(max(log_chance_within(view, span, line.reading) for view in views) for views in readers)


def _own(view: RecognisedLine) -> str:
    return _plain(view, _value(view.text))


def _plain(view: RecognisedLine, span: Span) -> str:
    return "".join(one for one in folded(view.text[slice(*span)]) if one.isalnum())


def _value(text: str) -> Span:
    """From where to where the value stands."""
    label, noise = LABEL_END.search(text), NOISE_AT_END.search(text)
    start = label.end() if label else 0
    return start, noise.start() if noise and noise.start() >= start else len(text)
