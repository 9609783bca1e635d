"""EDGE: processes. The memory and processor time used by processes begun from here, those included that were ended.

In: a moment to begin. Out: megabytes, processor seconds (a busy machine changes nothing about these).
Elsewhere: what is allowed (`haizhi.pace`).
"""

import os
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOOK_SECONDS = 0.02
PROC = Path("/proc")


class Peak:
    """What `watched` has seen since `begin`."""

    def __init__(self) -> None:
        self.megabytes = 0
        self._spent = 0.0
        self._end = threading.Event()

    def begin(self) -> None:
        """Forget what was used before, here and in the kernel's own record of each process."""
        for pid in descendants():
            with suppress(OSError):
                (PROC / pid / "clear_refs").write_text("5")
        self.megabytes, self._spent = 0, _processor_seconds()

    @property
    def seconds(self) -> float:
        """Processor time since then."""
        return _processor_seconds() - self._spent

    def look(self) -> int:
        """The most so far, now included."""
        self.megabytes = max(self.megabytes, *(peak_of(pid) for pid in descendants() if _runs_itself(pid)), 0)
        return self.megabytes

    def look_on(self) -> None:
        """Until `end`: what is killed between two looks was less than this long at its last size."""
        while not self._end.wait(LOOK_SECONDS):
            self.look()

    def end(self) -> None:
        """Stop looking."""
        self._end.set()


@contextmanager
def watched() -> Iterator[Peak]:
    """A Peak that looks all the time."""
    peak = Peak()
    thread = threading.Thread(target=peak.look_on, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        peak.end()
        thread.join()


def descendants(of: str = "self") -> list[str]:
    """Processes begun by this one, and by those."""
    found: list[str] = []
    with suppress(OSError):
        for task in (PROC / of / "task").iterdir():
            for pid in (task / "children").read_text().split():
                found += [pid, *descendants(pid)]
    return found


def _processor_seconds() -> float:
    """Of what lives (proc(5), fields 14 and 15) and of what has been waited for."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    ticks = 0
    for pid in descendants():
        with suppress(OSError):
            fields = (PROC / pid / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
    return ended.ru_utime + ended.ru_stime + ticks / os.sysconf("SC_CLK_TCK")


def peak_of(pid: str = "self") -> int:
    """The most that one process had in memory. `getrusage` also tells of what the process was begun from."""
    with suppress(OSError):
        for line in (PROC / pid / "status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) // 1000
    return 0


def _runs_itself(pid: str) -> bool:
    """Between vfork and exec a new process shows the memory of this one as its own, and its command line, too."""
    with suppress(OSError):
        return (PROC / pid / "cmdline").read_bytes() != (PROC / "self/cmdline").read_bytes()
    return False
