"""Golden stories: the form in every kind of file that offices send, and what is sent instead of it.

In: nothing. Out: STORIES. Elsewhere: shapes of docx (`shapes`), of PDF and scans (`tests.parsers`).
"""

import io
import struct
from collections.abc import Sequence
from functools import partial
from xml.sax.saxutils import escape

import olefile
from PIL import Image

from rules.finding import FIELDS
from tests.golden.make import workbook
from tests.golden.person import LETTER, ROW, UNIT, WHO, base64, handed_in, mail, octets_of, raw, stamped
from tests.golden.story import Story
from tests.intake.ole import ole
from tests.parsers import docx_builder as word
from tests.parsers.docx_builder import docx, form, paragraph
from tests.parsers.test_ofd import line, package, text

SECTION = "文件格式"
OFFICE, HAND = "LibreOffice", "原始字节"
ALL_UNCERTAIN = tuple(f"uncertain:{key}" for key in (*FIELDS, "seal"))
SHUT = ("attachment_unreadable",)
WORD_ASKED = "请发送WORD或WPS版"


def word_file(name: str, called: str) -> bytes:
    """A mail with one of the files that LibreOffice made."""
    return handed_in(octets_of(name), called)


def flat_package() -> bytes:
    """The form as one XML file (Word's “Word XML 文档”)."""
    names = {"rels": "application/vnd.openxmlformats-package.relationships+xml"}
    body = f"<w:document {word.DECLARATIONS}><w:body>{''.join(form(WHO))}</w:body></w:document>"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{word.OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    parts = {"/_rels/.rels": (names["rels"], relations), "/word/document.xml": (f"{word.WORD}.document.main+xml", body)}
    inner = "".join(
        f'<pkg:part pkg:name="{name}" pkg:contentType="{kind}"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>'
        for name, (kind, content) in parts.items()
    )
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="{space}">{inner}</pkg:package>'.encode()


def web_archive() -> bytes:
    """The form as Word saves a single-file web page."""
    head = ("MIME-Version: 1.0", 'Content-Type: multipart/related; boundary="----=_b"; type="text/html"')
    part = b"------=_b\r\nContent-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: base64\r\n"
    page = base64(octets_of("form.html"))
    return raw(*head, body=part + b'Content-Type: text/html; charset="utf-8"\r\n\r\n' + page + b"------=_b--\r\n")


def gbk_page() -> bytes:
    """An office system's export: HTML in GBK, named .doc."""
    rows = "".join(f"<td>{escape(label)}</td>" for label in ("姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型",
                                                            word.ACCOUNT))  # fmt: skip
    ticks = "<br>".join(("☑" if kind == ROW["unit_type"] else "□") + kind for kind in word.UNIT_TYPES)
    keys = ("name", "unit_department", "position", "mobile", "email")
    values = "".join(f"<td>{text}</td>" for text in [*(ROW[key] for key in keys), ticks, ROW["has_account"]])
    page = (
        f"<html><head><meta charset=gb2312></head><body><p>{word.TITLE}</p><p>单位名称：（盖章）{UNIT}</p>"
        f"<table><tr>{rows}</tr><tr>{values}</tr></table></body></html>"
    )
    return handed_in(page.replace("☑", "√").encode("gb18030"), "附件1.doc")


def ofd() -> bytes:
    """The stamped print as OFD."""
    labels = ["姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型", "是否已开通“科协一家”账户"]
    keys = ("name", "unit_department", "position", "mobile", "email")
    ticks = [("☑" if kind == ROW["unit_type"] else "□") + kind for kind in word.UNIT_TYPES]
    columns = [10, 40, 75, 100, 130, 180, 250, 290]
    objects = [text(20, 10, word.TITLE), text(20, 25, f"单位名称：（盖章）{UNIT}")]
    objects += [line(columns[0], y, 280, 0) for y in (40, 50, 90)] + [line(x, 40, 0, 50) for x in columns]
    objects += [text(x + 1, 42, label) for x, label in zip(columns, labels, strict=False)]
    objects += [text(x + 1, 52, ROW[key]) for x, key in zip(columns, keys, strict=False)]
    objects += [text(columns[5] + 1, 52 + 6 * n, tick) for n, tick in enumerate(ticks)]
    return package(*objects, text(columns[6] + 1, 52, ROW["has_account"]), signed=True)


def photo() -> bytes:
    """A photograph of something that is not the form."""
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "lightblue").save(out, "JPEG")
    return out.getvalue()


