"""Golden stories: of what pages the stamped PDF is put together: prints, scans, templates, letters.

In: nothing. Out: STORIES. Elsewhere: one page and what is wrong with it (`tests.parsers`), other files (`offices`).
"""

import io
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from rules.finding import FIELDS
from tests.golden.clients import PDF, WORD
from tests.golden.offices import LETTER_PDF, together
from tests.golden.person import UNIT, WHO, mail, octets_of
from tests.golden.story import Story
from tests.parsers import pdf_pages
from tests.parsers.docx_builder import Person
from tests.sequences.paper import stamped_print

SECTION = "盖章件里的几页"
PRINT, HAND = "LibreOffice", "原始字节"
BLANK = Person("", "", "", "", "", "", "", "")
OTHER = replace(WHO, name="申屠若谷", mobile="13900010022", email="sg@insect.example.cn")
UNSURE = tuple(f"uncertain:{key}" for key in FIELDS)


def picture(octets: bytes, dpi: int = 200) -> Image.Image:
    """The first page as a scanner sees it."""
    return pypdfium2.PdfDocument(octets)[0].render(scale=dpi / 72).to_pil().convert("RGB")  # type: ignore[no-any-return]


def scanned(*pictures: Image.Image, dpi: int = 200) -> bytes:
    """A scanner's file: a JPEG a page."""
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi, quality=85)
    return out.getvalue()


def one_above_another(*pictures: Image.Image) -> Image.Image:
    """A larger sheet on which these were copied."""
    sheet = Image.new("RGB", (pictures[0].width, sum(one.height for one in pictures)), "white")
    for number, one in enumerate(pictures):
        sheet.paste(one, (0, number * pictures[0].height))
    return sheet


def with_form_below(canvas: Canvas) -> None:
    """A typed letter with the scanned form pasted below its words."""
    for number, line in enumerate(("关于报送信息表的函", "现将我单位工作负责人信息表报上，请审阅。", UNIT)):
        pdf_pages.words(canvas, 60, 30 + 20 * number, line)
    canvas.drawImage(ImageReader(picture(PDF)), 60, 30, 640, 452)


def sent(*pages: bytes) -> bytes:
    """A mail with the WORD version and a PDF of these pages."""
    return mail(("附件1.docx", WORD), ("盖章.pdf", together(*pages)))


READ = (
    Story("scan", SECTION, "盖章后扫描", PRINT, lambda: sent(scanned(picture(PDF)))),
    Story("template-before-scan", SECTION, "先是空白的附件1（文字页），后是盖章扫描件", PRINT, lambda: sent(
          stamped_print(BLANK, ""), scanned(picture(PDF)))),
    Story("template-after-scan", SECTION, "先是盖章扫描件，后是空白的附件1（文字页）", PRINT, lambda: sent(
          scanned(picture(PDF)), stamped_print(BLANK, ""))),
    Story("print-before-scan", SECTION, "先是没有盖章的打印件（文字页），后是盖章扫描件", PRINT, lambda: sent(
          octets_of("printed.pdf"), scanned(picture(PDF)))),
)  # fmt: skip
OTHERWISE = (
    Story("print-and-scan-differ", SECTION, "电子章的打印件之后，是另一个人的盖章扫描件", PRINT, lambda: sent(
          PDF, scanned(picture(stamped_print(OTHER)))), "review",
          ("uncertain:name", "uncertain:mobile", "uncertain:email"), "以哪一份为准由工作人员确定"),
    Story("two-on-one-sheet", SECTION, "两个人的表上下复印在一张A3纸上", PRINT, lambda: sent(
          scanned(one_above_another(picture(stamped_print(WHO)), picture(stamped_print(OTHER))))), "review",
          ("uncertain:name", "uncertain:mobile", "uncertain:email"), "以哪一份为准由工作人员确定"),
    Story("beyond-ten-pages", SECTION, "信息表在第11页", PRINT, lambda: sent(*[LETTER_PDF] * 10, PDF), "review",
          (*UNSURE, "uncertain:seal"), "只查看前10页"),
    Story("form-in-letter", SECTION, "文字的函里贴着盖章扫描件的图片", HAND, lambda: sent(
          pdf_pages.pdf(with_form_below))),
)  # fmt: skip
STORIES: Sequence[Story] = (*READ, *OTHERWISE)
