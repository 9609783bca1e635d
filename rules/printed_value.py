"""How well the picture of a field explains a written value, in the ways in which a value may stand on the printed page.

In: a field with the Lattice of its picture, texts as written. Out: a log ratio; what stands beside the value.
Elsewhere: e-mail addresses (`rules.printed_address`), what follows from the ratio (`rules.agreement`).
"""

import math
import re
from collections.abc import Iterable, Iterator

from parsers.form import Field
from parsers.lattice import Lattice, folded
from rules.folding import DASHES, comparable, middle_dots, without_blanks

LONGEST_LABEL = 16
_PRINTED_BEFORE = re.compile(
    r"(?:[推荐单位名称全加盖公章印处]|\W)*(?:[^推荐单位名称全加盖公章印处](?:[推荐单位名称全加盖公章印处]|\W)+)?(?<=[称:)章])"
)
"""The label with （盖章）, of which one character may be misread."""
_PRINTED_AFTER = re.compile(r"[(\[【]?[单位加盖公章印处]{0,6}[)\]】]?[\W_1Il丨一二]{0,2}")
"""（盖章） or a part of it, and specks."""

_SPECKS = re.compile(r"(?:[^\w〓]|[_A-Za-z\d]){0,5}")
TRACES = {
    "name": _SPECKS,
    "unit_department": _SPECKS,
    "position": _SPECKS,
    "mobile": re.compile(r"[^\d+]{0,6}1?[^\d+]?"),
}
"""By field: what no value begins or ends with; a rule beside a number is read as 1. 〓 is a character unread."""
_GOES_ON = re.compile(r"[A-Za-z]{2}")
"""A letter beside a value that begins or ends with one is the value's own."""

MAINLAND, RULE_READ = re.compile(r"1[3-9]\d{9}"), re.compile(r"\d")
"""A number of that many digits has no other beside it; of another nobody knows how many it has."""


def how_well(key: str, field: Field, texts: Iterable[str]) -> float:
    """The log ratio with which the picture of a field explains the best of these texts; 0: it says exactly this."""
    lattice = field.lattice
    if lattice is None:
        return -math.inf
    texts = tuple(texts)
    around = [("", ""), beside(field), *(_printed_around(lattice) if key == "unit_name" else ())]
    around += _traces_around(key, lattice, texts)
    return max(
        (
            lattice.ratio(before + printed + after)
            for printed in _printings(key, texts)
            for before, after in dict.fromkeys(around)
        ),
        default=-math.inf,
    )


def beside(field: Field) -> tuple[str, str]:
    """What the picture shows before and after the value as it was read: samples, labels."""
    value = folded(field.text or "")
    best = folded(field.lattice.best()) if field.lattice else ""
    if not value or best.count(value) != 1:
        return "", ""
    before, _, after = best.partition(value)
    return before, after


def _traces_around(key: str, lattice: Lattice, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is left of rules, stamps and neighbouring cells before and after a value that stands there as typed."""
    trace, best = TRACES.get(key), folded(lattice.best())
    for value in {folded(text) for text in texts if len(text) > 1}:
        before, found, after = best.partition(value)
        is_whole = key != "mobile" or MAINLAND.fullmatch(value) or not RULE_READ.search(before + after)
        is_whole = is_whole and not _GOES_ON.search(f"{before[-1:]}{value[:1]} {value[-1:]}{after[:1]}")
        is_whole = is_whole and not (_is_open(value) and after.startswith(")"))
        if trace and found and is_whole and trace.fullmatch(before) and trace.fullmatch(after):
            yield before, after


def _is_open(value: str) -> bool:
    """Whether a bracket is begun and not ended."""
    return value.count("(") > value.count(")")


def _printed_around(lattice: Lattice) -> Iterator[tuple[str, str]]:
    """Printed words, or what a stamp over them leaves, that may stand before and after a unit's name on its line."""
    best = folded(lattice.best())
    starts = [0, *(at for at in range(1, min(len(best), LONGEST_LABEL)) if _PRINTED_BEFORE.fullmatch(best, 0, at))]
    ends = [at for at in range(max(1, len(best) - LONGEST_LABEL), len(best)) if _PRINTED_AFTER.fullmatch(best, at)]
    for start in starts:
        for end in (*ends, len(best)):
            if start < end:
                yield best[:start], best[end:]


def _printings(key: str, texts: Iterable[str]) -> Iterator[str]:
    """The ways in which a written value may stand on the printed page."""
    ways = [way for text in texts if text for way in (text, comparable(text))]
    for text in dict.fromkeys(map(without_blanks, ways)):
        yield text
        yield from _misread_joints(key, text)


def _misread_joints(key: str, text: str) -> Iterator[str]:
    """Joints whose kind means nothing: a long dash is read as 一 or not at all, a middle dot as a full stop.
    亳 stands in the name of one town only; the recogniser knows the commoner 毫."""
    if key == "unit_department":
        yield from (re.sub(f"[{re.escape(DASHES)}]+", joint, text) for joint in ("一", ""))
        yield text.replace("一", "-")
    yield text.replace("亳", "毫")
    yield text.replace("毫", "亳")
    if key == "name":
        yield middle_dots(text).replace("·", ".")
