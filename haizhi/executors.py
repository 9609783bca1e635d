"""EDGE: processes and network. Where reading is done: here, in processes of this machine, or on a Dask cluster.

In: a Recipe, how many processes or which cluster. Out: a Crew: a `concurrent.futures.Executor`, and what it is asked.
On each Dask worker the same confined and watched processes do the work as on this machine.
Elsewhere: the order in which results are wanted (`haizhi.workers`), one task (`haizhi.attending`).
"""

import atexit
import pickle
import warnings
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from typing import Any, cast

from haizhi.attending import Attendant, Recipe

HERE = "here"
DASK = ("dask://", "dask+tls://")
WORKERS_WITHIN_SECONDS = 60


class NoReaders(RuntimeError):
    """Nobody can read: the cluster, or this machine's processes, cannot be used; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who reads."""

    executor: Executor
    do: Callable[[Any], Any]
    """What the executor is asked to do with a task; it never raises."""
    width: int
    """How many tasks are done at once."""
    close: Callable[[], None]
    patience_seconds: float | None = None
    """How long a result may take before nobody is thought to work on it; None: somebody always does."""


def here(recipe: Recipe) -> Crew:
    """In this process, for looking for errors: nothing is confined, nothing ends what hangs."""
    executor = ThreadPoolExecutor(1)
    return Crew(executor, recipe.here, 1, partial(executor.shutdown, cancel_futures=True))


def processes(recipe: Recipe, workers: int) -> Crew:
    """In processes of this machine, each attended by a thread of this process."""
    executor, attendant = ThreadPoolExecutor(workers), Attendant(recipe)
    attendant.warm(workers)

    def close() -> None:
        attendant.close()
        executor.shutdown(cancel_futures=True)

    return Crew(executor, attendant.attended, workers, close)


def cluster(recipe: Recipe, address: str) -> Crew:
    """On the workers of a Dask cluster. Raises NoReaders."""
    try:
        from distributed import Client
    except ImportError as error:
        raise NoReaders("没有安装 Dask；请运行 pip install 'haizhi[dask]'") from error
    # What is sent is a whole mail, once; nothing that could have been left where it is read.
    warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
    try:
        client: Any = cast(Any, Client)(_place(address), timeout=WORKERS_WITHIN_SECONDS)
        client.wait_for_workers(1, timeout=WORKERS_WITHIN_SECONDS)
    except (OSError, TimeoutError, ValueError) as error:
        raise NoReaders(f"Dask 集群 {address} 无法使用：{error or type(error).__name__}") from error
    _refuse_other_versions(client)
    do = partial(attend, pickle.dumps(recipe))
    width = sum(client.nthreads().values())
    return Crew(client.get_executor(pure=False), do, width, client.close, recipe.seconds * 4 + WORKERS_WITHIN_SECONDS)


def attend(recipe: bytes, task: Any) -> Any:
    """On a Dask worker: the task in a process of this machine."""
    return _attendant(recipe).attended(task)


@cache
def _attendant(recipe: bytes) -> Attendant:
    made = Attendant(pickle.loads(recipe))
    atexit.register(made.close)
    return made


def program_version() -> str:
    """Of the program that is installed here."""
    return version("haizhi")


def _place(address: str) -> str:
    return address.replace("dask+tls://", "tls://").replace("dask://", "tcp://")


def _refuse_other_versions(client: Any) -> None:
    try:
        found = set(client.run(program_version).values())
    except ModuleNotFoundError as error:
        client.close()
        raise NoReaders("Dask 的工作机上没有安装海智收件") from error
    if found != {program_version()}:
        client.close()
        raise NoReaders(f"Dask 的工作机上是另一版本（{'、'.join(sorted(found))}，本机 {program_version()}）")
