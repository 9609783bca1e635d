"""EDGE: processes and time. Reading spread over processes, given back in order of arrival.

In: raw messages, in order. Out: (what came with the message, Reading or Unread), in the same order. A message that
kills or outlasts its process is read again without the file that did it; where that does not help, it is given back as
Unread. The others go on.
Elsewhere: one process (`haizhi.child`), what is allowed (`haizhi.pace`), what reading is (`haizhi.pipeline`), what comes
of it (`haizhi.loop`).
"""  # noqa: E501

import os
import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from haizhi.child import Child, Failed, Lost, TooLong
from haizhi.pace import EVERYTHING, MOST_GIVEN_UP, GivenUp, Pace, Tell

Task = TypeVar("Task")
Given = TypeVar("Given")
LOOK_AHEAD_PER_WORKER = 3


@dataclass(frozen=True, slots=True)
class Unread:
    """The house failed on this message; plain Chinese for staff."""

    reason: str


@dataclass(slots=True)
class ReadingPool(Generic[Task, Given]):
    """`work` in `workers` processes, each prepared once by `prepare` and attended by a thread of this process."""

    work: Callable[[Task, GivenUp, Tell], Given]
    prepare: Callable[[], None]
    workers: int
    seconds: float
    """Longest time for one message as a whole."""
    lasting: bool = False
    """Whether the processes stay for the next `map`, until `close`."""
    pace: Pace = field(default_factory=Pace)
    _threads: ThreadPoolExecutor | None = None
    _idle: "queue.SimpleQueue[Child | None]" = field(default_factory=queue.SimpleQueue)
    _children: set[Child] = field(default_factory=set)
    _closing: bool = False

    def warm(self) -> None:
        """Start the processes now, so that the first task need not wait for them."""
        self._start()
        waiting = [self._idle.get() for _ in range(self.workers)]
        for child in waiting:
            self._idle.put(child or self._new_child())

    def close(self) -> None:
        """End the processes, whatever they are at."""
        if self._threads is None:
            return
        self._closing = True
        for child in tuple(self._children):
            child.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._threads = None
        self._children.clear()
        self._idle = queue.SimpleQueue()
        self._closing = False

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Given | Unread]]:
        """Each task with what came of it, in order; at most a few tasks are read ahead."""
        waiting: deque[tuple[Task, Future[Given | Unread]]] = deque()
        ahead = self.workers * LOOK_AHEAD_PER_WORKER
        try:
            for task in tasks:
                waiting.append((task, self._start().submit(self._attended, task)))
                if len(waiting) > ahead:
                    first, future = waiting.popleft()
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        finally:
            if waiting or not self.lasting:
                self.close()

    def _start(self) -> ThreadPoolExecutor:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self.workers)
            for _ in range(self.workers):
                self._idle.put(None)
        return self._threads

    def _new_child(self) -> Child:
        child = Child(self.work, self.prepare, self.pace)
        self._children.add(child)
        return child

    def _attended(self, task: Task) -> Given | Unread:
        """One task, begun again without what a process was lost on, as often as that helps."""
        given_up: GivenUp = {}
        died = 0
        while not self._closing:
            given = self._tried(task, given_up)
            if not isinstance(given, Lost):
                return given
            died += given.reason is None
            if given.step is None or EVERYTHING in given_up or given.step.key in given_up:
                break
            if given.reason is not None or died > 1:  # what died once may have been ended by somebody else
                given_up[given.step.key] = given.reason or "timeout"
            if len(given_up) > MOST_GIVEN_UP:
                given_up[EVERYTHING] = "timeout"
        return Unread("读取这封邮件时读取进程中止")

    def _tried(self, task: Task, given_up: GivenUp) -> Given | Unread | Lost:
        child = self._idle.get() or self._new_child()
        stays: Child | None = None
        try:
            given: Given | Failed | Lost = child.do(task, dict(given_up), self.seconds)
            stays = None if isinstance(given, Lost) else child
        except TooLong:
            return Unread(f"读取这封邮件超过 {self.seconds:.0f} 秒")
        finally:
            if stays is None:
                self._children.discard(child)
            self._idle.put(stays)
        return Unread(f"读取时程序出错（{given.error}）") if isinstance(given, Failed) else given


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0))
