"""The mails of the sequences: what one unit's office, and a colleague of another address, may send. All invented.

In: a kind of mail, its place in the sequence. Out: octets. Elsewhere: what must come of them (`expected`).
"""

from dataclasses import replace
from email.message import EmailMessage
from functools import cache

from tests.parsers.docx_builder import Person, docx, form
from tests.sequences.paper import stamped_print

OFFICE = "haizhijihua@cast.org.cn"
FIRST, SECOND = "office@insect.example.cn", "colleague@insect.example.cn"
UNIT = "中国昆虫学会"
BEFORE = Person(UNIT, "闻人知秋", "中国昆虫学会-国际交流部", "副秘书长", "13900010021", "wrzq@insect.example.cn",
                "全国学会", "否")  # fmt: skip
AFTER = replace(BEFORE, mobile="13900010031")
COLLEAGUE = replace(BEFORE, mobile="13900010041", email="colleague@insect.example.cn")

AGAIN = "again"
"""The mail before it, delivered a second time."""
SAYS = {
    "word": ("报送信息表", "现将我单位信息表（WORD版）报上，请查收。"),
    "pdf": ("报送信息表", "现将我单位盖章的信息表报上，请查收。"),
    "whole": ("报送信息表", "现将我单位信息表（WORD版和PDF版）报上，请查收。"),
    "correction": ("回复: 信息表需要补正", "手机号已更正，请查收附件。"),
    "update": ("信息表更新", "我单位负责人手机号有变动，现重新报送，以此次为准。"),
    "second": ("报送信息表", "现将我单位信息表报上，请查收。"),
    "withdrawal": ("回复: 信息表", "我单位研究后决定不再参加此项工作，请撤回此前报送的信息表。"),
    "reply": ("回复: 信息表需要补正", "收到，谢谢！盖章的扫描件会尽快补报。"),
}
BRINGS = {
    "word": (BEFORE, ("word",)),
    "pdf": (BEFORE, ("pdf",)),
    "whole": (BEFORE, ("word", "pdf")),
    "correction": (AFTER, ("word",)),
    "update": (AFTER, ("word", "pdf")),
    "second": (COLLEAGUE, ("word", "pdf")),
}
"""Whose form, in which versions; the other kinds bring nothing."""


@cache
def mail(kind: str, place: int) -> bytes:
    """The mail of this kind that stands at this place of a sequence; the same octets whenever it is asked for."""
    subject, text = SAYS[kind]
    message = EmailMessage()
    message["Received"] = f"from a.example.cn by mx.cast.org.cn; Thu, 15 Sep 2022 1{place}:00:00 +0800"
    message["From"] = SECOND if kind == "second" else FIRST
    message["To"], message["Subject"] = OFFICE, subject
    message["Message-ID"] = f"<{kind}.{place}@insect.example.cn>"
    if subject.startswith("回复"):
        message["In-Reply-To"] = "<answer.1@cast.org.cn>"
    message.set_content(f"老师您好！\n    {text}\n", charset="utf-8", cte="base64")
    person, versions = BRINGS.get(kind, (BEFORE, ()))
    for version in versions:
        name, octets = paper(person, version)
        message.add_attachment(octets, "application", "octet-stream", filename=name)
    return message.as_bytes()


def delivered_again(octets: bytes) -> bytes:
    """The same mail after another way through the servers."""
    return b"Received: from b.example.cn by mx.cast.org.cn; Thu, 15 Sep 2022 19:00:00 +0800\r\n" + octets


@cache
def paper(person: Person, version: str) -> tuple[str, bytes]:
    """One version of the form, with its file's name."""
    if version == "word":
        return "附件1.docx", docx(*form(person))
    return "附件1（盖章）.pdf", stamped_print(person)
