"""EDGE: disk. `python -m tests.bench.peers`: the same files through other programs that run here offline.

    .venv/bin/pip install 'markitdown[docx,pdf]' kreuzberg==4.9.4      # or: .venv/bin/pip install -e '.[peers]'

In: nothing. Out: a table: of each file's six written fields how many are right, and milliseconds (median, models
loaded). A peer's field counts as right where the value stands anywhere in its text: none of them names a cell. Ours
counts only where the field itself holds it. Scans are drawn by the exam; kreuzberg reads them with Debian's tesseract.
"""

import importlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.pipeline import House
from intake.message import Attachment
from parsers.dispatch import read_attachment
from rules.finding import FIELDS
from rules.sides import sides_of
from tests.bench.clock import milliseconds
from tests.exam.draw import as_pdf, draw
from tests.golden.person import RECORD, octets_of

WRITTEN = tuple(key for key in FIELDS if key not in ("unit_type", "has_account"))
SCANS = (7, 8, 9)
"""Seeds of drawn pages."""
ROUNDS = 3
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "pdf": "application/pdf",
}
Reads = Callable[["Sample"], int]
"""How many fields come out right. Raises whatever the program raises on what it cannot read."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One file and what stands in it."""

    name: str
    ending: str
    octets: bytes
    values: Mapping[str, Any]


def samples() -> Iterator[Sample]:
    """A Word file, an old one, a text PDF of the same person; drawn scans."""
    for name in ("form.docx", "form.doc", "stamped.pdf"):
        yield Sample(name, name.rpartition(".")[2], octets_of(name), RECORD)
    for seed in SCANS:
        page = draw(seed)
        yield Sample(f"扫描页 {seed}（{page.dpi} dpi）", "pdf", as_pdf(page), page.fields)


def ours(house: House) -> Reads:
    """海智收件 itself."""

    def right(sample: Sample) -> int:
        given = Attachment(f"a.{sample.ending}", TYPES[sample.ending], sample.octets)
        (form,) = read_attachment(given, house.readers).forms
        sides = sides_of(form, house.desk)
        return sum(sides[key].value.normal == sample.values[key] for key in WRITTEN)

    return right


def markitdown() -> Reads:
    """Microsoft's markitdown."""
    reader = importlib.import_module("markitdown").MarkItDown()
    return lambda sample: _told(reader.convert_stream(io.BytesIO(sample.octets)).text_content, sample)


def kreuzberg() -> Reads:
    """Kreuzberg, with tesseract for scans."""
    module = importlib.import_module("kreuzberg")
    return lambda sample: _told(module.extract_bytes_sync(sample.octets, TYPES[sample.ending]).content, sample)


def _told(text: str, sample: Sample) -> int:
    flat = "".join(text.replace("\\", "").split())
    return sum("".join(str(sample.values[key]).split()) in flat for key in WRITTEN)


def _programs() -> Iterator[tuple[str, Reads]]:
    yield "海智收件", ours(house_of(Settings()))
    for name, opened in (("markitdown", markitdown), ("kreuzberg", kreuzberg)):
        try:
            yield name, opened()
        except ImportError:
            Console().print(f"{name}：没有安装")


def _cell(reads: Reads, sample: Sample) -> str:
    try:
        right = reads(sample)
    except Exception as error:  # what a peer raises is its result
        return f"不能（{type(error).__name__}）"
    return f"{right}/{len(WRITTEN)}，{milliseconds(lambda: reads(sample), ROUNDS):.0f} 毫秒"


def main() -> None:
    """Measure and print."""
    programs = list(_programs())
    table = Table("文件", *(name for name, _ in programs), title="同样的文件，别的程序")
    for sample in samples():
        table.add_row(sample.name, *(_cell(reads, sample) for _, reads in programs))
    Console().print(table)


if __name__ == "__main__":
    main()
