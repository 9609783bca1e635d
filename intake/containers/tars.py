"""Tar archives and single files packed with gzip or bzip2.

In: octets, Budget. Out: Members.
Everything is unpacked into memory under the budget before tar headers are believed: they may declare any size.
"""

import bz2
import gzip
import io
import tarfile
from collections.abc import Iterator
from typing import IO, Literal

from intake.charset import decoded
from intake.containers.member import Find, Member, is_litter
from intake.limits import Budget, NotOpened
from intake.message import Unopened


def read_gzip(octets: bytes, budget: Budget) -> Iterator[Find]:
    """The file inside; its name is in the gzip header, or else the archive's without its ending."""
    with gzip.GzipFile(fileobj=io.BytesIO(octets)) as stream:
        budget.count_member()
        yield Member(_gzip_name(octets), budget.read(stream, len(octets)))


def read_bzip2(octets: bytes, budget: Budget) -> Iterator[Find]:
    """The file inside, without a name."""
    with bz2.BZ2File(io.BytesIO(octets)) as stream:
        budget.count_member()
        yield Member("", budget.read(stream, len(octets)))


def read_tar(octets: bytes, budget: Budget) -> Iterator[Find]:
    """Every regular file; links and devices are passed over."""
    yield from tar_members(io.BytesIO(octets), len(octets), budget, mode="r:")


def tar_members(stream: IO[bytes], packed: int, budget: Budget, mode: Literal["r:", "r|"]) -> Iterator[Find]:
    """The regular files of a tar stream. `mode` is "r:" for what can be rewound, "r|" for a pipe."""
    # surrogateescape keeps the octets of GBK names, which `decoded` then reads
    with tarfile.open(fileobj=stream, mode=mode, encoding="utf-8", errors="surrogateescape") as archive:
        for info in archive:
            name = decoded(info.name.encode("utf-8", "surrogateescape"))
            if info.isreg() and not is_litter(name):
                budget.count_member()
                yield _member(archive, info, name, (packed, budget))


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo, name: str, cost: tuple[int, Budget]) -> Find:
    packed, budget = cost
    content = archive.extractfile(info)
    if content is None:
        return Unopened(name, "corrupt")
    try:
        return Member(name, budget.read(content, packed))
    except NotOpened as shut:
        return Unopened(name, shut.reason, shut.detail)


def _gzip_name(octets: bytes) -> str:
    """RFC 1952 §2.3: FNAME follows FEXTRA."""
    flags, place = octets[3] if len(octets) > 10 else 0, 10
    if flags & 4:
        place += 2 + int.from_bytes(octets[10:12], "little")
    if not flags & 8:
        return ""
    return decoded(octets[place : place + 1024].split(b"\0")[0])
