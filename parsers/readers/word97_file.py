"""The streams of a Word 97-2003 file and the pieces its text lies in.

In: octets of an OLE file. Out: WordFile, with the text of each part as characters at file positions.
Elsewhere: properties of the characters (`word97_properties`), what they mean (`word97_text`).
Source: [MS-DOC] 2.4.1 (retrieving text), 2.5 (FIB), 2.8.35 (PlcPcd), 2.9.38 (Clx).
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from parsers.document import Unreadable
from parsers.readers.word97_octets import Damaged, i32, piece, u8, u16, u32, u32s

WORD_MAGIC = (0xA5EC, 0xA5DC)
OLDEST = 0x00C1
"""nFib of Word 97; Word 6 and 95 lay their files out differently."""
ENCRYPTED, OTHER_TABLE = 0x0100, 0x0200
MOST_CHARACTERS = 2_000_000
MOST_STREAM_OCTETS = 60_000_000

CHARACTER_PAGES, PARAGRAPH_PAGES, FONTS, CLX = 12, 13, 15, 33
"""Places in FibRgFcLcb97."""
PARTS = ("text", "footnotes", "headers", "macros", "comments", "endnotes", "textboxes", "header_textboxes")
"""In the order their characters are stored (FibRgLw97 from ccpText on)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` lie at file position `place`, one octet each where `narrow`."""

    start: int
    end: int
    place: int
    narrow: bool
    modifier: int


@dataclass(frozen=True, slots=True)
class WordFile:
    """One document; `table` and `data` are its side streams."""

    main: bytes
    table: bytes
    data: bytes
    pieces: tuple[Piece, ...]
    modifiers: tuple[bytes, ...]
    """Property lists that pieces refer to."""
    lengths: dict[str, int]

    def structure(self, number: int) -> bytes:
        """One of the structures that the FIB points to, "" where there is none."""
        place, length = u32s(self.main, 0x9A + 8 * number, 2)
        return piece(self.table, place, length) if length else b""

    def characters(self, part: str) -> Iterator[tuple[str, int, Piece]]:
        """Each character of one part with its file position and its piece."""
        start = sum(self.lengths[name] for name in PARTS[: PARTS.index(part)])
        end = start + min(self.lengths[part], MOST_CHARACTERS)
        for each in self.pieces:
            first, last = max(start, each.start), min(end, each.end)
            if first < last:
                yield from _decoded(self.main, each, first, last)


def _decoded(main: bytes, each: Piece, first: int, last: int) -> Iterator[tuple[str, int, Piece]]:
    width = 1 if each.narrow else 2
    place = each.place + (first - each.start) * width
    octets = main[place : place + (last - first) * width]
    if each.narrow:
        text = octets.decode("cp1252", "replace")
    else:
        text = octets[: len(octets) // 2 * 2].decode("utf-16-le", "surrogatepass")
    for character in text:
        yield character, place, each
        place += width if character <= "\uffff" else 2 * width


def open_word(octets: bytes) -> WordFile | Unreadable:
    """The file's streams and pieces. Raises Damaged where they contradict each other."""
    streams = _streams(octets)
    if isinstance(streams, Unreadable):
        return streams
    main = streams["WordDocument"]
    if u16(main, 0) not in WORD_MAGIC:
        return Unreadable("corrupt", "Word 文件头已损坏")
    flags = u16(main, 10)
    if flags & ENCRYPTED:
        return Unreadable("encrypted", "Word 文件设有打开密码")
    if u16(main, 2) < OLDEST:
        return Unreadable("no_reader", "Word 95 或更早的格式")
    table = streams.get("1Table" if flags & OTHER_TABLE else "0Table", b"")
    lengths = {name: max(0, i32(main, 0x4C + 4 * index)) for index, name in enumerate(PARTS)}
    place, length = u32s(main, 0x9A + 8 * CLX, 2)
    pieces, modifiers = _pieces(piece(table, place, length))
    return WordFile(main, table, streams.get("Data", b""), pieces, modifiers, lengths)


def _streams(octets: bytes) -> dict[str, bytes] | Unreadable:
    try:
        with olefile.OleFileIO(io.BytesIO(octets)) as ole:
            if ole.exists("EncryptedPackage"):
                return Unreadable("encrypted", "文件设有打开密码")
            if not ole.exists("WordDocument"):
                return Unreadable("no_reader", "不是 Word 文件")
            names = [name for name in ("WordDocument", "0Table", "1Table", "Data") if ole.exists(name)]
            return {name: ole.openstream(name).read(MOST_STREAM_OCTETS) for name in names}
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, OverflowError):
        return Unreadable("corrupt", "文件结构已损坏，无法打开")


def _pieces(clx: bytes) -> tuple[tuple[Piece, ...], tuple[bytes, ...]]:
    modifiers: list[bytes] = []
    at = 0
    while u8(clx, at) == 1:
        length = u16(clx, at + 1)
        modifiers.append(piece(clx, at + 3, length))
        at += 3 + length
    if u8(clx, at) != 2:
        raise Damaged("no piece table")
    plc = piece(clx, at + 5, u32(clx, at + 1))
    count = (len(plc) - 4) // 12
    ends = u32s(plc, 0, count + 1)
    return tuple(_piece(plc, ends, index, 4 * (count + 1)) for index in range(count)), tuple(modifiers)


def _piece(plc: bytes, ends: tuple[int, ...], index: int, descriptors: int) -> Piece:
    at = descriptors + 8 * index
    position, modifier = u32(plc, at + 2), u16(plc, at + 6)
    start, end = ends[index], ends[index + 1]
    if end < start or end - start > MOST_CHARACTERS:
        raise Damaged("pieces out of order")
    narrow = bool(position & 0x40000000)
    place = position & 0x3FFFFFFF
    return Piece(start, end, place // 2 if narrow else place, narrow, modifier)
