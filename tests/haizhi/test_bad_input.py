"""Bad input gets an outcome and a clear finding, and the next mail is handled."""

import json
import subprocess
import sys
import zlib
from email.message import EmailMessage
from typing import Any

import pytest

from haizhi.tables import demo_mailbox

WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"


def letter(subject: str = "报送海智合作机构推荐工作负责人信息表") -> EmailMessage:
    """A person's mail about the matter."""
    message = EmailMessage()
    message["From"] = "li@unit.example.cn"
    message["To"] = "haizhijihua@cast.org.cn"
    message["Date"] = "Thu, 15 Sep 2022 10:00:00 +0800"
    message["Message-ID"] = f"<{zlib.crc32(subject.encode())}.bad@unit.example.cn>"
    message["Subject"] = subject
    message.set_content("信息表见附件，请查收。")
    return message


def with_file(octets: bytes, filename: str, subtype: str) -> bytes:
    """The mail with one attachment."""
    message = letter(f"报送信息表 {filename[:8]}")
    message.add_attachment(octets, "application", subtype, filename=filename)
    return message.as_bytes()


def whole_pdf() -> bytes:
    """A PDF of the demo mailbox."""
    import email

    message = email.message_from_bytes((demo_mailbox() / "0001.eml").read_bytes())
    part = next(p for p in message.walk() if p.get_content_type() == "application/pdf")
    return bytes(part.get_payload(decode=True))  # type: ignore[arg-type]


MAILS: dict[str, tuple[bytes, set[str], set[str]]] = {
    "01-empty": (b"", {"inquiry", "ignored"}, set()),
    "02-nothing-in-it": (with_file(b"", "附件1.docx", WORD), {"rejected"}, {"attachment_unreadable"}),
    "03-not-a-zip": (with_file(b"this is no zip" * 50, "附件1.docx", WORD), {"rejected"}, set()),
    "04-broken-zip": (
        with_file(b"PK\x03\x04" + b"\x00" * 400, "附件1.docx", WORD),
        {"rejected"},
        {"attachment_unreadable"},
    ),
    "05-truncated-pdf": (with_file(whole_pdf()[:30_000], "附件1.pdf", "pdf"), {"rejected"}, {"attachment_unreadable"}),
    "06-line-break": (b"Subject: a\r\n b\rBcc: x@y.example\r\nFrom: li@unit.example.cn\r\n\r\nhi", {"inquiry"}, set()),
    "07-climbing-name": (with_file(b"\x01\x02nothing", "../../x.docx", WORD), {"rejected"}, set()),
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each bad mail came to, with a good one after them all."""
    folder = tmp_path_factory.mktemp("bad")
    inbox = folder / "in"
    inbox.mkdir()
    for name, (octets, _, _) in MAILS.items():
        (inbox / f"{name}.eml").write_bytes(octets)
    (inbox / "99-good.eml").write_bytes((demo_mailbox() / "0005.eml").read_bytes())
    base = [sys.executable, "-m", "haizhi"]
    subprocess.run(
        [*base, "run", "--inbox", "in", "--outbox", "out", "--db", "h.sqlite3", "--once"], cwd=folder, check=True
    )
    out = subprocess.run([*base, "export", "--db", "h.sqlite3"], cwd=folder, check=True, capture_output=True, text=True)
    assert not list(folder.parent.glob("x.docx"))
    return {row["source"]: row for row in map(json.loads, out.stdout.splitlines())}


@pytest.mark.parametrize("name", MAILS)
def test_bad_input_has_an_outcome_and_a_finding(name: str, rows: dict[str, dict[str, Any]]) -> None:
    _, outcomes, codes = MAILS[name]
    row = rows[f"{name}.eml"]
    assert row["outcome"] in outcomes
    assert codes <= set(row["problems"])
    assert row["outcome"] != "rejected" or row["problems"]


def test_the_next_mail_is_handled(rows: dict[str, dict[str, Any]]) -> None:
    assert rows["99-good.eml"]["problems"] == ["pdf_missing"]
