"""What a field of a Word document shows: check boxes, overlaid characters, symbols.

In: a field's instruction, for form fields their data. Out: the text it shows, or None where it shows its own result.
Elsewhere: where fields begin and end (`word97_text`, `rtf_story`). Source: [MS-DOC] 2.9.78 (FFData), 2.9.192 (PICF).
"""

import re

from parsers.document import EMPTY_BOX, TICKED
from parsers.readers.marked import UNKNOWN
from parsers.readers.word97_octets import Damaged, i32, u16, u32
from parsers.ticks import decode_symbols, normalise_marks

PICTURE_HEAD = 0x44
CHECK_BOX, DROP_DOWN = 1, 2
BY_DEFAULT = 25
_OVERLAY = re.compile(
    r'^\s*EQ\s+(?:\\\*\s*(?:"[^"]*"|\S+)\s*)*\\o\s*(?:\\a[clrd]\s*)?\((.*)\)\s*$', re.IGNORECASE | re.DOTALL
)
_RAISED = re.compile(r"\s*\\s\b", re.IGNORECASE)
"""A part that stands above the line: the reading of a character (拼音指南)."""
_SYMBOL = re.compile(r'^\s*SYMBOL\s+(0x[0-9a-f]{1,4}|\d{1,5}|\S)(?:.*?\\f\s*"?([^"\\]+)"?)?', re.IGNORECASE | re.DOTALL)


def shown(instruction: str) -> str | None:
    """The text of a field that shows its instruction; None for fields with a result of their own."""
    overlay = _OVERLAY.match(instruction)
    if overlay:
        return _overlaid(overlay[1])
    symbol = _SYMBOL.match(instruction)
    return _symbol(symbol[1], (symbol[2] or "").strip()) if symbol else None


def is_check_box(instruction: str) -> bool:
    """True for the form field that is a tick box."""
    return "FORMCHECKBOX" in instruction.upper()


def is_drop_down(instruction: str) -> bool:
    """True for the form field that is a list to choose from."""
    return "FORMDROPDOWN" in instruction.upper()


def _overlaid(arguments: str) -> str:
    """Characters printed over each other: a mark in a box is a ticked box; a ring round a character is left out."""
    parts = [part.strip() for part in _parted(arguments) if not _RAISED.match(part)]
    read = [normalise_marks(part) for part in parts]
    boxes = [part for part in read if part == EMPTY_BOX]
    others = [part for part in read if part and part != EMPTY_BOX]
    return TICKED if boxes and others else EMPTY_BOX if boxes else "".join(parts)


def _parted(arguments: str) -> list[str]:
    """Arguments parted at the commas that stand in no brackets of their own."""
    parts, depth = [""], 0
    for character in arguments:
        depth += (character == "(") - (character == ")")
        if character in ",，;；" and depth <= 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _symbol(code: str, font: str) -> str:
    number = int(code, 16) if code.lower().startswith("0x") else int(code) if code.isdigit() else ord(code)
    if not font and 128 <= number < 256:
        return bytes([number]).decode("cp1252", "replace")
    return decode_symbols(chr(number), font) if number < 0xD800 or 0xE000 <= number < 0x10000 else UNKNOWN


def check_box(data: bytes, place: int | None) -> str:
    """The state of a check box whose data lies at `place` of the data stream."""
    try:
        found = _form_field(data, place)
        if found is None or found[0] != CHECK_BOX:
            return UNKNOWN
        _, result, default = found
    except Damaged:
        return UNKNOWN
    state = default if result == BY_DEFAULT else result
    return {0: EMPTY_BOX, 1: TICKED}.get(state, UNKNOWN)


def drop_down(data: bytes, place: int | None) -> str:
    """The entry chosen in a list."""
    try:
        found = _form_field(data, place)
        if found is None or found[0] != DROP_DOWN or place is None:
            return UNKNOWN
        entries = _entries(data, place)
        chosen = found[2] if found[1] == BY_DEFAULT else found[1]
        return entries[chosen] if chosen < len(entries) else UNKNOWN
    except Damaged:
        return UNKNOWN


def _form_field(data: bytes, place: int | None) -> tuple[int, int, int] | None:
    """Kind, result and default of a form field."""
    if place is None or i32(data, place) < PICTURE_HEAD or u16(data, place + 4) != PICTURE_HEAD:
        return None
    at = place + PICTURE_HEAD
    if u32(data, at) != 0xFFFFFFFF:
        return None
    bits = u16(data, at + 4)
    return bits & 3, (bits >> 2) & 31, u16(data, _after_string(data, at + 10))


def _after_string(data: bytes, at: int) -> int:
    """Past a counted string with its closing zero."""
    return at + 2 + 2 * u16(data, at) + 2


def _entries(data: bytes, place: int) -> list[str]:
    """The list's entries: an extended string table behind the five texts of the field."""
    at = _after_string(data, place + PICTURE_HEAD + 10) + 2
    for _ in range(5):
        at = _after_string(data, at)
    if u16(data, at) != 0xFFFF:
        raise Damaged("no list")
    count, at = min(u16(data, at + 2), 25), at + 6
    entries = []
    for _ in range(count):
        length = u16(data, at)
        entries.append(data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace"))
        at += 2 + 2 * length
    return entries
