"""Files made in code: zips with the names that Chinese programs write, documents, pictures, archives."""

import io
import struct
import tarfile
import zipfile
import zlib

from PIL import Image

_CONTENT_TYPES = (
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    '{kind}+xml"/></Types>'
)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with UTF-8 names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, octets in members.items():
            archive.writestr(name, octets)
    return buffer.getvalue()


def zipped_without_flag(name: bytes, octets: bytes, flags: int = 0) -> bytes:
    """A zip of one stored member whose name is these octets; the UTF-8 flag is not set."""
    checksum, size = zlib.crc32(octets), len(octets)
    common = struct.pack("<HHHHHIIIHH", 20, flags, 0, 0, 0x21, checksum, size, size, len(name), 0)
    local = b"PK\x03\x04" + common + name + octets
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def docx(text: str = "x", kind: str = "wordprocessingml.document.main") -> bytes:
    """As much of a Word file as tells what it is."""
    return zipped(
        {"[Content_Types].xml": _CONTENT_TYPES.format(kind=kind).encode(), "word/document.xml": text.encode()}
    )


def tarred(members: dict[str, bytes], mode: str = "w", encoding: str = "utf-8") -> bytes:
    """A tar archive, packed as the mode says."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode, encoding=encoding, format=tarfile.GNU_FORMAT) as archive:  # type: ignore[call-overload]
        for name, octets in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(octets)
            archive.addfile(info, io.BytesIO(octets))
    return buffer.getvalue()


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    """A picture of noise-free stripes."""
    buffer = io.BytesIO()
    image = Image.new("RGB", (width, height), "white")
    image.paste("navy", (0, 0, width, max(1, height // 3)))
    image.save(buffer, kind)
    return buffer.getvalue()


def rar(name: str, octets: bytes) -> bytes:
    """A RAR 5 archive of one stored file (the format's own description, `RAR 5.0 archive format`)."""
    main = _rar_header(bytes([1, 0, 0]))
    encoded = name.encode()
    fields = bytes([2, 2]) + _vint(len(octets)) + bytes([0]) + _vint(len(octets)) + _vint(0o100644) + bytes([0, 1])
    file = _rar_header(fields + _vint(len(encoded)) + encoded)
    return b"Rar!\x1a\x07\x01\x00" + main + file + octets + _rar_header(bytes([5, 0, 0]))


def _rar_header(fields: bytes) -> bytes:
    sized = _vint(len(fields)) + fields
    return struct.pack("<I", zlib.crc32(sized)) + sized


def _vint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])
