"""A reading process has no network, no core dumps, bounded memory and processor time, and a folder of its own."""

import os
import resource
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from haizhi.pace import GivenUp, Pace, Tell
from haizhi.private_folder import private_folder, remove_orphans
from haizhi.workers import ReadingPool
from tests.haizhi.test_workers import nothing

pytest.importorskip("pyseccomp")


def confession(task: str, given_up: GivenUp, tell: Tell) -> object:
    """What this process can do."""
    if task == "connect":
        tried = {}
        for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
            try:
                socket.socket(family).close()
                tried[family.name] = True
            except PermissionError:
                tried[family.name] = False
        return tried
    if task == "connect by a program":
        program = "import socket; socket.create_connection(('127.0.0.1', 9))"
        said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        return said.stderr.splitlines()[-1]
    if task == "limits":
        names = ("RLIMIT_CORE", "RLIMIT_AS", "RLIMIT_CPU")
        return {name: resource.getrlimit(getattr(resource, name))[0] for name in names}
    if task == "memory":
        return len(bytearray(3_000_000_000))
    if task == "folder":
        descriptor, name = tempfile.mkstemp()
        os.close(descriptor)
        return name, oct(os.stat(os.path.dirname(name)).st_mode & 0o777)
    return os.getpid()


@pytest.fixture
def pool() -> Iterator[ReadingPool[str, object]]:
    made: ReadingPool[str, object] = ReadingPool(confession, nothing, 1, 30, lasting=True, pace=Pace(tasks=3))
    yield made
    made.close()


def told(pool: ReadingPool[str, object], task: str) -> object:
    ((_, given),) = pool.map([task])
    return given


def test_there_is_no_network_for_it_nor_for_what_it_starts(pool: ReadingPool[str, object]) -> None:
    assert told(pool, "connect") == {"AF_INET": False, "AF_INET6": False, "AF_UNIX": True}
    assert "PermissionError" in str(told(pool, "connect by a program"))


def test_memory_processor_and_dumps_are_bounded(pool: ReadingPool[str, object]) -> None:
    limits = told(pool, "limits")
    assert isinstance(limits, dict)
    assert limits["RLIMIT_CORE"] == 0
    assert 0 < limits["RLIMIT_AS"] < 2_000_000_000
    assert 0 < limits["RLIMIT_CPU"] < 60
    assert "读取进程中止" in str(told(pool, "memory"))


def test_its_temporary_files_go_with_it(pool: ReadingPool[str, object]) -> None:
    found = told(pool, "folder")
    assert isinstance(found, tuple)
    assert found[1] == "0o700"
    assert Path(found[0]).exists()
    pool.close()
    assert not Path(found[0]).parent.exists()


def test_what_a_killed_run_left_is_removed_by_the_next() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = Path(tempfile.gettempdir()) / f"haizhi-{gone.pid}-left"
    (left / "deep").mkdir(parents=True)
    ours = private_folder()
    remove_orphans()
    assert not left.exists()
    assert Path(ours.name).exists()
    ours.cleanup()


def test_runs_that_start_together_may_remove_the_same_leftovers() -> None:
    """The folder was gone between finding and looking at it; the run ended and told that a setting was wrong."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = [Path(tempfile.gettempdir()) / f"haizhi-{gone.pid}-{n}" for n in range(2000)]
    for folder in left:
        folder.mkdir()
    with ProcessPoolExecutor(4) as runs:
        for run in [runs.submit(remove_orphans) for _ in range(4)]:
            run.result()
    assert not any(folder.exists() for folder in left)


def test_after_some_messages_another_process_goes_on(pool: ReadingPool[str, object]) -> None:
    processes = [told(pool, "who") for _ in range(7)]
    assert [processes.index(one) for one in processes] == [0, 0, 0, 3, 3, 3, 6]
