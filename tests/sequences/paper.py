"""Annex 1 printed to a PDF with a text layer and stamped: quick to make and quick to read. All people are invented.

In: a Person. Out: octets of a PDF. Elsewhere: the WORD version (`tests.parsers.docx_builder`), the mails (`mails`).
"""

from functools import cache

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.demo.paper import _seal
from tests.parsers.annex1_layout import ACCOUNT, TITLE, UNIT_TYPES
from tests.parsers.docx_builder import Person
from tests.parsers.pdf_pages import HEIGHT, pdf, picture, words

WIDTHS = (70, 130, 70, 90, 150, 190, 70)
LEFT, TOP, HEAD, ROW = 36, 130, 46, 120
SIZE = 9.5
LINE = 14
LONGEST = 7
"""Characters of a label on one line."""


def stamped_print(person: Person, seal_name: str | None = None) -> bytes:
    """The form as the unit prints it, with its seal over the line of its name; `seal_name`: another unit's seal, or ""
    for none."""
    return pdf(lambda canvas: _page(canvas, person, person.unit_name if seal_name is None else seal_name))


def _page(canvas: Canvas, person: Person, seal_name: str) -> None:
    words(canvas, LEFT, 40, "附件1")
    words(canvas, 280, 60, TITLE, size=18)
    words(canvas, LEFT, 100, f"单位名称：（盖章）{person.unit_name}", size=12)
    if seal_name:
        picture(canvas, _red(seal_name), (250, 20, 370, 140), mask="auto")
    _rules(canvas)
    labels = ("姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型", ACCOUNT)
    ticks = [("■" if kind == person.unit_type else "□") + kind for kind in UNIT_TYPES]
    values = [person.name, person.unit_department, person.position, person.mobile, person.email]
    for column, label in enumerate(labels):
        _lines(canvas, column, TOP, [label[at : at + LONGEST] for at in range(0, len(label), LONGEST)])
    for column, lines in enumerate([*([value] for value in values), ticks, [person.has_account]]):
        _lines(canvas, column, TOP + HEAD, lines)
    words(canvas, LEFT, TOP + HEAD + ROW + 10, "注：1.以上各项均为必填项，请勿空缺，相关项请按照样例格式填写。")


def _lines(canvas: Canvas, column: int, top: float, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        words(canvas, _left(column) + 3, top + 4 + number * LINE, line, size=SIZE)


def _left(column: int) -> float:
    return LEFT + sum(WIDTHS[:column])


def _rules(canvas: Canvas) -> None:
    bottom = TOP + HEAD + ROW
    for top in (TOP, TOP + HEAD, bottom):
        canvas.line(LEFT, HEIGHT - top, _left(len(WIDTHS)), HEIGHT - top)
    for column in range(len(WIDTHS) + 1):
        canvas.line(_left(column), HEIGHT - TOP, _left(column), HEIGHT - bottom)


@cache
def _red(name: str) -> Image.Image:
    mask = _seal(name, 420)
    colour = Image.new("RGBA", mask.size, (205, 30, 40, 0))
    colour.putalpha(mask)
    return colour
