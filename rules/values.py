"""What a value function gives, and the values that stand as written: unit name and position.

In: raw text of a field, and whether its newlines are only line wraps. Out: Value.
Elsewhere: names (`values_name`), unit and department (`values_department`), numbers and addresses (`values_contact`),
tick boxes (`values_choice`); which code of the contract a fault becomes (`rules.checks_fields`).
"""

import re
from dataclasses import dataclass
from typing import Literal

from rules.fillers import holds_filler, is_placeholder
from rules.folding import HAN, narrow, tidy

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
    """What was probably meant; shown to staff, never stored by itself."""
    warning: str = ""
    """Plain Chinese, for staff: odd, but no fault."""


_MARKS = frozenset("√✓✔☑×✗✘")
_STAMP = re.compile(r"[（(\[【]?\s*(?:加?盖\s*公?\s*章(?:处)?|公\s*章|单位\s*(?:盖\s*)?章)\s*[)）\]】]?")
_UNIT_LABEL = re.compile(r"^\s*(?:推荐)?单\s*位\s*(?:名\s*称|全\s*称)\s*[:：]")
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
    """The unit as written, without its label, （盖章） and the line to write on."""
    plain = unwrapped(text) if laid_out else text
    bare = tidy(_STAMP.sub("", _UNIT_LABEL.sub("", plain.replace("_", " ").replace("＿", " "))))
    bare = bare.strip(" :：，,。；;")
    return _as_written(bare)


def position(text: str, laid_out: bool = False) -> Value:
    """The position as written, on one line."""
    return _as_written(tidy(unwrapped(text) if laid_out else text))


def _as_written(text: str) -> Value:
    if is_nothing(text):
        return missing()
    if is_placeholder(text) or holds_filler(text):
        return Value(text, "doubtful", f"此栏写的是“{text}”，不像实际内容")
    return Value(text)
