"""Is the unit on the scan's line, half hidden by a stamp, the one that WORD names? Its own 单位-部门 says so, or not.

In: the unit's names, 单位-部门 (on which both versions agree), what is seen of the line. Out: yes, or it stays open.
Elsewhere: how well the picture of a line explains a text (`rules.printed_value`), the name on a seal (`parsers.scan`).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from parsers.document import CERTAIN
from parsers.lattice import stands_in_order
from rules.folding import comparable

_LABEL_LEFT = re.compile(r"^[(\[【]?盖?章?[)\]】]?:?|[(\[【]?盖?章?[)\]】]?$")
"""What is left of （盖章） before and after a name."""
_MISREAD_LABEL = re.compile(r"[(\[【][^()]{0,3}[)\]】]{0,2}$")
_MISREAD_BEFORE = re.compile(r"^[(\[【]?[^()]{0,2}[)\]】,]:?")
_OPENED = re.compile(r"[^()](?=\()")
_IN_BRACKETS = re.compile(r"\([^()]+\)")
_LATIN_AROUND = re.compile(r"^[\x00-\x27\x2a-\x7f]+|[\x00-\x27\x2a-\x7f]+$")
_SPECKS, _SPECKS_OR_BRACKETS = re.compile(r"[^\w()]|_"), re.compile(r"[\W_]")

LEAST_NAME, ENOUGH_SEEN = 5, 0.5
"""Characters of a unit's name; the share of them that must be seen of a name that is half hidden."""
HARDLY_READ, PLAINLY_READ = 0.2, 0.7
"""Certainty below which a reading alone confirms no name, since it may be misread as a slip of the pen would have it;
from which on a character that is not the name's own speaks against it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the scan shows: the text of the unit's line, its certainty, whether a seal there bears the unit's name."""

    text: str
    certainty: float
    sealed: bool = False


def is_named_again(unit: str, names: Collection[str], department: str, shown: Shown) -> bool:
    """Whether a name hidden on its line stands in 单位-部门 too, or another name of the same unit does, and what is
    seen of it is its own, but for a character or two at the stamp's edge."""
    name = comparable(unit)
    if len(name) < LEAST_NAME or not begins_with_one(department, (unit, *names)):
        return False
    known = [comparable(one) for one in names]
    if shown.certainty >= CERTAIN or (name not in known and any(_differs_in_marks(name, one) for one in known)):
        return False
    seen = _without_print(comparable(shown.text), name)
    if name.isascii() and seen != name and _differs_in_marks(seen, name):  # CLSS_UK was typed for CLSS-UK
        return False
    if not begins_with_one(department, (unit,)) and any(may_as_well_be(shown.text, other, unit) for other in known):
        return False
    if any(_is_part(part, name) for part in (seen, seen[1:], seen[:-1], seen[1:-1])):
        return True
    if shown.certainty >= PLAINLY_READ:
        return False
    return (shown.sealed and not seen) or _is_part_but_for_one(*_both_plain(shown.text, unit))


def begins_with_one(department: str, names: Collection[str]) -> bool:
    """Whether 单位-部门 begins with one of these names."""
    return any(f"{comparable(department)}-".startswith(f"{comparable(one)}-") for one in names if one)


def may_be_seen(shown: str, name: str) -> bool:
    """Whether what is seen of a line may be this name, but for a character: 上科学技术办会 is 上海市科学技术协会 or
    上海科学技术协会."""
    seen, whole = _both_plain(shown, name)
    return bool(seen) and _is_part_but_for_one(seen, whole)


def may_as_well_be(shown: str, other: str, name: str) -> bool:
    """Whether what is seen may be another name, and no character of it speaks for this one."""
    seen, whole = _both_plain(shown, other)
    parts = (seen, seen[1:], seen[:-1])  # less a character of print or of the stamp before it or behind it
    if comparable(other) == comparable(name) or not any(part and _is_part_but_for_one(part, whole) for part in parts):
        return False
    return unexplained(shown, other) <= unexplained(shown, name) and not _shows_its_bracket(shown, name, other)


def _shows_its_bracket(shown: str, name: str, other: str) -> bool:
    """Whether a bracket is seen behind the character behind which the name has one, and the other name has none."""
    opened = [set(_OPENED.findall(comparable(text))) for text in (shown, name, other)]
    return bool(opened[0] & opened[1]) and not opened[2]


def unexplained(shown: str, name: str) -> int:
    """How many characters of what is seen are not the name's."""
    seen, whole = _both_plain(shown, name)
    return len(seen) - LCSseq.similarity(seen, whole)


def _differs_in_marks(name: str, other: str) -> bool:
    """Whether a bracket, a dash or the like was lost, added or made another when the name was typed."""
    return re.sub(r"[\W_]", "", name) == re.sub(r"[\W_]", "", other)


def _both_plain(shown: str, name: str) -> tuple[str, str]:
    """What is seen and a name, both without marks; a lone bracket means nothing where the name has none."""
    whole, seen = comparable(name), _without_print(comparable(shown), comparable(name))
    specks = _SPECKS if "(" in whole or _IN_BRACKETS.search(seen) else _SPECKS_OR_BRACKETS
    return specks.sub("", seen), specks.sub("", whole)


def _without_print(seen: str, name: str) -> str:
    """Less what is left of （盖章） and of a seal's number beside a name that has neither."""
    if not name.endswith(")"):
        seen = _MISREAD_LABEL.sub("", seen)
    seen = _MISREAD_BEFORE.sub("", _LABEL_LEFT.sub("", seen))
    return seen if name[-1:].isascii() else _LATIN_AROUND.sub("", seen)


def _is_part(part: str, name: str) -> bool:
    return len(part) >= ENOUGH_SEEN * len(name) and stands_in_order(part, name)


def _is_part_but_for_one(seen: str, name: str) -> bool:
    own = LCSseq.similarity(seen, name)
    return own >= ENOUGH_SEEN * len(name) and len(seen) - own <= 1 and len(seen) <= len(name)
