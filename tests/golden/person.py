"""The invented person of the golden stories, the files of their form, and the mail that hands them in.

In: nothing. Out: the values, the record that the program must store, octets of files and mails.
"""

from base64 import encodebytes
from collections.abc import Mapping
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from tests.parsers.docx_builder import Person

FILES = Path(__file__).parent / "files"
OFFICE = "haizhijihua@cast.org.cn"
SENDER = "office@insect.example.cn"
UNIT = "中国昆虫学会"
ROW = {
    "name": "闻人知秋",
    "unit_department": "中国昆虫学会-国际交流部",
    "position": "副秘书长",
    "mobile": "13900010021",
    "email": "wenren.zq@insect.example.cn",
    "unit_type": "全国学会",
    "has_account": "否",
}
RECORD: Mapping[str, str | bool] = {"unit_name": UNIT, **ROW, "has_account": False}
WHO = Person(UNIT, *(ROW[key] for key in list(ROW)))
SUBJECT = "报送海智合作机构推荐工作负责人信息表"
LETTER = "您好！\n    现将我单位信息表（WORD版和盖章扫描的PDF版）报上，请查收。\n"
File = tuple[str, bytes]


@cache
def octets_of(name: str) -> bytes:
    """One of the files that `tests.golden.make` made."""
    return (FILES / name).read_bytes()


def stamped() -> File:
    """The PDF version: LibreOffice's print with the seal."""
    return "信息表（盖章）.pdf", octets_of("stamped.pdf")


def mail(*files: File, text: str = LETTER, subject: str = SUBJECT) -> bytes:
    """A mail with these files, as most programs write it."""
    message = EmailMessage()
    message["Received"] = "from mail.insect.example.cn by mx.cast.org.cn; Thu, 15 Sep 2022 10:00:00 +0800"
    message["Date"] = "Thu, 15 Sep 2022 09:59:58 +0800"
    message["From"] = f"办公室 <{SENDER}>"
    message["To"] = OFFICE
    message["Subject"] = subject
    message["Message-ID"] = "<golden.1@insect.example.cn>"
    message.set_content(text, charset="utf-8", cte="base64")
    for name, octets in files:
        message.add_attachment(octets, "application", "octet-stream", filename=name)
    return message.as_bytes()


def handed_in(word: bytes, name: str = "附件1.docx") -> bytes:
    """A mail with this WORD version and the stamped PDF."""
    return mail((name, word), stamped())


def raw(*headers: str, body: bytes, charset: str = "utf-8") -> bytes:
    """A mail written octet by octet: what a header says is what goes over the wire."""
    return "".join(f"{header}\r\n" for header in headers).encode(charset) + b"\r\n" + body


def base64(octets: bytes) -> bytes:
    """In lines of 76, ended as mail ends them."""
    return encodebytes(octets).replace(b"\n", b"\r\n")
