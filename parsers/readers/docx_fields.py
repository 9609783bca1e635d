"""What a field of Word shows where its result does not stand in the text: form fields, overlays, symbols.

In: a field's instruction and form data. Out: the text it shows.
Elsewhere: following fields through the runs (`docx_runs`).
"""

import re
from dataclasses import dataclass, field

from parsers.document import EMPTY_BOX, TICKED
from parsers.readers.docx_looks import W, is_on
from parsers.readers.docx_package import Element
from parsers.ticks import CROSSED, decode_symbols

_QUOTED = r'"[^"]*"|\S+'
_SWITCH = re.compile(r"\\[a-zA-Z]+\d*|\\\*\s*\w+")


@dataclass(slots=True)
class OpenField:
    """A field between its begin and its end mark."""

    start: int
    """How many pieces of text stood before its result."""
    data: Element | None = None
    instruction: str = ""
    in_code: bool = True
    """True until the separator: what stands here is the instruction, not text."""
    shown: list[str] = field(default_factory=list)


def shown_by_itself(opened: OpenField, result: str) -> str | None:
    """What the field shows instead of `result`; None where the result stands."""
    name, _, rest = opened.instruction.strip().partition(" ")
    name = name.upper()
    if name == "FORMCHECKBOX":
        return _check_box(opened.data)
    if result.strip():
        return None
    if name == "FORMDROPDOWN":
        return _chosen_entry(opened.data)
    if name == "EQ" or opened.instruction.strip().upper().startswith("EQ\\"):
        return overlay(opened.instruction)
    if name == "SYMBOL":
        return _symbol(rest)
    return rest.strip().partition(" ")[2] if name == "MACROBUTTON" else None


def overlay(instruction: str) -> str:
    r"""What `EQ \o\ac(□,√)` shows: signs drawn over each other; a tick or cross over a box is that box, ticked."""
    inside = re.search(r"\((.*)\)", instruction, re.DOTALL)
    parts = [decode_symbols(part.strip()) for part in re.split(r"[,;，；]", inside[1])] if inside else []
    for mark in (TICKED, CROSSED, EMPTY_BOX):
        if any(mark in part for part in parts):
            return mark
    words = [re.sub(r"\\[a-z]+\d*\s*\(|\(|\)", "", _SWITCH.sub("", part)).strip() for part in parts]
    return next((word for word in reversed(words) if word), "")


def _check_box(data: Element | None) -> str:
    box = None if data is None else data.find(f"{W}checkBox")
    checked = None if box is None else box.find(f"{W}checked")
    default = None if box is None else box.find(f"{W}default")
    return TICKED if is_on(default if checked is None else checked) else EMPTY_BOX


def _chosen_entry(data: Element | None) -> str:
    choices = None if data is None else data.find(f"{W}ddList")
    if choices is None:
        return ""
    entries = [entry.get(f"{W}val", "") for entry in choices.findall(f"{W}listEntry")]
    chosen = [choices.find(f"{W}{name}") for name in ("result", "default")]
    number = next((found.get(f"{W}val", "0") for found in chosen if found is not None), "0")
    return entries[int(number)] if number.isdecimal() and len(number) < 6 and int(number) < len(entries) else ""


def _symbol(rest: str) -> str:
    r"""`SYMBOL 254 \f Wingdings` or `SYMBOL 0xFE \f "Wingdings 2"`."""
    code, font = re.match(r"\s*(0x[0-9a-fA-F]{1,6}|\d{1,7})(?!\w)", rest), re.search(rf"\\f\s*({_QUOTED})", rest)
    if code is None:
        return ""
    number = int(code[1], 16 if code[1].lower().startswith("0x") else 10)
    return decode_symbols(chr(number), font[1].strip('"') if font else "") if 0x20 <= number < 0xD800 else ""
