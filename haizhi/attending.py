"""EDGE: processes. One task attended to its end: in a process of its own, watched, begun again without what it died of.

In: a Recipe (what is done with a task, in what bounds), tasks. Out: what came of each, or Unread. Nothing raises.
A task that kills or outlasts its process is tried again without the file that did it; where that does not help, it is
given back as Unread. Any number of threads may ask at once; each gets a process of its own, kept for the next task.
Elsewhere: one process (`haizhi.child`), who asks (`haizhi.executors`).
"""

import queue
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from haizhi.child import Child, Failed, Lost, TooLong
from haizhi.pace import EVERYTHING, MOST_GIVEN_UP, GivenUp, Pace, Tell, say_nothing
from haizhi.private_folder import remove_orphans

MOST_STILLBORN = 3
"""Processes in a row that end before they have begun with the message."""


@dataclass(frozen=True, slots=True)
class Unread:
    """The house failed on this message; plain Chinese for staff."""

    reason: str


@dataclass(frozen=True, slots=True)
class Broken:
    """No process can be started: the fault is no message's."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is done with a task, wherever that is; everything in it can be pickled."""

    work: Callable[[Any, GivenUp, Tell], Any]
    prepare: Callable[[], None]
    pace: Pace
    seconds: float
    """Longest time for one task as a whole."""

    def here(self, task: Any) -> Any:
        """In this very process: nothing ends what hangs."""
        try:
            return self.work(task, {}, say_nothing)
        except Exception as error:  # the same guard as in a process of its own
            return _failed(type(error).__name__)


class Attendant:
    """Processes that do what the recipe says."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._idle: queue.SimpleQueue[Child] = queue.SimpleQueue()
        self._children: set[Child] = set()
        self._closing = False
        remove_orphans()

    def warm(self, number: int) -> None:
        """So many processes now, so that the first tasks need not wait for them."""
        for _ in range(number - len(self._children)):
            self._idle.put(self._new_child())

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._closing = True
        for child in tuple(self._children):
            child.kill()
        self._children.clear()

    def attended(self, task: Any) -> Any:
        """One task, begun again without what a process was lost on, as often as that helps."""
        given_up: GivenUp = {}
        died = 0
        while not self._closing:
            given = self._tried(task, given_up)
            if not isinstance(given, Lost):
                return given
            died += given.reason is None
            if given.step is None and given.reason is None:
                if died < MOST_STILLBORN:
                    continue
                return Broken()
            if given.step is None or EVERYTHING in given_up or given.step.key in given_up:
                break
            if given.reason is not None or died > 1:  # what died once may have been ended by somebody else
                given_up[given.step.key] = given.reason or "timeout"
            if len(given_up) > MOST_GIVEN_UP:
                given_up[EVERYTHING] = "timeout"
        return Unread("读取这封邮件时读取进程中止")

    def _tried(self, task: Any, given_up: GivenUp) -> Any:
        child = self._next_child()
        stays = False
        try:
            given = child.do(task, dict(given_up), self._recipe.seconds)
            stays = not isinstance(given, Lost) and not child.is_used_up
        except TooLong:
            return Unread(f"读取这封邮件超过 {self._recipe.seconds:.0f} 秒")
        finally:
            if stays:
                self._idle.put(child)
            else:
                self._children.discard(child)
                child.kill()
        return _failed(given.error) if isinstance(given, Failed) else given

    def _next_child(self) -> Child:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return self._new_child()

    def _new_child(self) -> Child:
        child = Child(self._recipe.work, self._recipe.prepare, self._recipe.pace)
        self._children.add(child)
        return child


def _failed(error: str) -> Unread:
    return Unread(f"读取时程序出错（{error}）")
