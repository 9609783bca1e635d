"""Where the cells of a Word 97 table row lie.

In: the sprms of the row's end mark. Out: CellShape, one for each cell mark of the row.
Elsewhere: the texts of the cells (`marked_blocks`), the grid of all rows (`rows`).
Source: [MS-DOC] 2.6.3 (table properties), 2.9.317 (TDefTableOperand), 2.9.304 (TCGRF).
"""

from collections.abc import Iterable
from itertools import pairwise

from parsers.readers import word97_sprms as s
from parsers.readers.marked import CellShape
from parsers.readers.word97_octets import Damaged, i16, u8, u16

CELL_OCTETS = 20
FIRST_MERGED, MERGED, MERGED_DOWN, STARTS_DOWN = 0x01, 0x02, 0x20, 0x40
MOST_CELLS = 64


def row_shape(table: Iterable[tuple[int, bytes]]) -> tuple[CellShape, ...]:
    """The cells of a row; none where the file does not define them."""
    edges: list[int] = []
    flags: list[int] = []
    for sprm, operand in table:
        try:
            if sprm in (s.DEFINE_TABLE, s.DEFINE_TABLE_OLD):
                edges, flags = _definition(operand)
            else:
                _change(sprm, operand, edges, flags)
        except Damaged:
            continue
    if any(b < a for a, b in pairwise(edges)):
        return ()
    return tuple(_shape(edges, flags, index) for index in range(len(edges) - 1))


def _shape(edges: list[int], flags: list[int], index: int) -> CellShape:
    flag = flags[index]
    below = bool(flag & MERGED_DOWN) and not flag & STARTS_DOWN
    return CellShape(edges[index], edges[index + 1], bool(flag & MERGED) and not flag & FIRST_MERGED, below)


def _definition(operand: bytes) -> tuple[list[int], list[int]]:
    count = u8(operand, 0)
    if count > MOST_CELLS:
        raise Damaged("too many cells")
    edges = [i16(operand, 1 + 2 * index) for index in range(count + 1)]
    cells = 1 + 2 * (count + 1)
    places = [cells + CELL_OCTETS * index for index in range(count)]
    return edges, [u16(operand, place) if place + 2 <= len(operand) else 0 for place in places]


def _change(sprm: int, operand: bytes, edges: list[int], flags: list[int]) -> None:
    """Changes that were saved after the definition."""
    first, second = u8(operand, 0), u8(operand, 1) if len(operand) > 1 else 0
    if sprm == s.MERGE_CELLS:
        for index in range(first, min(second, len(flags))):
            flags[index] |= FIRST_MERGED if index == first else MERGED
    elif sprm == s.SPLIT_CELLS:
        for index in range(first, min(second, len(flags))):
            flags[index] &= ~(FIRST_MERGED | MERGED)
    elif sprm == s.MERGE_DOWN and first < len(flags):
        flags[first] = flags[first] & ~(MERGED_DOWN | STARTS_DOWN) | {1: MERGED_DOWN, 3: 0x60}.get(second, 0)
    elif sprm == s.DELETE_CELLS and first < second <= len(flags):
        del flags[first:second], edges[first + 1 : second + 1]
    elif sprm == s.WIDEN_CELLS:
        _widen(edges, range(first, min(second, len(flags))), u16(operand, 2))
    elif sprm == s.INSERT_CELLS and edges:
        _insert(edges, flags, first, (second, u16(operand, 2)))


def _widen(edges: list[int], cells: range, width: int) -> None:
    for index in cells:
        shift = edges[index] + width - edges[index + 1]
        edges[index + 1 :] = [edge + shift for edge in edges[index + 1 :]]


def _insert(edges: list[int], flags: list[int], first: int, new: tuple[int, int]) -> None:
    count, width = new
    if len(flags) + count > MOST_CELLS:
        raise Damaged("too many cells")
    while len(flags) < first:
        flags.append(0)
        edges.append(edges[-1] + width)
    after = [edge + count * width for edge in edges[first + 1 :]]
    edges[first + 1 :] = [edges[first] + width * (index + 1) for index in range(count)] + after
    flags[first:first] = [0] * count
