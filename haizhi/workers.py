"""Reading by whoever does it, given back in order of arrival.

In: raw messages, in order. Out: (what came with the message, Reading or Unread), in the same order.
Elsewhere: who reads, and where (`haizhi.executors`), what is allowed (`haizhi.pace`), what reading is
(`haizhi.pipeline`), what comes of it (`haizhi.loop`).
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from haizhi.attending import Broken
from haizhi.attending import Recipe as Recipe
from haizhi.attending import Unread as Unread
from haizhi.executors import DASK, HERE, Crew, NoReaders, cluster, here, processes
from haizhi.pace import GivenUp, Pace, Tell

Task = TypeVar("Task")
Given = TypeVar("Given")
LOOK_AHEAD_PER_WORKER = 3


@dataclass(slots=True)
class ReadingPool(Generic[Task, Given]):
    """`work` done by a crew, whose processes are each prepared once by `prepare`."""

    work: Callable[[Task, GivenUp, Tell], Given]
    prepare: Callable[[], None]
    workers: int | str
    """Processes of this machine; `here`; or the address of a Dask cluster."""
    seconds: float
    """Longest time for one message as a whole."""
    lasting: bool = False
    """Whether the processes stay for the next `map`, until `close`."""
    pace: Pace = field(default_factory=Pace)
    _crew: Crew | None = None

    def warm(self) -> None:
        """Start the processes now, so that the first task need not wait for them. Raises NoReaders."""
        self._start()

    def close(self) -> None:
        """End the processes, whatever they are at."""
        if self._crew is not None:
            crew, self._crew = self._crew, None
            crew.close()

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Given | Unread]]:
        """Each task with what came of it, in order; at most a few tasks are read ahead. Raises NoReaders."""
        waiting: deque[tuple[Task, Future[Given | Unread | Broken]]] = deque()
        try:
            for task in tasks:
                crew = self._start()
                waiting.append((task, crew.executor.submit(crew.do, task)))
                if len(waiting) > crew.width * LOOK_AHEAD_PER_WORKER:
                    yield self._next(waiting)
            while waiting:
                yield self._next(waiting)
        finally:
            if waiting or not self.lasting:
                self.close()

    def _next(self, waiting: "deque[tuple[Task, Future[Given | Unread | Broken]]]") -> tuple[Task, Given | Unread]:
        task, future = waiting[0]
        patience = self._start().patience_seconds
        try:
            given = future.result(patience)
        except Exception as error:
            # The crew itself is lost, not this message: it stays unread in the store, for the next run.
            raise NoReaders(f"读取中断（{type(error).__name__}）；再次运行会从断点继续") from error
        if isinstance(given, Broken):
            raise NoReaders("读取进程无法启动；请运行 haizhi check，改正后再次运行会从断点继续")
        waiting.popleft()
        return task, given

    def _start(self) -> Crew:
        if self._crew is None:
            self._crew = self._opened(Recipe(self.work, self.prepare, self.pace, self.seconds))
        return self._crew

    def _opened(self, recipe: Recipe) -> Crew:
        if isinstance(self.workers, int):
            return processes(recipe, self.workers or processors())
        if self.workers == HERE:
            return here(recipe)
        assert self.workers.startswith(DASK)
        return cluster(recipe, self.workers)


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0))
