"""What a value function gives, and the values that stand as written: unit name and position.

In: raw text of a field, and whether its newlines are only line wraps. Out: Value.
Elsewhere: names (`values_name`), unit and department (`values_department`), numbers and addresses (`values_contact`),
tick boxes (`values_choice`); which code of the contract a fault becomes (`rules.checks_fields`).
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rules.fillers import holds_filler, is_placeholder
from rules.folding import HAN, narrow, single_blanks, tidy

Fault = Literal["", "missing", "invalid", "doubtful", "multiple_people"]
"""`doubtful`: it may be right, but a person should look."""


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value: its normal form, or as written where something is wrong with it, or None where it is empty."""

    normal: str | bool | None
    fault: Fault = ""
    reason: str = ""
    """Plain Chinese, one clause: what is wrong and what is wanted; "" where nothing is."""
    suggestion: str = ""
    """What was probably meant; shown to staff, never stored by itself. Beside `invalid`: a valid value that stands
    among other words; only a person can tell whether it is meant."""
    warning: str = ""
    """Plain Chinese, for staff: odd, but no fault."""


BODY = "(?:部|处|室|局|厅|办|中心|委员会|学会|协会|科协|联盟|基地|大学|学院|公司|小组)"
"""How departments and units end: no person's name and no post does."""

_MARKS = frozenset("√✓✔☑×✗✘")
_STAMP = re.compile(r"[（(\[【]?\s*(?:加?盖\s*公?\s*章(?:处)?|公\s*章|单位\s*(?:盖\s*)?章)\s*[)）\]】]?")
_UNIT_LABEL = re.compile(r"^\s*(?:推荐)?单\s*位\s*(?:名\s*称|全\s*称)\s*[:：]")
_QUOTES = "“”‘’\"'「」『』《》〈〉【】"
_IN_QUOTES = re.compile(f"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]")
_OF_ANOTHER_FIELD = re.compile(rf"\d{{5}}|@|..{BODY}$")
_WRAP = re.compile(rf"(?<=[{HAN}）)（(·、，])\s*\n\s*|\s*\n\s*(?=[{HAN}（()）·、，])|(?<=[^\W\d]-)\n(?=[^\W\d])")


def missing(normal: str | None = None) -> Value:
    """The value of an empty field."""
    return Value(normal, "missing", "此栏未填写")


def is_nothing(text: str) -> bool:
    """True where no letter, digit or tick stands: blanks, dashes, dots, underscores."""
    return not any(c.isalnum() or c in _MARKS for c in narrow(text))


def unwrapped(text: str) -> str:
    """A laid-out text on one line: wraps beside Han characters vanish, others become a blank."""
    return _WRAP.sub("", text).replace("\n", " ")


def unit_name(text: str, laid_out: bool = False) -> Value:
    """The unit as written, without its label, （盖章）, the line to write on, and quotes around all of it."""
    plain = unwrapped(text) if laid_out else text
    bare = tidy(_STAMP.sub("", _UNIT_LABEL.sub("", plain.replace("_", " ").replace("＿", " "))))
    bare = bare.strip(" :：，,。；;")
    quoted = _IN_QUOTES.fullmatch(bare)
    return _as_written(quoted[1].strip() if quoted else bare)


def position(text: str, laid_out: bool = False) -> Value:
    """The position as written, on one line; two that were written apart keep one blank between them."""
    value = _as_written(_with_gaps(unwrapped(text) if laid_out else text))
    plain = str(value.normal or "")
    if value.fault or (sum(c.isalpha() for c in plain) > 1 and not _OF_ANOTHER_FIELD.search(plain)):
        return value
    return Value(plain, "doubtful", f"此栏写的是“{plain}”，不像职务")


def _with_gaps(text: str) -> str:
    """The text tidied, but for blanks between words of Han characters: single characters are only spaced out."""
    words = single_blanks(narrow(text)).split(" ")
    gaps = (
        "" if tidy(f"{one} {other}") == one + other and not _are_apart(one, other) else " "
        for one, other in pairwise(words)
    )
    return words[0] + "".join(gap + word for gap, word in zip(gaps, words[1:], strict=True))


def _are_apart(one: str, other: str) -> bool:
    return len(one) > 1 and len(other) > 1 and re.fullmatch(f"[{HAN}]{{2}}", one[-1] + other[0]) is not None


def _as_written(text: str) -> Value:
    if is_nothing(text):
        return missing()
    if is_placeholder(text) or holds_filler(text):
        return Value(text, "doubtful", f"此栏写的是“{text}”，不像实际内容")
    return Value(text)
