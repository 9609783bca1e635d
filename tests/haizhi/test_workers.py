"""Reading processes: order, what hangs or dies, memory; real processes, work made for the test."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from haizhi.executors import NoReaders
from haizhi.pace import GivenUp, Pace, Step, Tell
from haizhi.workers import ReadingPool, Unread

QUICK = Pace(document_seconds=0.6, megabytes=400)


def work(task: str, given_up: GivenUp, tell: Tell) -> str:
    """`hang`, `pixels`, `die`, `eat` and `raise` do so unless they were given up; anything else comes back."""
    for word in task.split():
        tell(Step(word, "pixels" if word == "pixels" else "document"))
        if word in given_up or "*" in given_up:
            continue
        if word.startswith(("hang", "pixels")):
            while True:
                pass
        if word == "die":
            os._exit(9)
        if word == "eat":
            hoard = bytearray(600_000_000)
            hoard[::4096] = b"x" * len(hoard[::4096])
            time.sleep(60)
        if word == "raise":
            raise ValueError(word)
    return f"{task} {dict(given_up)}" if given_up else task


def nothing() -> None:
    """No preparation."""


@contextmanager
def pool(pace: Pace = QUICK, seconds: float = 60) -> Iterator[ReadingPool[str, str]]:
    """Two processes."""
    made = ReadingPool(work, nothing, 2, seconds, lasting=True, pace=pace)
    try:
        yield made
    finally:
        made.close()


def test_what_is_given_back_keeps_its_order() -> None:
    tasks = [str(number) for number in range(40)]
    with pool() as made:
        assert list(made.map(tasks)) == [(task, task) for task in tasks]


def test_what_hangs_is_left_out_and_the_rest_of_the_mail_is_read() -> None:
    with pool() as made:
        found = dict(made.map(["a", "a hang b", "c"]))
    assert found == {"a": "a", "a hang b": "a hang b {'hang': 'endless'}", "c": "c"}


def test_recognition_that_takes_too_long_is_our_own_fault() -> None:
    with pool() as made:
        assert list(made.map(["pixels"])) == [("pixels", "pixels {'pixels': 'timeout'}")]


def test_a_process_that_eats_memory_is_ended() -> None:
    with pool() as made:
        assert dict(made.map(["eat", "b"])) == {"eat": "eat {'eat': 'endless'}", "b": "b"}


def test_a_file_that_kills_its_process_twice_is_left_to_a_person() -> None:
    with pool() as made:
        assert list(made.map(["die"])) == [("die", "die {'die': 'timeout'}")]


def test_a_mail_full_of_files_that_hang_ends_all_the_same() -> None:
    task = " ".join(f"hang{number}" for number in range(9))
    began = time.monotonic()
    with pool() as made:
        ((_, given),) = made.map([task])
    assert isinstance(given, str)
    assert "'*': 'timeout'" in given
    assert time.monotonic() - began < 30


def test_an_error_is_told_and_the_next_is_read() -> None:
    with pool() as made:
        assert list(made.map(["raise", "b"])) == [("raise", Unread("读取时程序出错（ValueError）")), ("b", "b")]


def test_a_mail_that_outlasts_its_time_as_a_whole_is_unread() -> None:
    with pool(Pace(document_seconds=99), seconds=1.5) as made:
        assert list(made.map(["hang", "b"])) == [("hang", Unread("读取这封邮件超过 2 秒")), ("b", "b")]


def test_a_closed_pool_can_be_used_again() -> None:
    with pool() as made:
        made.warm()
        made.close()
        assert list(made.map(["a"])) == [("a", "a")]


def cannot_begin() -> None:
    """What every process does that lacks something."""
    os._exit(3)


def test_where_no_process_can_begin_no_message_is_blamed() -> None:
    made: ReadingPool[str, str] = ReadingPool(work, cannot_begin, 1, 60)
    with pytest.raises(NoReaders, match="无法启动"):
        list(made.map(["a", "b"]))
