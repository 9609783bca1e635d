"""Mails for measuring: any number of small Word mails by invented offices, each its own.

In: a number. Out: octets, always the same for the same number.
"""

import csv
from email.message import EmailMessage
from functools import cache
from importlib.resources import files

from tests.parsers.docx_builder import Person, docx, form

WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
OFFICE = "haizhijihua@cast.org.cn"
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "安邦昌达恩丰光宏嘉景凯朗明宁平青"


@cache
def units() -> tuple[str, ...]:
    """National societies of the registry."""
    text = (files("data") / "registry" / "quanguo_xuehui.csv").read_text("utf-8")
    return tuple(row["name"] for row in csv.DictReader(text.splitlines()))


@cache
def word_file(which: int) -> bytes:
    """The form of one unit."""
    unit = units()[which]
    name = SURNAMES[which % 16] + GIVEN[which // 16 % 16] + GIVEN[which * 7 % 16]
    mobile, email = f"139{which:08d}", f"p{which}@unit{which}.example.cn"
    return docx(*form(Person(unit, name, f"{unit}-国际联络部", "副主任", mobile, email, "全国学会", "是")))


def word_mail(number: int) -> bytes:
    """Somebody's mail with nothing but the Word file; units come again, senders do not."""
    which = number % len(units())
    message = EmailMessage()
    message["From"] = f"s{number}@unit{which}.example.cn"
    message["To"] = OFFICE
    message["Date"] = "Thu, 15 Sep 2022 10:00:00 +0800"
    message["Message-ID"] = f"<bench.{number}@unit{which}.example.cn>"
    message["Subject"] = f"报送信息表 {number}"
    message.set_content("您好，信息表见附件。")
    message.add_attachment(word_file(which), "application", WORD, filename="附件1.docx")
    return message.as_bytes()
