"""The end of an address: a domain ends in one of few ways; what was read there need only be likelier than the others.

In: a cell that holds an address. Out: the cell, surer where its last line ends as domains do, in spite of a character
that is pale or was wrapped and stands alone.
Elsewhere: what else is peculiar to addresses (`address_lines`, `look_alikes`).
"""

import math
from dataclasses import replace

from parsers.document import CERTAIN
from parsers.scan.address_lines import AT
from parsers.scan.cell_text import CellText, ReadLine, with_lines
from parsers.scan.certainty import log_chance_within
from parsers.scan.honesty import ENDINGS
from parsers.scan.recogniser import RecognisedLine

_KINDS = ("com", "org", "net", "edu", "gov", "ac")
_COUNTRIES = ("cn", "hk", "mo", "tw", "jp", "kr", "sg", "my", "th", "ph", "in", "au", "nz", "uk", "za", "br", "mx")
_LARGE = (
    "qq.com 163.com 126.com 139.com 189.cn sina.com sina.cn sohu.com yeah.net foxmail.com aliyun.com gmail.com"
    " outlook.com hotmail.com icloud.com yahoo.com 21cn.com vip.163.com vip.126.com vip.sina.com vip.qq.com"
)
"""Where most people have their mail."""
TAILS = frozenset(
    [
        *(f".{end}" for end in ENDINGS),
        *(f".{kind}.{country}" for kind in _KINDS for country in _COUNTRIES),
        *(f"@{domain}" for domain in _LARGE.split()),
    ]
)
PLAIN, NOT_UNLIKELY = -0.7, -4.0
"""Logarithms of the chance that one view must give to what was read; and every view."""


def with_known_end(cell: CellText) -> CellText:
    """The cell with the chance of its last line told by the ways in which a domain ends."""
    text = "".join(cell.text.split())
    tail = max((one for one in TAILS if text.endswith(one)), key=len, default="")
    if cell.certainty >= CERTAIN or not tail or AT not in text:
        return cell
    line = cell.lines[-1]
    own = "".join(line.reading.text.split())
    before = tail[: max(0, len(tail) - len(own))]
    head = own[: max(0, len(own) - len(tail))]
    ends = {one[len(before) :] for one in TAILS if one.startswith(before)} | ({""} if before in TAILS else set())
    if not _is_likely(line, own):
        return cell
    chance = min(_chance(view, line.reading, head, ends) for view in line.views)
    if chance <= line.log_chance:
        return cell
    return with_lines(cell, (*cell.lines[:-1], replace(line, own_chance=chance)))


def _is_likely(line: ReadLine, text: str) -> bool:
    likely = [view.lattice.log_probability(text) for view in line.views]
    return max(likely) >= PLAIN and min(likely) >= NOT_UNLIKELY


def _chance(view: RecognisedLine, reading: RecognisedLine, head: str, ends: set[str]) -> float:
    """Logarithm of the chance that a view shows what was read: of what stands before the end, and, by all ways to end,
    of the end."""
    own = "".join(reading.text.split())
    all_ways = sum(math.exp(view.lattice.log_probability(head + end)) for end in ends)
    before = log_chance_within(view, (0, _place_of(reading.text, len(head))), reading) if head else 0.0
    return min(0.0, before) + view.lattice.log_probability(own) - math.log(all_ways)


def _place_of(text: str, count: int) -> int:
    """Where in the text, blanks counted, so many characters are passed."""
    passed = 0
    for at, one in enumerate(text):
        if passed == count:
            return at
        passed += not one.isspace()
    return len(text)
