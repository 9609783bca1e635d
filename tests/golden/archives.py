"""Golden stories: files packed in archives, in Outlook's own formats, in mails within mails, and left on servers.

In: nothing. Out: STORIES.
"""

import io
from collections.abc import Sequence

import py7zr

from tests.golden.clients import head, part
from tests.golden.person import LETTER, WHO, mail, octets_of, stamped
from tests.golden.story import Story
from tests.intake import files
from tests.intake.ole import Tree, ole
from tests.intake.test_containers import der, tnef
from tests.intake.test_outlook import message, wide
from tests.parsers.docx_builder import docx, form

SECTION = "压缩包与邮件套邮件"
HAND = "原始字节"
WORD = docx(*form(WHO))
BOTH = {"附件1.docx": WORD, "附件1（盖章）.pdf": octets_of("stamped.pdf")}
SHUT = ("attachment_unreadable",)
PLAIN = "请直接发送信息表文件"


def packed(name: str, octets: bytes) -> bytes:
    """A mail with one archive."""
    return mail((name, octets))


def gbk_zip() -> bytes:
    """Windows' own “发送到压缩文件夹”: names in GBK, stored without the flag; one zip a file."""
    return mail(
        ("1.zip", files.zipped_without_flag("附件1.docx".encode("gbk"), WORD)),
        ("2.zip", files.zipped_without_flag("盖章.pdf".encode("gbk"), octets_of("stamped.pdf"))),
    )


def seven_zip(password: str | None = None) -> bytes:
    """A 7z archive of both versions."""
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password) as archive:
        for name, octets in BOTH.items():
            archive.writestr(octets, name)
    return out.getvalue()


def nested(depth: int) -> bytes:
    """A zip in a zip in a zip …"""
    octets = files.zipped(BOTH)
    for level in range(depth):
        octets = files.zipped({f"{level}.zip": octets})
    return octets


def outlook() -> bytes:
    """A mail saved by Outlook (.msg) with both versions in it."""
    kept: list[Tree] = [{"__substg1.0_37010102": octets, **dict([wide("3707", name)])} for name, octets in BOTH.items()]
    return ole(message("报送信息表", "请查收", kept))


def enveloped() -> bytes:
    """A mail that only its receiver's key would open."""
    kind = der(0x06, bytes.fromhex("2a864886f70d010703"))
    octets = der(0x30, kind + der(0xA0, der(0x30, b"\x02\x01\x00")))
    return part(octets, *head("Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"))


READ = (
    Story("zip", SECTION, "zip（UTF-8文件名）", "Python zipfile", lambda: packed("材料.zip", files.zipped(BOTH))),
    Story("zip-gbk", SECTION, "zip（GBK文件名，Windows自带压缩）", HAND, gbk_zip),
    Story("zip-folders", SECTION, "zip里有文件夹和系统杂物", "Python zipfile", lambda: packed("材料.zip", files.zipped(
          {"报送/附件1.docx": WORD, "报送/盖章.pdf": BOTH["附件1（盖章）.pdf"], "报送/~$附件1.docx": b"x",
           "__MACOSX/报送/._附件1.docx": b"x", "报送/.DS_Store": b"x"}))),
    Story("zip-nested", SECTION, "压缩包套压缩包（3层）", "Python zipfile", lambda: packed("材料.zip", nested(2))),
    Story("7z", SECTION, "7z", "py7zr", lambda: packed("材料.7z", seven_zip())),
    Story("rar", SECTION, "rar（本机装有bsdtar时）", HAND, lambda: mail(
          ("材料.rar", files.rar("附件1.docx", WORD)), stamped()), needs="bsdtar"),
    Story("tar-gz", SECTION, "tar.gz", "Python tarfile", lambda: packed("材料.tar.gz", files.tarred(BOTH, "w:gz"))),
    Story("zip-named-docx", SECTION, "zip压缩包误改名为 .docx", "Python zipfile",
          lambda: packed("附件1.docx", files.zipped(BOTH))),
    Story("tnef", SECTION, "winmail.dat（Outlook TNEF）", HAND, lambda: packed(
          "winmail.dat", tnef("报送", "请查收", BOTH))),
    Story("msg", SECTION, "Outlook .msg 作附件", HAND, lambda: packed("转发.msg", outlook())),
    Story("eml", SECTION, ".eml 作附件", HAND, lambda: packed(
          "原邮件.eml", mail(*BOTH.items(), subject="请填报信息表"))),
)  # fmt: skip
NOT_READ = (
    Story("zip-encrypted", SECTION, "加密的zip", HAND, lambda: packed(
          "材料.zip", files.zipped_without_flag("附件1.docx".encode(), WORD, flags=1)), "rejected", SHUT,
          "请发送不设密码的文件"),
    Story("smime-encrypted", SECTION, "S/MIME加密的邮件（smime.p7m）", HAND, enveloped, "rejected", SHUT,
          "请发送不加密的邮件"),
    Story("7z-encrypted", SECTION, "加密的7z", "py7zr", lambda: packed("材料.7z", seven_zip("x")), "rejected", SHUT),
    Story("rar-corrupt", SECTION, "传坏了的rar", HAND, lambda: packed(
          "材料.rar", files.rar("附件1.docx", WORD)[:700]), "rejected", SHUT, needs="bsdtar"),
    Story("zip-too-deep", SECTION, "压缩包套了8层", "Python zipfile", lambda: packed("材料.zip", nested(7)),
          "rejected", SHUT, PLAIN),
    Story("zip-empty", SECTION, "空的压缩包", "Python zipfile", lambda: packed("材料.zip", files.zipped({})),
          "rejected", SHUT),
    Story("link-qq", SECTION, "QQ邮箱超大附件（只有下载链接）", HAND, lambda: mail(text=LETTER +
          "\n从QQ邮箱发来的超大附件\n附件1.docx (33.4M, 2022年10月15日 10:00 到期)\n"
          "进入下载页面：https://wx.mail.qq.com/ftn/download?func=3&key=abcdef"), "rejected", ("annex1_not_found",),
          "请将文件本身作为附件发送"),
    Story("link-163", SECTION, "163网易云附件（只有下载链接）", HAND, lambda: mail(text=LETTER +
          "\n从网易163邮箱发来的云附件\n信息表.zip (20.1M, 2022年10月15日 到期)\n"
          "下载：https://mail.163.com/large-attachment-download/index.html?p=abc"), "rejected", ("annex1_not_found",),
          "请将文件本身作为附件发送"),
    Story("link-pdf-only", SECTION, "WORD版是附件，盖章件是网盘链接", HAND, lambda: mail(("附件1.docx", WORD),
          text=LETTER + "\n盖章扫描件.pdf 见 https://pan.baidu.com/s/1abcdef"), "rejected", ("pdf_missing",),
          "请将文件本身作为附件发送"),
)  # fmt: skip
STORIES: Sequence[Story] = (*READ, *NOT_READ)
