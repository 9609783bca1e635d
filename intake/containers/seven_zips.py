"""7z archives, through py7zr.

In: octets, Budget. Out: Members. Where py7zr is not installed the archive is Unopened("unsupported").
"""

import io
from collections.abc import Iterator

from intake.containers.member import Find, Member, is_litter
from intake.limits import Budget, NotOpened

try:
    import py7zr
    from py7zr.io import Py7zIO, WriterFactory

    _INSTALLED = True
except ImportError:
    _INSTALLED = False


def read_seven_zip(octets: bytes, budget: Budget) -> Iterator[Find]:
    """Every file; raises NotOpened for the whole archive, since its files are packed together."""
    if not _INSTALLED:
        raise NotOpened("unsupported", "7z")
    shelf = _Shelf(len(octets), budget)
    try:
        with py7zr.SevenZipFile(io.BytesIO(octets)) as archive:
            names = [info.filename for info in archive.list() if not info.is_directory and not is_litter(info.filename)]
            for _ in names:
                budget.count_member()
            archive.extract(targets=names, factory=shelf)
    except py7zr.exceptions.PasswordRequired as error:
        raise NotOpened("encrypted") from error
    except py7zr.exceptions.UnsupportedCompressionMethodError as error:
        raise NotOpened("unsupported", "7z") from error
    for name in names:
        yield Member(name, bytes(shelf.files[name].octets) if name in shelf.files else b"")


if _INSTALLED:

    class _File(Py7zIO):
        """A file in memory that py7zr writes to, under the budget."""

        def __init__(self, packed: int, budget: Budget) -> None:
            self.octets = bytearray()
            self._packed = packed
            self._budget = budget

        def write(self, s: bytes | bytearray) -> int:
            """Take a piece; raises NotOpened beyond the budget."""
            self.octets += s
            self._budget.spend(len(s), len(self.octets), self._packed)
            return len(s)

        def read(self, size: int | None = None) -> bytes:
            """py7zr reads nothing back."""
            return b""

        def seek(self, offset: int, whence: int = 0) -> int:
            """py7zr rewinds each file once, before it is written."""
            return 0

        def flush(self) -> None:
            """Nothing is held back."""

        def size(self) -> int:
            """Octets written so far."""
            return len(self.octets)

    class _Shelf(WriterFactory):
        """Where py7zr asks for a place to write each file."""

        def __init__(self, packed: int, budget: Budget) -> None:
            self.files: dict[str, _File] = {}
            self._packed = packed
            self._budget = budget

        def create(self, filename: str) -> _File:
            """A new file."""
            self.files[filename] = _File(self._packed, self._budget)
            return self.files[filename]
