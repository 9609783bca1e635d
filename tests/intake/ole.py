"""A minimal OLE2 writer (MS-CFB): storages as nested dicts, streams as octets."""

import struct
from collections.abc import Mapping
from typing import Union

Tree = Mapping[str, Union[bytes, "Tree"]]
_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(tree: Tree) -> bytes:
    """An OLE2 file. Streams are padded to 4096 octets, so that no short-sector chain is needed."""
    entries: list[tuple[str, int, int, int, bytes]] = []
    _collect("Root Entry", tree, entries, 5)
    sectors: list[bytes] = []
    chains: list[int] = []
    directory = b""
    for name, kind, child, sibling, octets in entries:
        start = _END
        if kind == 2:
            start = _append(octets, sectors, chains)
        directory += _entry(name, kind, child, sibling, start, len(octets))
    directory += _entry("", 0, _FREE, _FREE, 0, 0) * (-(len(directory) // 128) % 4)
    first = _append(directory, sectors, chains)
    fat_sectors = (len(chains) + _SECTOR // 4) // (_SECTOR // 4 - 1) + 1
    fat_places = list(range(len(chains), len(chains) + fat_sectors))
    fat = [*chains, *([_FAT] * fat_sectors)]
    fat += [_FREE] * (fat_sectors * _SECTOR // 4 - len(fat))
    sectors += [struct.pack("<128I", *fat[i : i + 128]) for i in range(0, len(fat), 128)]
    return _header(first, fat_places) + b"".join(sectors)


def _collect(name: str, value: bytes | Tree, entries: list[tuple[str, int, int, int, bytes]], kind: int) -> int:
    number = len(entries)
    if isinstance(value, bytes):
        entries.append((name, 2, _FREE, _FREE, value + bytes(max(0, 4096 - len(value)))))
        return number
    entries.append((name, kind, _FREE, _FREE, b""))
    previous = _FREE
    for child_name, child in value.items():
        place = _collect(child_name, child, entries, 1)
        entries[place] = (*entries[place][:3], previous, entries[place][4])
        previous = place
    entries[number] = (name, kind, previous, entries[number][3], b"")
    return number


def _append(octets: bytes, sectors: list[bytes], chains: list[int]) -> int:
    start = len(sectors)
    pieces = [octets[i : i + _SECTOR].ljust(_SECTOR, b"\0") for i in range(0, len(octets), _SECTOR)]
    sectors += pieces
    chains += [*range(start + 1, start + len(pieces)), _END]
    return start


def _entry(name: str, kind: int, child: int, sibling: int, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le") if name else b""
    head = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, sibling, _FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def _header(directory: int, fat_places: list[int]) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, len(fat_places), directory, 0, 4096, _END, 0, _END, 0)
    return head + struct.pack("<109I", *fat_places, *([_FREE] * (109 - len(fat_places))))
