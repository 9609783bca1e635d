"""EDGE: disk. Draws the demo mailbox of `haizhi demo` into data/demo: `python -m tests.demo.make`.

Twelve mails as offices send them; the units are public organisations, the people, numbers and letters are invented.
"""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from tests.demo.paper import docx, scanned

FOLDER = Path(__file__).parents[2] / "data" / "demo"
LETTER = "您好！\n    现将我单位《海智合作机构推荐工作负责人信息表》（WORD版及盖章扫描件）报上，请查收。\n\n{name}"
WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")
PDF = ("application", "pdf")


def row(name: str, department: str, mobile: str, email: str, kind: str = "全国学会", **other: str) -> dict[str, str]:
    """One filled-in line of the form."""
    values = {"name": name, "unit_department": department, "position": "主任", "mobile": mobile, "email": email,
              "unit_type": kind, "has_account": "否"}  # fmt: skip
    return values | other


def mail(day: int, sender: tuple[str, str], subject: str, text: str) -> EmailMessage:
    """A person's mail received on `day` September 2022."""
    name, address = sender
    message = EmailMessage()
    message["Return-Path"] = f"<{address}>"
    message["Received"] = (
        f"from mail.{address.split('@')[1]} by mail.cast.org.cn with SMTP; {day} Sep 2022 10:00:00 +0800"
    )
    message["Date"] = f"{day} Sep 2022 09:59:40 +0800"
    message["From"] = f"{name} <{address}>"
    message["To"] = "haizhijihua@cast.org.cn"
    message["Subject"] = subject
    message["Message-ID"] = f"<demo.{day}.{abs(hash_of(address + subject))}@{address.split('@')[1]}>"
    message.set_content(text, charset="utf-8", cte="base64")
    return message


def hash_of(text: str) -> int:
    """A number that is the same in every run."""
    import zlib

    return zlib.crc32(text.encode())


def handed_in(day: int, unit: str, values: dict[str, str], *, seal: str | None = "", pdf: bool = True,
              word: bool = True, text: str = LETTER) -> EmailMessage:  # fmt: skip
    """A mail with the form. `seal` "": the unit's own; None: not stamped."""
    octets = docx(unit, values)
    message = mail(
        day, (values["name"] or "办公室", values["email"]), f"{unit}报送信息表", text.format(name=values["name"])
    )
    if word:
        message.add_attachment(octets, *WORD, filename=f"附件1-{unit}.docx")
    if pdf:
        scan = scanned(octets, unit if seal == "" else seal, day * 100 + len(unit))
        message.add_attachment(scan, *PDF, filename=f"{unit}（盖章）.pdf")
    return message


def mails() -> Iterator[EmailMessage]:
    """The twelve, in order of arrival."""
    yield handed_in(13, "中国数学会", row("林书航", "中国数学会-国际交流部", "13900010001", "linsh@math.example.cn"))
    yield mail(
        13,
        ("方岚", "fanglan@mail.example.com"),
        "关于推荐名额的咨询",
        "老师您好：\n    请问每家单位最多可以推荐几家机构？谢谢！\n方岚",
    )
    tianjin = row("许知远", "天津市科协-国际部", "13900010002", "xuzy@tj.example.cn", "省级科协", has_account="是")
    yield handed_in(14, "天津市科学技术协会", tianjin)
    mechanics = row("秦嘉言", "中国力学学会-办公室", "", "qinjy@mech.example.cn")
    yield handed_in(14, "中国力学学会", mechanics)
    hebei = row("苏晚晴", "河北省科协-国际联络部", "13900010004", "suwq@hb.example.cn", "省级科协")
    yield handed_in(15, "河北省科学技术协会", hebei, pdf=False)
    yield bounce()
    yield handed_in(
        15, "中国力学学会", mechanics | {"mobile": "13900010003"}, text="已补填手机号，重新盖章，请查收。\n{name}"
    )
    yield handed_in(16, "河北省科学技术协会", hebei, word=False, text="补报盖章扫描件，请查收。\n{name}")
    optics = row("顾北辰", "中国光学学会-秘书处", "13900010005", "gubc@optics.example.cn")
    yield handed_in(16, "中国光学学会", optics, seal=None)
    yield out_of_office()
    society = row("陶然亭", "全欧华人专业协会联合会", "+4915112345678", "tao@fcpae.example.org", "海外科技团体")
    yield handed_in(19, "全欧华人专业协会联合会", society)
    acoustics = row("沈听澜", "中国声学学会-学术部", "13900010006", "shentl@acoustics.example.cn", "省级科协")
    yield handed_in(20, "中国声学学会", acoustics)


def bounce() -> EmailMessage:
    """A mail system says that a mail could not be delivered."""
    message = mail(15, ("Mail Delivery Subsystem", "MAILER-DAEMON@mx.example.com"), "系统退信", "您的邮件未能送达。")
    message.replace_header("Return-Path", "<>")
    message["Auto-Submitted"] = "auto-replied"
    return message


def out_of_office() -> EmailMessage:
    """A person is away."""
    message = mail(17, ("许知远", "xuzy@tj.example.cn"), "自动回复：外出", "您好，我正在出差，来信已收到。")
    message.replace_header("Return-Path", "<>")
    message["Auto-Submitted"] = "auto-replied"
    return message


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for number, message in enumerate(mails(), 1):
        (FOLDER / f"{number:04}.eml").write_bytes(message.as_bytes())


if __name__ == "__main__":
    main()
