"""EDGE: processes and time. Reading spread over processes, given back in order of arrival.

In: raw messages, in order. Out: (what came with the message, Reading or Unread), in the same order. A message that
kills or outlasts its process is tried once more alone, then given back as Unread; the others go on.
Elsewhere: what reading is (`haizhi.pipeline`), what comes of it (`haizhi.loop`).
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

Task = TypeVar("Task")
Given = TypeVar("Given")
LOOK_AHEAD_PER_WORKER = 3


@dataclass(frozen=True, slots=True)
class Unread:
    """The house failed on this message; plain Chinese for staff."""

    reason: str


@dataclass(slots=True)
class ReadingPool(Generic[Task, Given]):
    """`work` in `workers` processes, each prepared once by `prepare`. With one worker and `in_process`, no process."""

    work: Callable[[Task], Given]
    prepare: Callable[[], None]
    workers: int
    seconds: float
    lasting: bool = False
    """Whether the processes stay for the next `map`, until `close`."""
    _pool: ProcessPoolExecutor | None = None

    def warm(self) -> None:
        """Start the processes now, so that the first task need not wait for them."""
        for _ in range(self.workers):
            self._started().submit(_nothing)

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._kill()

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Given | Unread]]:
        """Each task with what came of it, in order; at most a few tasks are read ahead."""
        waiting: deque[tuple[Task, Future[Given]]] = deque()
        ahead = self.workers * LOOK_AHEAD_PER_WORKER
        try:
            for task in tasks:
                waiting.append((task, self._submit(task)))
                if len(waiting) > ahead:
                    yield self._first(waiting)
            while waiting:
                yield self._first(waiting)
        finally:
            if waiting or not self.lasting:
                self._kill()

    def _first(self, waiting: "deque[tuple[Task, Future[Given]]]") -> tuple[Task, Given | Unread]:
        task, future = waiting.popleft()
        try:
            return task, future.result(self.seconds)
        except (BrokenProcessPool, FutureTimeout):
            return task, self._again_alone(task, waiting)
        except Exception as error:  # one guard round each single message
            return task, Unread(f"读取时程序出错（{type(error).__name__}）")

    def _again_alone(self, task: Task, waiting: "deque[tuple[Task, Future[Given]]]") -> Given | Unread:
        self._kill()
        given = self._alone(task)
        self._kill()
        for place, (other, future) in enumerate(waiting):
            if not (future.done() and not future.cancelled() and future.exception() is None):
                waiting[place] = (other, self._submit(other))
        return given

    def _alone(self, task: Task) -> Given | Unread:
        try:
            return self._submit(task).result(self.seconds)
        except BrokenProcessPool:
            return Unread("读取这封邮件时读取进程中止")
        except FutureTimeout:
            return Unread(f"读取这封邮件超过 {self.seconds:.0f} 秒")
        except Exception as error:
            return Unread(f"读取时程序出错（{type(error).__name__}）")

    def _submit(self, task: Task) -> "Future[Given]":
        try:
            return self._started().submit(self.work, task)
        except BrokenProcessPool:
            self._kill()
            return self._submit(task)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.workers,
                multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(self.prepare,),
            )
        return self._pool

    def _kill(self) -> None:
        if self._pool is None:
            return
        for process in list((self._pool._processes or {}).values()):
            process.kill()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0))


def _nothing() -> None:
    """A task that only makes its process start."""


def _begin(prepare: Callable[[], None]) -> None:
    """A process that outlived a killed run would wait for ever, and keep its memory."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prepare()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
