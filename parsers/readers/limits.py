"""How much a document may unfold to before it is refused: bombs are seen before they are unpacked.

In: octets of a container (zip, PDF). Out: Unreadable, or None where it may be opened.
Elsewhere: the limits of mail and archives (`intake`); a limit on time, which only the caller can set.
"""

import io
import re
import zipfile
import zlib

from parsers.document import Unreadable

MAX_PAGES = 10
"""Pages looked at; the form is one page, a notice with its annexes seldom has more than eight."""
MAX_IMAGE_PIXELS = 100_000_000
"""An A3 sheet at 600 dpi has 70 million."""
MAX_RENDERED_PIXELS = 12_000_000
"""An A4 sheet at 300 dpi has 8.7 million."""
MAX_UNPACKED_OCTETS = 200_000_000
MAX_MEMBERS = 5_000
MAX_MARKUP_OCTETS = 40_000_000
"""Of one XML part or of a PDF's drawing instructions; a form has less than 2 million."""
MAX_DEPTH = 200
"""Of nested groups or elements."""
MAX_CELLS = 20_000
"""Of all tables of one document."""
MAX_BLOCKS = 5_000

_BEST_RATIO = 200
_STREAM = re.compile(rb"stream\r?\n")


def refuse_zip(octets: bytes) -> Unreadable | None:
    """Why this zip must not be unpacked, by what its directory declares; None where it may."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(octets)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return Unreadable("corrupt", "压缩结构已损坏")
    if any(entry.flag_bits & 1 for entry in entries):
        return Unreadable("encrypted", "文件设有密码")
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_MEMBERS or unpacked > MAX_UNPACKED_OCTETS or any(map(_is_bomb, entries)):
        return Unreadable("bomb", "解压后的内容过大")
    return None


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > 5_000_000 and entry.file_size > _BEST_RATIO * max(1, entry.compress_size)


def member(archive: zipfile.ZipFile, name: str, limit: int = MAX_MARKUP_OCTETS) -> bytes | None:
    """The octets of one member, None where it is absent, damaged or larger than `limit` whatever it declares."""
    try:
        with archive.open(name) as stream:
            octets = stream.read(limit + 1)
    except (KeyError, zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return None
    return octets if len(octets) <= limit else None


def refuse_streams(octets: bytes) -> Unreadable | None:
    """Why the streams of this PDF must not be unpacked; None where they may. Pictures may be larger than markup."""
    total = 0
    for start in _STREAM.finditer(octets):
        size = _inflated(octets, start.end(), MAX_UNPACKED_OCTETS)
        total += size
        if total > 2 * MAX_UNPACKED_OCTETS or (size > MAX_MARKUP_OCTETS and not _is_picture(octets, start.start())):
            return Unreadable("bomb", "解压后的内容过大")
    return None


def _is_picture(octets: bytes, end: int) -> bool:
    opening = octets.rfind(b"obj", max(0, end - 4_000), end)
    return re.search(rb"/Subtype\s*/Image", octets[max(0, opening) : end]) is not None


def _inflated(octets: bytes, start: int, limit: int) -> int:
    """How many octets the zlib stream at `start` unfolds to, counted up to `limit`; 0 where there is none."""
    if octets[start : start + 1] not in (b"\x78", b"\x68", b"\x58", b"\x48", b"\x38"):
        return 0
    inflater, size, chunk = zlib.decompressobj(), 0, octets[start : start + 65_536]
    try:
        while chunk and not inflater.eof and size <= limit:
            size += len(inflater.decompress(chunk, 1 << 20))
            start += 0 if inflater.unconsumed_tail else 65_536
            chunk = inflater.unconsumed_tail or octets[start : start + 65_536]
    except zlib.error:
        return size
    return size
