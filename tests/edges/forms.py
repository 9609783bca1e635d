"""Mails with a filled-in form, for whole runs: the Word version alone, or with a PDF that was printed from it."""

import subprocess
import tempfile
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from pathlib import Path

from tests.demo.make import PDF, WORD, row
from tests.demo.paper import docx

UNIT = "中国力学学会"


def with_form(number: int, *, pdf: bool = False) -> bytes:
    """A mail with the form, each from another office."""
    message = EmailMessage()
    message["From"] = f"office{number}@unit{number}.example.cn"
    message["To"] = "haizhijihua@cast.org.cn"
    message["Date"] = "Thu, 15 Sep 2022 10:00:00 +0800"
    message["Message-ID"] = f"<{number}.mail@unit{number}.example.cn>"
    message["Subject"] = f"报送信息表 {number}"
    message.set_content("信息表见附件，请查收。")
    message.add_attachment(word(), *WORD, filename="附件1.docx")
    if pdf:
        message.add_attachment(printed(), *PDF, filename="附件1.pdf")
    return message.as_bytes(policy=SMTP)


@cache
def word() -> bytes:
    """The form of an invented person."""
    return docx(UNIT, row("言午阳", f"{UNIT}-办公室", "13900010003", "yan@mech.example.cn"))


@cache
def printed() -> bytes:
    """The same as a PDF with text."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "form.docx").write_bytes(word())
        profile = f"-env:UserInstallation=file://{folder}/profile"
        asked = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, f"{folder}/form.docx"]
        subprocess.run(asked, check=True, capture_output=True, timeout=120)
        return (Path(folder) / "form.pdf").read_bytes()