ENCRYPTED = ole({"EncryptionInfo": b"\x04\0\x04\0\x40\0\0\0", "EncryptedPackage": bytes(5000)})


def fast_saved() -> bytes:
    """A .doc as Word 97 saves it fast: what was typed last lies behind everything else, and a new table of pieces."""
    with olefile.OleFileIO(io.BytesIO(octets_of("form.doc"))) as old:
        streams = {name: old.openstream(name).read() for (name,) in old.listdir() if name in ("WordDocument", "1Table")}
    main, table = bytearray(streams["WordDocument"]), streams["1Table"]
    at, length = struct.unpack_from("<2I", main, 0x9A + 8 * 33)
    first, last, flags, place, modifier = struct.unpack("<IIHIH", table[at : at + length][5:21])
    moved = ROW["name"].encode("utf-16-le")
    start = first + (main.index(moved) - place) // 2
    main[place + 2 * (start - first) : place + 2 * (start - first) + len(moved)] = "某某某某".encode("utf-16-le")
    ends = (first, start, start + len(ROW["name"]), last)
    places = (place, len(main), place + 2 * (ends[2] - first))
    pieces = struct.pack("<4I", *ends) + b"".join(struct.pack("<HIH", flags, where, modifier) for where in places)
    struct.pack_into("<2I", main, 0x9A + 8 * 33, len(table), 5 + len(pieces))
    main[10] |= 4  # fComplex
    return ole(
        {"WordDocument": bytes(main) + moved, "1Table": table + b"\x02" + struct.pack("<I", len(pieces)) + pieces}
    )


