"""EDGE: processes, time, /proc. One reading process, watched from outside while it works.

In: tasks, one at a time. Out: what came of each, or Lost: what the process was at when it died or had to be ended.
The process tells each step that it begins; its processor time and memory are read from /proc, since code that hangs in
PDFium can say nothing itself.
Elsewhere: what is allowed (`haizhi.pace`), several processes and their order (`haizhi.workers`).
"""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from haizhi.pace import GivenUp, Pace, Reason, Step, Tell

LOOK_SECONDS = 0.1
_SPAWN = multiprocessing.get_context("spawn")
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_OCTETS = os.sysconf("SC_PAGESIZE")

Work = Callable[[Any, GivenUp, Tell], Any]


@dataclass(frozen=True, slots=True)
class Failed:
    """The work itself raised; the error's kind."""

    error: str


@dataclass(frozen=True, slots=True)
class Lost:
    """The process is gone. `step` None: before it had told anything."""

    step: Step | None
    reason: Reason | None
    """None: it died by itself."""


class TooLong(Exception):
    """The whole task outlasted its time; the process is gone."""


class Child:
    """One process."""

    def __init__(self, work: Work, prepare: Callable[[], None], pace: Pace) -> None:
        self._pace = pace
        self._pipe, far = _SPAWN.Pipe()
        self._process: BaseProcess = _SPAWN.Process(target=_serve, args=(far, work, prepare), daemon=True)
        self._process.start()
        far.close()

    def kill(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def do(self, task: Any, given_up: GivenUp, seconds: float) -> Any:
        """What the work gives; Failed where it raised, Lost where the process is gone. Raises TooLong."""
        watch = _Watch(self._process.pid or 0, self._pace)
        end = time.monotonic() + seconds
        try:
            self._pipe.send((task, given_up))
            while True:
                if self._pipe.poll(LOOK_SECONDS):
                    said = self._pipe.recv()
                    if not isinstance(said, Step):
                        return said[0]
                    watch.begins(said)
                elif (reason := watch.why_end()) is not None:
                    self.kill()
                    return Lost(watch.step, reason)
                if time.monotonic() > end:
                    self.kill()
                    raise TooLong
        except (EOFError, OSError):
            self.kill()
            return Lost(watch.step, None)


class _Watch:
    """What the process is at, and what that has cost."""

    def __init__(self, pid: int, pace: Pace) -> None:
        self._folder, self._pace = Path(f"/proc/{pid}"), pace
        self.step: Step | None = None
        self._step_began = 0.0
        self._file_spent = 0.0

    def begins(self, step: Step) -> None:
        now = self._processor_seconds()
        if self.step is not None and self.step.key != step.key:
            self._file_spent = 0.0
        elif self.step is not None and self.step.kind != "pixels":
            self._file_spent += now - self._step_began
        self.step, self._step_began = step, now

    def why_end(self) -> Reason | None:
        if self.step is None:
            return None
        if self._megabytes() > self._pace.megabytes:
            return "timeout" if self.step.kind == "pixels" else "endless"
        spent = self._processor_seconds() - self._step_began
        return self._pace.why_end(self.step, spent, self._file_spent + spent)

    def _processor_seconds(self) -> float:
        """Of the process alone (proc(5), fields 14 and 15): programs that it starts have limits of their own."""
        fields = self._read("stat").rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / _TICKS if len(fields) > 13 else 0.0

    def _megabytes(self) -> float:
        fields = self._read("statm").split()
        return int(fields[1]) * _PAGE_OCTETS / 1e6 if len(fields) > 1 else 0.0

    def _read(self, name: str) -> str:
        try:
            return (self._folder / name).read_text("ascii", "replace")
        except OSError:
            return ""


def _serve(pipe: Connection, work: Work, prepare: Callable[[], None]) -> None:
    """The life of the process: tasks until the pipe closes."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prepare()
    with suppress(EOFError, OSError):
        while True:
            task, given_up = pipe.recv()
            try:
                given = work(task, given_up, pipe.send)
            except Exception as error:  # one guard round each single message
                given = Failed(type(error).__name__)
            pipe.send((given,))


def _end_with_parent() -> None:
    """A process that outlived a killed run would wait for ever, and keep its memory."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
