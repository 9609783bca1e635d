"""winmail.dat: what Outlook makes of a mail in its own rich text (MS-OXTNEF).

In: octets, Budget. Out: Words, Members. Read here, since tnefparse does not end on damaged files.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from intake.charset import decoded
from intake.containers.member import Find, Member, Words
from intake.html_text import text_of_html
from intake.limits import Budget

_SUBJECT, _BODY, _ATTACH_DATA, _ATTACH_TITLE = 0x8004, 0x800C, 0x800F, 0x8010
_ATTACH_BEGINS, _PROPERTIES, _ATTACH_PROPERTIES, _CODEPAGE = 0x9002, 0x9003, 0x9005, 0x9007
_P_SUBJECT, _P_BODY, _P_HTML = 0x0037, 0x1000, 0x1013
_P_DATA, _P_SHORT_NAME, _P_LONG_NAME, _P_DISPLAY_NAME = 0x3701, 0x3704, 0x3707, 0x3001
_FIXED_OCTETS = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_STRING8, _UNICODE, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
_MULTIPLE = 0x1000
_INTERFACE_OCTETS = 16


@dataclass(slots=True)
class _Bag:
    """The properties of the message or of one attachment: identifier to type and value."""

    values: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    title: bytes = b""
    data: bytes = b""

    def text(self, identifier: int, codepage: str) -> str:
        """A string property as text; "" where it is absent."""
        kind, value = self.values.get(identifier, (0, b""))
        if kind == _UNICODE:
            return value.decode("utf-16-le", "replace").rstrip("\0")
        return decoded(value.rstrip(b"\0"), codepage)


def read_tnef(octets: bytes, budget: Budget) -> Iterator[Find]:
    """The text, then every attachment; a message inside is a Member that is TNEF again."""
    codepage, bags = _bags(octets)
    message, *attachments = bags
    text = message.text(_P_BODY, codepage) or decoded(message.data.rstrip(b"\0"), codepage)
    page = message.text(_P_HTML, codepage)
    yield Words(
        message.text(_P_SUBJECT, codepage) or decoded(message.title.rstrip(b"\0"), codepage),
        text if text.strip() else text_of_html(page).text,
    )
    for bag in attachments:
        budget.count_member()
        yield Member(_name(bag, codepage), _content(bag))


def _bags(octets: bytes) -> tuple[str, list[_Bag]]:
    codepage, bags = "", [_Bag()]
    for identifier, value in _attributes(octets):
        if identifier == _ATTACH_BEGINS:
            bags.append(_Bag())
        elif identifier == _CODEPAGE and len(value) >= 4:
            codepage = f"cp{int.from_bytes(value[:4], 'little')}"
        elif identifier in (_PROPERTIES, _ATTACH_PROPERTIES):
            bags[-1 if identifier == _ATTACH_PROPERTIES else 0].values.update(_properties(value))
        elif identifier in (_SUBJECT, _ATTACH_TITLE):
            bags[-1].title = value
        elif identifier in (_BODY, _ATTACH_DATA):
            bags[-1].data = value
    return codepage, bags


def _attributes(octets: bytes) -> Iterator[tuple[int, bytes]]:
    """Level, identifier, length, value, checksum; reading ends where the file is cut."""
    place = 6
    while place + 9 <= len(octets):
        level, identifier, _, length = struct.unpack_from("<BHHI", octets, place)
        if level not in (1, 2):
            return
        place += 9
        yield identifier, octets[place : place + length]
        place += length + 2


def _properties(octets: bytes) -> dict[int, tuple[int, bytes]]:
    found: dict[int, tuple[int, bytes]] = {}
    place = 4
    try:
        while place + 4 <= len(octets):
            kind, identifier = struct.unpack_from("<HH", octets, place)
            place = _after_property_name(octets, place + 4, identifier)
            value, place = _value(octets, place, kind)
            found[identifier] = (kind, value)
    except (struct.error, ValueError):
        pass  # what stands before the damage is kept
    return found


def _after_property_name(octets: bytes, place: int, identifier: int) -> int:
    if identifier < 0x8000:
        return place
    kind, length = struct.unpack_from("<II", octets, place + 16)
    return place + 24 + (_padded(length) if kind == 1 else 0)


def _value(octets: bytes, place: int, kind: int) -> tuple[bytes, int]:
    """The first value of a property and where the next property begins."""
    single = kind & ~_MULTIPLE
    variable = single in (_STRING8, _UNICODE, _BINARY, _OBJECT)
    if not variable and single not in _FIXED_OCTETS:
        raise ValueError
    count = 1
    if variable or kind & _MULTIPLE:
        (count,) = struct.unpack_from("<I", octets, place)
        place += 4
    first = b""
    for number in range(min(count, len(octets))):
        length = _FIXED_OCTETS.get(single, 0)
        if variable:
            (length,) = struct.unpack_from("<I", octets, place)
            place += 4
        first = octets[place : place + length] if number == 0 else first
        place += _padded(length)
        if place > len(octets):
            break
    return first, place


def _padded(length: int) -> int:
    return (length + 3) // 4 * 4


def _name(bag: _Bag, codepage: str) -> str:
    names = (bag.text(identifier, codepage) for identifier in (_P_LONG_NAME, _P_SHORT_NAME, _P_DISPLAY_NAME))
    return next((name for name in names if name), decoded(bag.title.rstrip(b"\0"), codepage))


def _content(bag: _Bag) -> bytes:
    kind, value = bag.values.get(_P_DATA, (0, b""))
    return value[_INTERFACE_OCTETS:] if kind == _OBJECT else (bag.data or value)
