"""EDGE: disk. What one mail costs: a Word file alone, with a scanned page, an old Word file; beside the bare limit.

In: nothing. Out: Lines. The bare limits: python-docx over the same mail, every cell read (and beside it the least that
anybody must do, zip and XML); the old file's streams opened; finding and reading every line of the scanned page.
"""

import email
import io
import os
import tempfile
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import docx
import olefile
import pypdfium2
from lxml import etree

from data.store import Store
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.pipeline import House, deliver, read, settle
from haizhi.tables import demo_mailbox
from intake.message import RawMessage
from outbox.folder import FolderSink
from parsers.scan.recogniser import Recogniser
from tests.bench.clock import Line, alternately, milliseconds
from tests.bench.mails import OFFICE, word_mail

OLD_WORD = Path(__file__).parents[1] / "parsers" / "files" / "typed.doc"
SCAN_DPI = 200
SYNCS = 6
"""A mail and its answer in a folder: four commits, a file and its name."""


def lines() -> Iterator[Line]:
    """Each kind of mail."""
    house = house_of(Settings())
    yield from _word(house)
    yield _scan(house)
    yield _old_word(house)


def _word(house: House) -> Iterator[Line]:
    octets = word_mail(3)
    bare, least = milliseconds(lambda: _by_python_docx(octets)), milliseconds(lambda: _by_lxml(octets))
    reading = milliseconds(lambda: read(RawMessage(octets, "1.eml"), house))
    yield Line("只有 Word 的邮件：读取", reading, bare, "python-docx 读出各格")
    yield Line("只有 Word 的邮件：读取", reading, least, "解压并解析 XML")
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "db") as store:
        sink, number = FolderSink(Path(folder) / "answers"), iter(range(1_000_000))

        def whole() -> None:
            row = store.receive(RawMessage(octets, f"{next(number)}.eml"))
            assert row is not None
            settle(row, read(RawMessage(octets, "1.eml"), house), store, house)
            deliver(store, sink)

        syncs = milliseconds(lambda: _sync(Path(folder)))
        yield Line("只有 Word 的邮件：收取、读取、存储、答复", milliseconds(whole), bare + syncs, "同上，加六次落盘")


def _scan(house: House) -> Line:
    octets = (demo_mailbox() / "0001.eml").read_bytes()
    page, recogniser = _page_of(octets), Recogniser(house.readers.pixels.threads)  # type: ignore[attr-defined]

    def whole_page() -> None:
        for box in recogniser.find_lines(page):
            recogniser.read(page[box.top : box.bottom, box.left : box.right])

    return Line(
        "Word 加一页扫描件：读取",
        *alternately(lambda: read(RawMessage(octets, "1.eml"), house), whole_page, 10),
        "整页识别一遍",
    )


def _old_word(house: House) -> Line:
    octets = OLD_WORD.read_bytes()
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "s@unit.example.cn", OFFICE, "报送信息表"
    message.set_content("见附件。")
    message.add_attachment(octets, "application", "msword", filename="附件1.doc")
    mail = message.as_bytes()
    cost = milliseconds(lambda: read(RawMessage(mail, "1.eml"), house))
    return Line("旧 Word（.doc）的邮件：读取", cost, milliseconds(lambda: _streams(octets)), "olefile 取出各流")


def _parts(octets: bytes, kind: bytes) -> Iterator[bytes]:
    for part in email.message_from_bytes(octets).walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.startswith(kind):
            yield payload


def _by_python_docx(octets: bytes) -> None:
    for file in _parts(octets, b"PK"):
        document = docx.Document(io.BytesIO(file))
        [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def _by_lxml(octets: bytes) -> None:
    for file in _parts(octets, b"PK"):
        with zipfile.ZipFile(io.BytesIO(file)) as package:
            etree.fromstring(package.read("word/document.xml"))


def _streams(octets: bytes) -> None:
    with olefile.OleFileIO(io.BytesIO(octets)) as file:
        [file.openstream(name).read() for name in file.listdir()]


def _page_of(octets: bytes) -> "object":
    (file,) = _parts(octets, b"%PDF")
    return pypdfium2.PdfDocument(file)[0].render(scale=SCAN_DPI / 72).to_numpy()[..., :3].copy()


def _sync(folder: Path) -> None:
    for number in range(SYNCS):
        with open(folder / f"sync{number}", "wb") as file:
            file.write(b"x" * 4_096)
            file.flush()
            os.fsync(file.fileno())
