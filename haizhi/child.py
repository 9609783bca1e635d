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
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from haizhi.confined import Limits, allow_processor, confine
from haizhi.pace import GivenUp, Pace, Reason, Step, Tell
from haizhi.private_folder import private_folder, remove

LOOK_SECONDS = 0.01
GROWN = 0.8
"""Share of its memory with which a process is not given another task."""
_SPAWN = multiprocessing.get_context("spawn")
_STARTING = threading.Lock()
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_OCTETS = os.sysconf("SC_PAGESIZE")

Work = Callable[[Any, GivenUp, Tell], Any]


@dataclass(frozen=True, slots=True)
class Failed:
    """The work itself raised; the error's kind."""

    error: str
    lacked_memory: bool = False


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
        self._pace, self._tasks = pace, 0
        self._folder = private_folder()
        self._pipe, far = _SPAWN.Pipe()
        limits = Limits(Path(self._folder.name), pace.megabytes)
        self._process: BaseProcess = _SPAWN.Process(target=_serve, args=(far, work, prepare, limits), daemon=True)
        with _as_no_daemon():
            self._process.start()
        far.close()

    def kill(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.join()
        self._pipe.close()
        self._folder.cleanup()

    @property
    def is_used_up(self) -> bool:
        """Whether it has done its share, or has grown: libraries leak, and what a hostile file left behind goes too."""
        grown = megabytes_of(Path(f"/proc/{self._process.pid}")) > self._pace.megabytes * GROWN
        return self._tasks >= self._pace.tasks or grown

    def do(self, task: Any, given_up: GivenUp, seconds: float) -> Any:
        """What the work gives; Failed where it raised, Lost where the process is gone. Raises TooLong."""
        self._tasks += 1
        watch = _Watch(self._process.pid or 0, self._pace)
        end = time.monotonic() + seconds
        try:
            self._pipe.send((task, given_up, seconds))
            while True:
                if self._pipe.poll(LOOK_SECONDS):
                    said = self._pipe.recv()
                    if isinstance(said, Step):
                        watch.begins(said)
                        continue
                    (given,) = said
                    if isinstance(given, Failed) and given.lacked_memory:
                        return self._ended(watch.step, watch.too_much())
                    return given
                if (reason := watch.why_end()) is not None:
                    return self._ended(watch.step, reason)
                if time.monotonic() > end:
                    self.kill()
                    raise TooLong
        except (EOFError, OSError):
            return self._ended(watch.step, None)

    def _ended(self, step: Step | None, reason: Reason | None) -> Lost:
        self.kill()
        return Lost(step, reason)


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
        if megabytes_of(self._folder) > self._pace.megabytes:
            return self.too_much()
        spent = self._processor_seconds() - self._step_began
        return self._pace.why_end(self.step, spent, self._file_spent + spent)

    def too_much(self) -> Reason:
        """Why it is ended where its memory is not enough."""
        return "timeout" if self.step is None or self.step.kind == "pixels" else "endless"

    def _processor_seconds(self) -> float:
        """Of the process alone (proc(5), fields 14 and 15): programs that it starts have limits of their own."""
        fields = _read(self._folder / "stat").rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / _TICKS if len(fields) > 13 else 0.0


def megabytes_of(folder: Path) -> float:
    """Memory in use of the process that this folder of /proc tells of; 0 where it is gone."""
    fields = _read(folder / "statm").split()
    return int(fields[1]) * _PAGE_OCTETS / 1e6 if len(fields) > 1 else 0.0


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace")
    except OSError:
        return ""


@contextmanager
def _as_no_daemon() -> Iterator[None]:
    # A Dask worker is often a daemon process, which multiprocessing lets have no children lest they outlive it; these
    # end with their parent by themselves (`_end_with_parent`).
    config: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    with _STARTING:
        was = config.get("daemon", False)
        config["daemon"] = False
        try:
            yield
        finally:
            config["daemon"] = was


def _serve(pipe: Connection, work: Work, prepare: Callable[[], None], limits: Limits) -> None:
    """The life of the process: tasks until the pipe closes."""
    confine(limits)
    threading.Thread(target=_end_with_parent, args=(limits.folder,), daemon=True).start()
    prepare()
    with suppress(EOFError, OSError):
        while True:
            task, given_up, seconds = pipe.recv()
            allow_processor(seconds)
            try:
                given = work(task, given_up, pipe.send)
            except Exception as error:  # one guard round each single message
                given = Failed(type(error).__name__, isinstance(error, MemoryError))
            pipe.send((given,))


def _end_with_parent(folder: Path) -> None:
    """A process that outlived a killed run would wait for ever, and keep its memory and its files."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        remove(folder)
        os._exit(1)
