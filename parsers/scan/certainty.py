"""How certain a line's text is: the recognisers' own probabilities, weighed by how often they were right in the exam.

In: the views of one line as read, by the first and the second reader. Out: logarithms of the chance that its text is
right; the certainty of a whole text.
Elsewhere: characters that pixels cannot tell apart (`honesty`), when the second reader is asked (`second_reader`).
"""

import math
import re
from collections.abc import Sequence

from parsers.lattice import IMPOSSIBLE, Lattice, folded
from parsers.scan.honesty import DOT_SHAPES, DOTTED, TOWN, TOWN_SHAPES
from parsers.scan.recogniser import RecognisedLine

CONFIRMED, RARE_LEFT = -0.1, 0.085
SEEN_AS_WELL, COMMON_LEFT = -0.3, 0.34
"""Logarithms from which on the second reader confirms a text; the share of the doubt that is left then."""
FOUR_AGREE, FOUR_LEFT = -0.3, 0.05
"""The same where both readers read it so in both pictures. Of 10,000 names, half of them common characters at random,
491 were doubted less than that and so read: 6 of these wrongly, none of them a name that anybody has."""
SHAPED_LEFT = 0.2
"""The share of the doubt that is left where every letter and digit looks by itself like what was read."""
SECOND_LEVEL = 0xD8
"""The first octet from which on GB 2312 holds its rarer characters."""
LONG, LONG_DOUBT, ADDRESS_DOUBT = 8, 0.4, 0.15
"""Of long Chinese texts and of addresses: the share of the recogniser's doubt that was borne out."""
ADDRESS = re.compile(r"[\w.%+\-]+@[\w\-]+(?:\.[\w\-]+)+", re.ASCII)
HAN = re.compile("[\u4e00-\u9fff]")
JOINT = re.compile("[-—–]+")
JOINTS = ("-", "--")

Views = Sequence[RecognisedLine]


def calibrated(likely: float, text: str) -> float:
    """The chance that a text is right, from the recogniser's own logarithm, by how often it was right in the exam.

    Over many characters small doubts add up to a larger one than there is.
    """
    if ADDRESS.fullmatch(text.strip()):
        share = ADDRESS_DOUBT
    else:
        share = LONG_DOUBT if len(HAN.findall(text)) >= LONG else 1.0
    return math.exp(min(0.0, likely * share))


def log_chance(views: Views, text: str) -> float:
    """Logarithm of the chance that a line's text is right, by the view that is less sure of it."""
    return min(_log_chance(view, text) for view in views)


def log_chance_confirmed(views: Views, seconds: Views, text: str) -> float:
    """The same; what the second reader reads as well is that much likelier."""
    second = max((_log_chance(view, text) for view in seconds), default=IMPOSSIBLE)
    likely, left = log_chance(views, text), doubt_left(text, second)
    all_agree = len(views) > 1 and len(seconds) > 1 and len({folded(view.text) for view in (*views, *seconds)}) == 1
    if all_agree and likely >= FOUR_AGREE and HAN.search(text) and not any(map(_is_rare, text)):
        left = min(left, FOUR_LEFT)
    return likely * left


def doubt_left(text: str, second: float) -> float:
    """The share of a doubt about a Chinese text that is left when a second reader reads it so with this logarithm.

    Both networks take a rare character for a common one that looks like it; hardly ever the other way round. Measured
    on 7,140 names, two in five of them with characters of GB 2312's second level: of the common ones that the second
    reader saw as well, 1 in 3,990 was wrong from -0.05 on; of those with rarer characters that it confirmed, 2 in
    1,763 from -0.2 on, both of them characters that no name has.
    """
    if second >= CONFIRMED and any(map(_is_rare, text)):
        return RARE_LEFT
    return COMMON_LEFT if second >= SEEN_AS_WELL else 1.0


def log_chance_within(view: RecognisedLine, span: tuple[int, int], reading: RecognisedLine) -> float:
    """Of some of the reading's characters, from the first to past the last, by the steps at which they stand."""
    start, end = span
    places, steps = reading.positions, view.lattice.steps
    first = (places[start - 1] + places[start]) / 2 if 0 < start < len(places) else 0.0
    last = (places[end - 1] + places[end]) / 2 if 0 < end < len(places) else 1.0
    part = Lattice(steps[round(first * len(steps)) : round(last * len(steps))], view.lattice.floor)
    return part.log_probability(reading.text[start:end])


def _is_rare(character: str) -> bool:
    """Of the second level of GB 2312, or in neither."""
    if not HAN.match(character):
        return False
    try:
        return character.encode("gb2312")[0] >= SECOND_LEVEL
    except UnicodeEncodeError:
        return True


def _log_chance(view: RecognisedLine, text: str) -> float:
    """Of a text, or of the same with a dash of the other length: both part 单位 and 部门."""
    shapes = (TOWN_SHAPES if TOWN in text else {}) | (DOT_SHAPES if DOTTED.search(text) else {})
    joints = JOINTS if HAN.search(text) and JOINT.search(text) else ()
    ways = {folded(way) for way in (text, *(JOINT.sub(joint, text) for joint in joints))}
    chance = sum(math.exp(view.lattice.log_probability(way, shapes)) for way in ways)
    return math.log(chance) if chance > 0 else IMPOSSIBLE
