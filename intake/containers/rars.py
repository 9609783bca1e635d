"""EDGE: an external program. Rar archives through bsdtar (libarchive), which hands them over as a tar stream.

In: octets, Budget. Out: Members. Where bsdtar is not installed the archive is Unopened("unsupported").
The program reads a file in a private folder and writes to a pipe only: no name of the archive ever becomes a path.
"""

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from intake.containers.member import Find
from intake.containers.tars import tar_members
from intake.limits import Budget, NotOpened

_TIMEOUT_SECONDS = 8.0
_TRAILER_OCTETS = 1_000_000
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"}


def read_rar(octets: bytes, budget: Budget) -> Iterator[Find]:
    """Every file; raises NotOpened where the archive is encrypted, damaged or too slow."""
    program = shutil.which("bsdtar")
    if program is None:
        raise NotOpened("unsupported", "rar")
    with tempfile.TemporaryDirectory(prefix="intake-") as folder:
        path = Path(folder, "archive")
        path.write_bytes(octets)
        yield from _converted([program, "-c", "-f", "-", "--format", "pax", f"@{path}"], len(octets), budget)


def _converted(command: list[str], packed: int, budget: Budget) -> Iterator[Find]:
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints, env=_ENVIRONMENT
        ) as process,
    ):
        clock = threading.Timer(_TIMEOUT_SECONDS, process.kill)
        clock.start()
        try:
            assert process.stdout is not None
            yield from tar_members(process.stdout, packed, budget, mode="r|")
            process.stdout.read(_TRAILER_OCTETS)
            code = process.wait()
        except Exception as error:
            process.kill()
            process.wait()
            raise _complaint(complaints) or error from error
        finally:
            clock.cancel()
            process.kill()
        if code:
            raise _complaint(complaints) or NotOpened("corrupt", "rar")


def _complaint(complaints: IO[bytes]) -> NotOpened | None:
    complaints.seek(0)
    text = complaints.read(4000).lower()
    if b"encrypt" in text or b"passphrase" in text:
        return NotOpened("encrypted", "rar")
    return NotOpened("unsupported", "rar") if b"unsupported" in text or b"not supported" in text else None
