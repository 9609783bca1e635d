"""Golden stories of hostile mails: what unfolds without end, hangs its reader, or is simply too much.

In: nothing. Out: BOMBS: the mail, and what it must come to. Made in code, since nobody should keep such files.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from tests.golden.person import LETTER, SENDER, SUBJECT, WHO, mail, stamped
from tests.golden.story import Story
from tests.intake import files
from tests.parsers.docx_builder import HEADER, docx, form, zipped

SECTION = "恶意或超限的邮件"
HAND = "原始字节"
SHUT = ("attachment_unreadable",)
WORD = docx(*form(WHO))


def with_pdf(octets: bytes) -> bytes:
    """The WORD version as it should be, and this PDF."""
    return mail(("附件1.docx", WORD), ("盖章.pdf", octets))


def with_word(octets: bytes, name: str = "附件1.docx") -> bytes:
    """This WORD version, and the PDF as it should be."""
    return mail((name, octets), stamped())


def with_part(name: str, content: bytes) -> bytes:
    """A docx with this part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for member in good.namelist():
            bad.writestr(member, content if member == name else good.read(member))
    return out.getvalue()


def entities() -> bytes:
    """A billion laughs."""
    laughs = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return with_part("word/document.xml", f"{HEADER}<!DOCTYPE x [{laughs}]><x>&a11;</x>".encode())


def quine() -> bytes:
    """A zip whose member is an archive again, at every level, ten of them side by side."""
    octets = zipped({"a.txt": bytes(1000)})
    for _ in range(12):
        octets = zipped({f"{n}.zip": octets for n in range(10)} if len(octets) < 200_000 else {"z.zip": octets})
    return octets


def attachments(count: int) -> bytes:
    """A mail of so many tiny parts."""
    part = b"--b\r\nContent-Type: application/octet-stream; name=a.docx\r\n\r\nx\r\n"
    head = f"From: <{SENDER}>\r\nSubject: {'=?utf-8?B?5L+h5oGv6KGo?='}\r\nMIME-Version: 1.0\r\n"
    text = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{LETTER}\r\n".encode()
    return (
        head.encode() + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n' + text + part * count + b"--b--"
    )


def nested(depth: int) -> bytes:
    """Mails in mails."""
    octets = mail(("附件1.docx", WORD))
    for _ in range(depth):
        octets = (
            f"From: <{SENDER}>\r\nSubject: {SUBJECT}\r\nMIME-Version: 1.0\r\n".encode()
            + b"Content-Type: message/rfc822\r\n\r\n"
            + octets
        )
    return octets


def pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    out, places = bytearray(b"%PDF-1.6\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream, deflated."""
    packed = zlib.compress(content)
    return b"<</Length %d /Filter /FlateDecode %s>>\nstream\n%s\nendstream" % (len(packed), entries, packed)


def one_page(page: bytes, content: bytes, *more: bytes) -> bytes:
    """A PDF of one page; `more` are objects from number 5 on."""
    kids = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    sheet = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R %s>>" % page
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", kids, sheet, stream(content), *more])


def doubling(first: int, depth: int) -> list[bytes]:
    """Forms each of which draws the next one twice."""
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F %d 0 R>>>>"
    forms = [stream(b"/F Do /F Do", entries % (first + n + 1)) for n in range(depth)]
    return [*forms, stream(b"0 0 1 1 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]")]


def hanging_page() -> bytes:
    """A page that draws 2**40 squares."""
    return one_page(b"/Resources<</XObject<</F 5 0 R>>>>", b"/F Do", *doubling(5, 40))


def hanging_annotation() -> bytes:
    """The same in the picture of an annotation, which only PDFium draws."""
    note = b"<</Type/Annot/Subtype/Stamp/Rect[0 0 595 842]/F 4/AP<</N 6 0 R>>>>"
    return one_page(b"/Annots[5 0 R]", b"BT ET", note, *doubling(6, 40))


def huge_picture(side: int) -> bytes:
    """A scanned page of side × side points."""
    row = zlib.compress(bytes(side // 8) * side)
    entries = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray" % (
        side,
        side,
    )
    image = entries + b"/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(row), row)
    return one_page(b"/Resources<</XObject<</I 5 0 R>>>>", b"595 0 0 842 0 0 cm /I Do", image)


def many_pages(count: int) -> bytes:
    """A PDF of so many empty pages."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    pages = [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>"] * count
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), *pages])


def picture_bomb(side: int) -> bytes:
    """A PNG of side × side points."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes(side // 8)) * side, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def big_table(rows: int) -> bytes:
    """A docx with so many rows."""
    row = b"<w:tr>" + b"<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>" * 7 + b"</w:tr>"
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = b'<w:document xmlns:w="%s"><w:body><w:tbl>%s</w:tbl></w:body></w:document>' % (space, row * rows)
    return with_part("word/document.xml", body)


def bomb(name: str, shape: str, octets: object, problems: tuple[str, ...] = SHUT, outcome: str = "rejected") -> Story:
    """A mail that must be refused with a finding."""
    return Story(f"bomb-{name}", SECTION, shape, HAND, octets, outcome, problems)  # type: ignore[arg-type]


STORIES: Sequence[Story] = (
    bomb("zip", "zip炸弹（1 GB的零）", lambda: mail(("材料.zip", files.zipped({"a.docx": bytes(10**9)})))),
    bomb("zip-docx", "docx里的zip炸弹", lambda: with_word(with_part("word/document.xml", bytes(400_000_000)))),
    bomb("xml", "XML实体炸弹", lambda: with_word(entities())),
    bomb("quine", "层层相套的zip", lambda: mail(("材料.zip", quine()))),
    bomb("attachments", "一万个附件", lambda: attachments(10_000)),
    bomb("nested", "两百层转发的邮件", lambda: nested(200)),
    bomb("pdf-page", "画不完的PDF页面", lambda: with_pdf(hanging_page())),
    bomb("pdf-annotation", "画不完的PDF批注", lambda: with_pdf(hanging_annotation())),
    bomb("pdf-picture", "20,000×20,000点的扫描页", lambda: with_pdf(huge_picture(20_000))),
    bomb("pdf-pages", "300页的PDF（只看前10页）", lambda: with_pdf(many_pages(300)), ("pdf_missing",)),
    bomb("pdf-stream", "PDF内容流炸弹", lambda: with_pdf(one_page(b"", b" " * 300_000_000))),
    bomb("png", "20,000×20,000点的图片", lambda: mail(("附件1.docx", WORD), ("盖章.png", picture_bomb(20_000))),
         ("pdf_missing",)),
    bomb("rows", "二十万行的表格", lambda: with_word(big_table(200_000)), SHUT),
    bomb("rtf", "十万层括号的RTF", lambda: with_word(b"{\\rtf1" + b"{\\b " * 100_000, "附件1.doc")),
    bomb("html", "五万层嵌套的网页", lambda: with_word(b"<html><body>" + b"<table><tr><td>" * 50_000, "附件1.doc"),
         ("word_missing",)),
)  # fmt: skip
BOMBS: Mapping[str, Story] = {story.name: story for story in STORIES}
