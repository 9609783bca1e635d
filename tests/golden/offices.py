"""Golden stories: what offices really put into a mail: links, photographs, the form in the text, files with odd names.

In: nothing. Out: STORIES. Elsewhere: how mail programs write a mail (`clients`), archives (`archives`).
"""

import io
from collections.abc import Sequence

import pypdfium2
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.golden.clients import MIXED, PDF, WORD, file, head, multi, words
from tests.golden.filled import scan
from tests.golden.formats import gbk_page, photo
from tests.golden.person import LETTER, mail, octets_of, raw, stamped
from tests.golden.story import Story
from tests.intake import files
from tests.parsers import docx_builder as word
from tests.parsers import pdf_pages
from tests.parsers.docx_builder import docx, paragraph

SECTION = "各单位寄来的样子"
HAND, RAW, OFFICE = "原始字节", "原始XML（Word写法）", "LibreOffice"
GIVEN = ("附件1.docx", WORD)
ASKED = "请将文件本身作为附件发送"
LINKS = {
    "kdocs": ("金山文档（WPS云文档）链接", "【金山文档】 信息表.docx https://kdocs.cn/l/caBcDeFgHiJk"),
    "tencent": ("腾讯文档链接", "【腾讯文档】信息表 https://docs.qq.com/doc/DQ0FCREVGR0hJSktM"),
    "feishu": ("飞书文档链接", "信息表：https://abc.feishu.cn/docx/ABCDEFG"),
    "shimo": ("石墨文档链接", "《信息表》 https://shimo.im/docs/abcdef/ 可复制链接后用石墨文档打开"),
    "dingtalk": ("钉钉文档链接", "信息表 https://alidocs.dingtalk.com/i/nodes/abcdef"),
    "weiyun": ("微云链接", "信息表：https://share.weiyun.com/AbCdEf"),
    "quark": ("夸克网盘链接", "信息表：https://pan.quark.cn/s/abcdef"),
}


def letter(canvas: Canvas) -> None:
    """A page of something else."""
    canvas.drawString(72, 700, "To whom it may concern: we recommend three institutions.")


LETTER_PDF = pdf_pages.pdf(letter)


def together(*files: bytes) -> bytes:
    """A PDF of the pages of these."""
    document = pypdfium2.PdfDocument.new()
    for octets in files:
        document.import_pages(pypdfium2.PdfDocument(octets))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def turned(quarters: int) -> bytes:
    """The stamped print, put on the glass the wrong way."""
    document = pypdfium2.PdfDocument(octets_of("stamped.pdf"))
    document[0].set_rotation(90 * quarters)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def tiff() -> bytes:
    """The stamped print as a fax program keeps it."""
    out = io.BytesIO()
    Image.open(io.BytesIO(scan("stamped.pdf"))).save(out, "TIFF", compression="tiff_lzw")
    return out.getvalue()


def in_text(*attached: bytes) -> bytes:
    """The form pasted into the text of the mail."""
    page = gbk_form()
    return raw(*head(MIXED, "Message-ID: <pasted@insect.example.cn>"), body=multi("b", words(page, "html"), *attached))


def gbk_form() -> str:
    """The form as HTML."""
    import email

    for part in email.message_from_bytes(gbk_page()).walk():
        if part.get_filename() == "附件1.doc":
            return bytes(part.get_payload(decode=True)).decode("gb18030")  # type: ignore[arg-type]
    raise AssertionError("the page is in no part")


def uuencoded() -> bytes:
    """An old mail program: the file stands in the text."""
    import binascii

    lines = b"".join(binascii.b2a_uu(WORD[at : at + 45]) for at in range(0, len(WORD), 45))
    body = LETTER.encode() + b"\nbegin 644 form.docx\n" + lines + b"`\nend\n"
    return raw(*head("Content-Type: text/plain; charset=utf-8"), body=body.replace(b"\n", b"\r\n"))


LOCKED_PDF = pdf_pages.pdf(letter, encrypt=StandardEncryption("geheim"))
OTHER_FORM = docx(
    paragraph("附件3"), paragraph("2022年度科技人才推荐表"),
    word.table(word.row("姓名", "闻人知秋"), word.row("性别", "男"), word.row("工作单位", "某研究所"),
               word.row("联系电话", "13900010021"), word.row("电子邮箱", "a@insect.example.cn")),
)  # fmt: skip
LETTER_FILE = docx(paragraph("推荐函"), paragraph("兹推荐闻人知秋同志为我会海智合作机构推荐工作负责人。"))

