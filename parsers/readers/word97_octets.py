"""Little-endian numbers at offsets that come from a file, each checked before it is used.

In: octets and an offset. Out: the number. Raises Damaged where the file points outside itself.
"""

import struct


class Damaged(Exception):
    """The file contradicts itself."""


def u8(octets: bytes, offset: int) -> int:
    """Unsigned, one octet."""
    return int.from_bytes(piece(octets, offset, 1), "little")


def u16(octets: bytes, offset: int) -> int:
    """Unsigned, two octets."""
    return int.from_bytes(piece(octets, offset, 2), "little")


def i16(octets: bytes, offset: int) -> int:
    """Signed, two octets."""
    return int.from_bytes(piece(octets, offset, 2), "little", signed=True)


def u32(octets: bytes, offset: int) -> int:
    """Unsigned, four octets."""
    return int.from_bytes(piece(octets, offset, 4), "little")


def i32(octets: bytes, offset: int) -> int:
    """Signed, four octets."""
    return int.from_bytes(piece(octets, offset, 4), "little", signed=True)


def u32s(octets: bytes, offset: int, count: int) -> tuple[int, ...]:
    """`count` unsigned numbers of four octets."""
    if count < 0:
        raise Damaged("negative count")
    return struct.unpack(f"<{count}I", piece(octets, offset, 4 * count))


def piece(octets: bytes, offset: int, length: int) -> bytes:
    """Exactly `length` octets."""
    if offset < 0 or length < 0 or offset + length > len(octets):
        raise Damaged(f"{length} octets at {offset} of {len(octets)}")
    return octets[offset : offset + length]
