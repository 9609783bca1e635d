"""Zip archives, with the names that Chinese programs write.

In: octets, Budget. Out: Members; Unopened for the members that stay shut.
Elsewhere: telling an archive from a document that is a zip too (`intake.zip_type`).
"""

import io
import struct
import zipfile
from collections.abc import Iterator

from intake.charset import decoded
from intake.containers.member import Find, Member, is_litter
from intake.limits import Budget, NotOpened
from intake.message import Unopened
from intake.zip_type import entries

_MAX_ENTRIES = 20_000
_ENCRYPTED, _UTF8 = 0x1, 0x800
_AES = 99
_UNICODE_PATH = 0x7075


def read_zip(octets: bytes, budget: Budget) -> Iterator[Find]:
    """Every file; an encrypted or damaged member is Unopened and does not stop the next."""
    if entries(octets) > _MAX_ENTRIES:
        raise NotOpened("bomb", f"超过 {_MAX_ENTRIES} 个文件")
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        for info in archive.infolist():
            name = name_of(info)
            if not info.is_dir() and not name.endswith("\\") and not is_litter(name):
                budget.count_member()
                yield _member(archive, info, budget)


def name_of(info: zipfile.ZipInfo) -> str:
    """The name by the UTF-8 flag, else by Info-ZIP's extra field, else its octets read as UTF-8, GB18030 or Big5."""
    if info.flag_bits & _UTF8:
        return info.filename
    written = info.orig_filename.encode("cp437", "replace")
    return _unicode_path(info.extra) or decoded(written)


def _unicode_path(extra: bytes) -> str:
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_PATH and length > 5:
            return extra[9 : 4 + length].decode("utf-8", "replace")
        extra = extra[4 + length :]
    return ""


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Find:
    name = name_of(info)
    if info.flag_bits & _ENCRYPTED or info.compress_type == _AES:
        return Unopened(name, "encrypted")
    try:
        with archive.open(info) as stream:
            return Member(name, budget.read(stream, info.compress_size))
    except NotOpened as shut:
        return Unopened(name, shut.reason, shut.detail)
    except NotImplementedError as error:
        return Unopened(name, "unsupported", str(error))
    except Exception:  # BadZipFile, zlib.error, EOFError, struct.error, lzma.LZMAError …
        return Unopened(name, "corrupt")