READ = (
    Story("same-names", SECTION, "两个附件同名", HAND, lambda: mail(
          ("附件1.docx", WORD), ("附件1.docx", PDF))),
    Story("same-file-twice", SECTION, "同一个文件附了两次", HAND, lambda: mail(GIVEN, GIVEN, stamped(), stamped())),
    Story("numbers-for-names", SECTION, "附件名只有数字", HAND, lambda: mail(
          ("1.docx", WORD), ("20220915095958.pdf", PDF))),
    Story("scanner-name", SECTION, "附件名是扫描仪起的（无扩展名区分）", HAND, lambda: mail(
          ("CCF_000123.pdf", PDF), ("新建 Microsoft Word 文档 (2).docx", WORD))),
    Story("letter-beside", SECTION, "另附推荐函（WORD）", RAW, lambda: mail(
          GIVEN, ("推荐函.docx", LETTER_FILE), stamped())),
    Story("other-form-beside", SECTION, "另附别的通知的表", RAW, lambda: mail(
          GIVEN, ("附件3.docx", OTHER_FORM), stamped())),
    Story("licence-beside", SECTION, "另附营业执照照片、HEIC照片", HAND, lambda: mail(
          GIVEN, stamped(), ("营业执照.jpg", photo()), ("IMG_0001.HEIC", b"\0\0\0\x18ftypheic" + bytes(5000)))),
    Story("ceb-beside", SECTION, "另附方正CEB、书生GD公文", HAND, lambda: mail(
          GIVEN, stamped(), ("推荐函.ceb", b"Founder CEB" + bytes(3000)), ("推荐函.gd", b"SursenGD" + bytes(3000)))),
    Story("link-beside", SECTION, "两版都在附件里，正文另有云文档链接", HAND, lambda: mail(
          GIVEN, stamped(), text=LETTER + LINKS["kdocs"][1])),
    Story("cover-page", SECTION, "PDF里信息表在第2页（前有空白页、函）", OFFICE, lambda: mail(
          GIVEN, ("盖章.pdf", together(LETTER_PDF, PDF)))),
    Story("page-turned", SECTION, "PDF页面是横着的（转90度）", OFFICE, lambda: mail(GIVEN, ("盖章.pdf", turned(1)))),
    Story("page-upside-down", SECTION, "PDF页面是倒着的", OFFICE, lambda: mail(GIVEN, ("盖章.pdf", turned(2)))),
    Story("tiny-picture", SECTION, "附件里夹着1×1点的图片", HAND, lambda: mail(
          GIVEN, stamped(), ("spacer.png", files.picture(1, 1)), ("line.png", files.picture(600, 2)))),
)  # fmt: skip
OTHERWISE = (
    *(Story(f"link-{name}", SECTION, f"{shape}（没有附件）", HAND, lambda text=text: mail(text=LETTER + "\n" + text),  # type: ignore[misc]
            "rejected", ("annex1_not_found",), ASKED) for name, (shape, text) in LINKS.items()),
    Story("nothing-attached", SECTION, "正文说附有信息表，却忘了添加附件", HAND, mail, "rejected",
          ("annex1_not_found",)),
    Story("word-named-pdf", SECTION, "把WORD文件改名为 .pdf 充当PDF版", RAW, lambda: mail(
          GIVEN, ("附件1.pdf", WORD)), "rejected", ("pdf_missing",)),
    Story("pdf-named-word", SECTION, "把PDF改名为 .doc 充当WORD版", HAND, lambda: mail(
          ("附件1.doc", PDF), stamped()), "rejected", ("word_missing",)),
    Story("photo-of-form", SECTION, "盖章件是表格的照片（JPG）", HAND, lambda: mail(
          GIVEN, ("盖章.jpg", scan("stamped.pdf"))), "rejected", ("pdf_missing",)),
    Story("tiff", SECTION, "盖章件是TIFF", HAND, lambda: mail(GIVEN, ("盖章.tif", tiff())), "rejected",
          ("pdf_missing",)),
    Story("photos-only", SECTION, "只寄来表格的照片", HAND, lambda: mail(("盖章.jpg", scan("stamped.pdf"))),
          "rejected", ("word_missing", "pdf_missing")),
    Story("heic", SECTION, "盖章件是HEIC照片", HAND, lambda: mail(
          GIVEN, ("IMG_0001.HEIC", b"\0\0\0\x18ftypheic" + bytes(5000))), "rejected", ("pdf_missing",)),
    Story("form-in-text", SECTION, "信息表粘贴在邮件正文里，PDF版在附件里", HAND, lambda: in_text(
          file('filename="a.pdf"', PDF)), "rejected", ("word_missing",)),
    Story("form-in-text-only", SECTION, "信息表粘贴在邮件正文里，没有附件", HAND, in_text, "rejected",
          ("annex1_not_found",)),
    Story("uuencode", SECTION, "旧邮件程序把附件编在正文里（uuencode）", HAND, uuencoded, "rejected", ("pdf_missing",)),
    Story("other-notice", SECTION, "寄来的是别的通知的表", RAW, lambda: mail(
          ("附件3.docx", OTHER_FORM), ("附件3.pdf", LETTER_PDF)), "rejected", ("annex1_not_found",)),
    Story("split-archive", SECTION, "分卷压缩（.z01、.part1.rar）", HAND, lambda: mail(
          ("材料.z01", bytes(5000)), ("材料.part1.rar", files.rar("附件1.docx", WORD)[:900])), "rejected",
          ("attachment_unreadable",)),
    Story("exe", SECTION, "自解压文件（.exe）", HAND, lambda: mail(("材料.exe", b"MZ" + bytes(5000))), "rejected",
          ("annex1_not_found",), "不打开程序"),
    Story("ceb", SECTION, "盖章件是方正CEB", HAND, lambda: mail(GIVEN, ("盖章.ceb", b"Founder CEB" + bytes(3000))),
          "rejected", ("pdf_missing",)),
    Story("pages-file", SECTION, "苹果 Pages 文件", HAND, lambda: mail(("附件1.pages", files.zipped(
          {"Index/Document.iwa": bytes(100), "preview.jpg": photo()})), stamped()), "rejected",
          ("word_missing",)),
    Story("pdf-locked", SECTION, "PDF设了打开密码", HAND, lambda: mail(GIVEN, ("盖章.pdf", LOCKED_PDF)),
          "rejected", ("attachment_unreadable",)),
    Story("doc-locked", SECTION, ".doc 设了打开密码", OFFICE, lambda: mail(("附件1.doc", locked_doc()), stamped()),
          "rejected", ("attachment_unreadable",)),
)  # fmt: skip


def locked_doc() -> bytes:
    """Word 97 with the flag that says that all that follows is enciphered."""
    octets = bytearray(octets_of("form.doc"))
    at = octets.index(b"\xec\xa5")
    octets[at + 11] |= 1
    return bytes(octets)


STORIES: Sequence[Story] = (*READ, *OTHERWISE)
