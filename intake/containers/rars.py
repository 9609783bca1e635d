"""EDGE: an external program. Rar archives through bsdtar (libarchive), which hands them over as a tar stream.

In: octets, Budget. Out: Members. Where bsdtar is not installed the archive is Unopened("unsupported").
Octets go in by a pipe and come out by a pipe: nothing touches the disk, no name of the archive ever becomes a path.
The pipe also keeps libarchive from seeking: in a file it would take a stored .docx at the archive's end for a zip.
"""

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from intake.containers.member import Find
from intake.containers.tars import tar_members
from intake.limits import Budget, NotOpened

_TIMEOUT_SECONDS = 8.0
_TRAILER_OCTETS = 1_000_000
_ARGUMENTS = ("-c", "-f", "-", "--format", "pax", "@-")
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"}


def read_rar(octets: bytes, budget: Budget) -> Iterator[Find]:
    """Every file; raises NotOpened where the archive is encrypted, damaged or too slow."""
    program = shutil.which("bsdtar")
    if program is None:
        raise NotOpened("unsupported", "rar")
    with tempfile.TemporaryFile() as complaints, _started(program, complaints) as process:
        clock = threading.Timer(_TIMEOUT_SECONDS, process.kill)
        clock.start()
        feeder = threading.Thread(target=_feed, args=(process, octets), daemon=True)
        feeder.start()
        try:
            yield from _converted(process, len(octets), budget)
        except Exception as error:
            process.kill()
            process.wait()
            raise _complaint(complaints) or error from error
        finally:
            clock.cancel()
            process.kill()
            feeder.join()
        if process.returncode:
            raise _complaint(complaints) or NotOpened("corrupt", "rar")


def _started(program: str, complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen([program, *_ARGUMENTS], stdin=pipe, stdout=pipe, stderr=complaints, env=_ENVIRONMENT)


def _feed(process: subprocess.Popen[bytes], octets: bytes) -> None:
    """In a thread of its own, since both pipes fill up."""
    with suppress(OSError, ValueError):  # the program may end, or be ended, before it has read everything
        if process.stdin:
            with process.stdin as pipe:
                pipe.write(octets)


def _converted(process: subprocess.Popen[bytes], packed: int, budget: Budget) -> Iterator[Find]:
    if process.stdout:
        yield from tar_members(process.stdout, packed, budget, mode="r|")
        process.stdout.read(_TRAILER_OCTETS)
    process.wait()


def _complaint(complaints: IO[bytes]) -> NotOpened | None:
    complaints.seek(0)
    text = complaints.read(4000).lower()
    if b"encrypt" in text or b"passphrase" in text:
        return NotOpened("encrypted", "rar")
    return NotOpened("unsupported", "rar") if b"unsupported" in text or b"not supported" in text else None
