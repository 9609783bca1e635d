"""Property modifiers (sprms) of Word 97 files.

In: a grpprl, the octets of several sprms. Out: (sprm, operand) pairs.
Elsewhere: which characters and paragraphs they belong to (`word97_properties`).
Source: [MS-DOC] 2.2.5.1 (Sprm), 2.6 (single property modifiers), 2.9.214 (Prm0).
"""

from collections.abc import Iterator

from parsers.readers.word97_octets import Damaged, u8, u16

DELETED, BOLD, STRIKE, HIDDEN, DOUBLE_STRIKE = 0x0800, 0x0835, 0x0837, 0x083C, 0x2A53
HIGHLIGHT, UNDERLINE, COLOUR_INDEX, COLOUR = 0x2A0C, 0x2A3E, 0x2A42, 0x6870
SHADING = 0xCA71
FONT_LATIN, FONT_HAN, FONT_OTHER = 0x4A4F, 0x4A50, 0x4A51
SYMBOL, PICTURE_PLACE = 0x6A09, 0x6A03
IN_TABLE, ROW_END, DEPTH = 0x2416, 0x2417, 0x6649
INNER_CELL, INNER_ROW_END = 0x244B, 0x244C
HUGE_PARAGRAPH, HUGE_PARAGRAPH_OLD, TABLE_PROPERTIES = 0x6646, 0x6645, 0x646B
DEFINE_TABLE, DEFINE_TABLE_OLD = 0xD608, 0xD606
INSERT_CELLS, DELETE_CELLS, WIDEN_CELLS = 0x7621, 0x5622, 0x7623
MERGE_CELLS, SPLIT_CELLS, MERGE_DOWN = 0x5624, 0x5625, 0xD62B
CHANGE_TABS = 0xC615

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_SHORT = {0x18: IN_TABLE, 0x19: ROW_END, 0x41: DELETED, 0x4D: HIGHLIGHT, 0x55: BOLD, 0x57: STRIKE, 0x5C: HIDDEN}
_SHORT |= {0x5E: UNDERLINE, 0x62: COLOUR_INDEX, 0x73: DOUBLE_STRIKE}


def sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Each sprm with its operand; stops at the first that reaches outside."""
    at = 0
    while at + 2 < len(grpprl):
        try:
            sprm = u16(grpprl, at)
            start, length = _operand(grpprl, sprm, at + 2)
        except Damaged:
            return
        if start + length > len(grpprl):
            return
        yield sprm, grpprl[start : start + length]
        at = start + length


def _operand(grpprl: bytes, sprm: int, at: int) -> tuple[int, int]:
    """Where the operand starts and how long it is."""
    size = _SIZES[sprm >> 13]
    if size:
        return at, size
    if sprm in (DEFINE_TABLE, DEFINE_TABLE_OLD):
        return at + 2, max(0, u16(grpprl, at) - 1)
    length = u8(grpprl, at)
    if sprm == CHANGE_TABS and length == 255:
        deleted = u8(grpprl, at + 1)
        return at + 1, 2 + 4 * deleted + 3 * u8(grpprl, at + 2 + 4 * deleted)
    return at + 1, length


def of_modifier(modifier: int, lists: tuple[bytes, ...]) -> Iterator[tuple[int, bytes]]:
    """The sprms of a piece's modifier (Prm): one in itself, or one of the file's lists."""
    if modifier & 1:
        index = modifier >> 1
        if index < len(lists):
            yield from sprms(lists[index])
    elif modifier and (modifier >> 1) & 0x7F in _SHORT:
        yield _SHORT[(modifier >> 1) & 0x7F], bytes([modifier >> 8])


def number(operand: bytes) -> int:
    """The operand as an unsigned number."""
    return int.from_bytes(operand[:4], "little")


def is_on(operand: bytes) -> bool:
    """A toggle's value: 1, or 0x81 for the contrary of the style, which seldom sets any."""
    return number(operand) in (1, 0x81)
