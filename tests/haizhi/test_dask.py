"""A Dask cluster on this machine gives the same export as this process alone, byte for byte; bad clusters are said."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from haizhi.cli import main
from haizhi.pace import Pace
from haizhi.tables import demo_mailbox
from haizhi.workers import ReadingPool, Unread
from tests.haizhi.test_workers import nothing, work

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Two worker processes under nannies, as `dask worker` starts them."""
    made = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    )
    with made:
        yield str(made.scheduler_address).replace("tcp://", "dask://")


def exported(folder: Path, workers: str) -> bytes:
    """What the small demo mails come to."""
    inbox = folder / "in"
    inbox.mkdir(parents=True)
    for mail in sorted(demo_mailbox().glob("*.eml"))[:8]:
        (inbox / mail.name).write_bytes(mail.read_bytes())
    base = [sys.executable, "-m", "haizhi"]
    run = [*base, "run", "--inbox", "in", "--outbox", "out", "--db", "h.sqlite3", "--once", "--workers", workers]
    subprocess.run(run, cwd=folder, check=True, timeout=120)
    return subprocess.run([*base, "export", "--db", "h.sqlite3"], cwd=folder, check=True, capture_output=True).stdout


def test_a_cluster_gives_the_same_export(cluster: str, tmp_path: Path) -> None:
    by_cluster = exported(tmp_path / "cluster", cluster)
    assert by_cluster == exported(tmp_path / "here", "here")
    assert by_cluster.count(b"\n") == 8


def test_what_hangs_or_dies_on_a_cluster_is_left_out_and_order_is_kept(cluster: str) -> None:
    pool: ReadingPool[str, str] = ReadingPool(work, nothing, cluster, 60, pace=Pace(document_seconds=0.6))
    given = [found for _, found in pool.map(["a", "hang", "die", "raise", "b"])]
    assert given == [
        "a",
        "hang {'hang': 'endless'}",
        "die {'die': 'timeout'}",
        Unread("读取时程序出错（ValueError）"),
        "b",
    ]


def test_a_cluster_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haizhi.executors.WORKERS_WITHIN_SECONDS", 1)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.eml").write_bytes(b"From: a@b.example\r\n\r\nx")
    places = ["--inbox", str(tmp_path / "in"), "--outbox", str(tmp_path / "out"), "--db", str(tmp_path / "db")]
    assert main(["run", *places, "--once", "--workers", "dask://127.0.0.1:9"]) == 1
