"""EDGE: time. `make bench`: what a mail costs, beside its bare limit measured in the same run.

In: the demo mailbox. Out: a table on stdout; medians of several rounds, in milliseconds, with their ratio.
"""

import email
import io
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree
from rich.console import Console
from rich.table import Table

from data.store import Store
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.pipeline import read, settle
from haizhi.tables import demo_mailbox
from intake.message import RawMessage
from tests.review.speed import page_figures

ROUNDS = 15


def milliseconds(work: Callable[[], object]) -> float:
    """Median time of one call, after one call to warm up."""
    work()
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1_000


def bare_word(octets: bytes) -> None:
    """The least that anybody must do: the message, the zip, the XML."""
    for part in email.message_from_bytes(octets).walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(payload)) as package:
                etree.fromstring(package.read("word/document.xml"))


def main() -> None:
    """Measure and print."""
    house = house_of(Settings())
    octets = (demo_mailbox() / "0005.eml").read_bytes()
    raw = RawMessage(octets, "0005.eml")
    table = Table("项目", "毫秒", "下限（毫秒）", "倍数", title="make bench")
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.sqlite3") as store:
        count = iter(range(1_000_000))

        def whole() -> None:
            row = store.receive(RawMessage(octets, f"{next(count)}.eml"))
            assert row is not None
            settle(row, read(raw, house), store, house)

        bare = milliseconds(lambda: bare_word(octets))
        for title, work in (
            ("只有 Word 的邮件：读取", lambda: read(raw, house)),
            ("只有 Word 的邮件：收取、读取、存储、成稿", whole),
        ):
            cost = milliseconds(work)
            table.add_row(title, f"{cost:.2f}", f"{bare:.2f}", f"{cost / bare:.1f}")
    page = page_figures()
    for title, cost in page.items():
        if title != "hello":
            table.add_row(
                f"页面（两万件）：{title}", f"{cost:.1f}", f"{page['hello']:.1f}", f"{cost / page['hello']:.1f}"
            )
    Console().print(table)


if __name__ == "__main__":
    main()