READ = (
    Story("doc-word97", SECTION, "Word 97–2003（.doc）", OFFICE, partial(word_file, "form.doc", "附件1.doc")),
    Story("wps-word97", SECTION, "WPS 的 .wps（内部同Word 97）", OFFICE, partial(word_file, "form.doc", "附件1.wps")),
    Story("doc-named-docx", SECTION, "扩展名是 .docx，里面是 Word 97", OFFICE,
          partial(word_file, "form.doc", "附件1.docx")),
    Story("doc-fast-saved", SECTION, "快速保存的 .doc（后改的字存在文件末尾）", HAND, lambda: handed_in(
          fast_saved(), "附件1.doc")),
    Story("rtf", SECTION, "RTF", OFFICE, partial(word_file, "form.rtf", "附件1.rtf")),
    Story("rtf-named-doc", SECTION, "扩展名是 .doc，里面是 RTF", OFFICE, partial(word_file, "form.rtf", "附件1.doc")),
    Story("odt", SECTION, "OpenDocument（.odt）", OFFICE, partial(word_file, "form.odt", "附件1.odt")),
    Story("html-named-doc", SECTION, "扩展名是 .doc，里面是网页（UTF-8）", OFFICE,
          partial(word_file, "form.html", "附件1.doc")),
    Story("html-gbk", SECTION, "办公系统导出的网页（GBK，扩展名 .doc）", HAND, gbk_page),
    Story("mht-named-doc", SECTION, "扩展名是 .doc，里面是单个文件网页（mht）", OFFICE,
          lambda: handed_in(web_archive(), "附件1.doc")),
    Story("word-2003-xml", SECTION, "Word 2003 XML", OFFICE, partial(word_file, "form-2003.xml", "附件1.xml")),
    Story("word-xml", SECTION, "Word XML 文档（单个XML文件）", HAND, lambda: handed_in(flat_package(), "附件1.xml")),
    Story("doc-ruby", SECTION, ".doc 里姓名加了拼音指南（EQ 域）", OFFICE, partial(
          word_file, "form-ruby.doc", "附件1.doc")),
    Story("rtf-ruby", SECTION, "RTF 里姓名加了拼音指南（EQ 域）", OFFICE, partial(
          word_file, "form-ruby.rtf", "附件1.rtf")),
    Story("pdf-printed", SECTION, "电子版直接转成的PDF加盖电子章图片", OFFICE, lambda: mail(
          ("附件1.docx", docx(*form(WHO))), stamped())),
    Story("pdf-no-name", SECTION, "PDF的附件名没有扩展名", OFFICE, lambda: mail(
          ("附件1.docx", docx(*form(WHO))), ("信息表", octets_of("stamped.pdf")))),
    Story("logo-beside", SECTION, "另附照片、图标等无关图片", HAND, lambda: mail(
          ("附件1.docx", docx(*form(WHO))), stamped(), ("合影.jpg", photo()))),
)  # fmt: skip
NOT_READ = (
    Story("pdf-no-rules", SECTION, "PDF里的表格没有框线", OFFICE, lambda: mail(
          ("附件1.docx", docx(*form(WHO))), ("附件1.pdf", octets_of("no-rules.pdf"))), "review",
          ALL_UNCERTAIN, "由工作人员查看"),
    Story("pdf-unstamped", SECTION, "PDF没有盖章", OFFICE, lambda: mail(
          ("附件1.docx", docx(*form(WHO))), ("附件1.pdf", octets_of("printed.pdf"))), "rejected", ("seal_missing",)),
    Story("word-only", SECTION, "只有WORD版", OFFICE, lambda: mail(("附件1.docx", docx(*form(WHO)))),
          "rejected", ("pdf_missing",)),
    Story("pdf-only", SECTION, "只有PDF版", OFFICE, lambda: mail(stamped()), "rejected", ("word_missing",)),
    Story("xlsx", SECTION, "填在Excel里（.xlsx）", "openpyxl", lambda: handed_in(workbook(), "附件1.xlsx"),
          "rejected", ("attachment_unreadable", "word_missing"), WORD_ASKED),
    Story("xls", SECTION, "填在旧Excel里（.xls、.et）", OFFICE, lambda: handed_in(octets_of("form.xls"), "附件1.et"),
          "rejected", ("attachment_unreadable", "word_missing"), WORD_ASKED, needs="soffice"),
    Story("ofd", SECTION, "盖章件是OFD", HAND, lambda: mail(("附件1.docx", docx(*form(WHO))), ("附件1.ofd", ofd())),
          "rejected", ("pdf_missing",), "读出后告知须为PDF"),
    Story("photo-for-pdf", SECTION, "盖章件是手机照片（不像信息表）", HAND, lambda: mail(
          ("附件1.docx", docx(*form(WHO))), ("盖章.jpg", photo())), "rejected", ("pdf_missing",)),
    Story("docx-encrypted", SECTION, "WORD版设了打开密码（Word 2007以后）", HAND, lambda: handed_in(ENCRYPTED),
          "rejected", SHUT, "请发送不设密码的文件"),
    Story("docx-corrupt", SECTION, "WORD版传坏了（缺后半截）", HAND, lambda: handed_in(
          docx(*form(WHO))[:-900]), "rejected", SHUT, "请重新保存后发送"),
    Story("doc-corrupt", SECTION, ".doc 传坏了", OFFICE, lambda: handed_in(octets_of("form.doc")[:5_000], "附件1.doc"),
          "rejected", SHUT),
    Story("pdf-corrupt", SECTION, "PDF传坏了", OFFICE, lambda: mail(
          ("附件1.docx", docx(*form(WHO))), ("附件1.pdf", octets_of("stamped.pdf")[:9_000])), "rejected", SHUT),
    Story("empty-file", SECTION, "附件是0字节", HAND, lambda: mail(("附件1.docx", b""), stamped()), "rejected", SHUT),
    Story("scan-in-word", SECTION, "把扫描图片贴进Word充当WORD版", "原始XML", lambda: handed_in(docx(
          paragraph("附件1"), "<w:p><w:r><w:drawing/></w:r></w:p>")), "rejected", ("word_missing",)),
    Story("other-word", SECTION, "附件是别的文件（推荐函）", "原始XML", lambda: mail(
          ("推荐函.docx", docx(paragraph("推荐函"), paragraph("兹推荐我会合作机构三家，请予支持。"))), text=LETTER),
          "rejected", ("annex1_not_found",)),
    Story("annex2-only", SECTION, "误把附件2样表当附件1", "原始XML", lambda: mail(("附件2.docx", docx(
          paragraph("附件2"), paragraph("推荐海智合作机构信息表（样表）"),
          word.table(word.row("机构名称", "某公司"), word.row("联系人", "甲"), word.row("手机号", "13900010023"))))),
          "rejected", ("annex1_not_found",)),
    Story("presentation", SECTION, "PPT", HAND, lambda: mail(("附件1.pptx", word.zipped({
          "[Content_Types].xml": '<Types><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.'
          'openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>',
          "ppt/presentation.xml": "<p/>"})), stamped()), "rejected", SHUT, WORD_ASKED),
)  # fmt: skip
STORIES: Sequence[Story] = (*READ, *NOT_READ)
