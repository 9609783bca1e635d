"""PDF files drawn by reportlab, with everything that real and hostile ones hold. All people are invented."""

import io
from collections.abc import Callable

import reportlab
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 842.0, 595.0
LEFT, TOP, COLUMN, ROW = 60.0, 120.0, 100.0, 40.0
HAN, LATIN = "STSong-Light", "Vera"
"""Not in the file, as Word leaves the standard fonts out; and embedded."""
pdfmetrics.registerFont(UnicodeCIDFont(HAN))
pdfmetrics.registerFont(TTFont(LATIN, f"{reportlab.__path__[0]}/fonts/Vera.ttf"))

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, size: tuple[float, float] = (WIDTH, HEIGHT), **options: object) -> bytes:
    """One file; each function draws a page."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size, **options)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def words(canvas: Canvas, x: float, top: float, text: str, font: str = HAN, size: float = 10.5) -> None:
    """Text with its upper left corner about here."""
    canvas.setFont(font, size)
    canvas.drawString(x, HEIGHT - top - 0.85 * size, text)


def grid(canvas: Canvas, rows: int, columns: int) -> None:
    """Ruled lines."""
    for row in range(rows + 1):
        y = HEIGHT - TOP - row * ROW
        canvas.line(LEFT, y, LEFT + columns * COLUMN, y)
    for column in range(columns + 1):
        x = LEFT + column * COLUMN
        canvas.line(x, HEIGHT - TOP, x, HEIGHT - TOP - rows * ROW)


def in_cell(canvas: Canvas, row: int, column: int, text: str, font: str = HAN) -> None:
    """Text in a cell of the grid."""
    words(canvas, LEFT + column * COLUMN + 4, TOP + row * ROW + 4, text, font)


def sheet(canvas: Canvas) -> None:
    """A table of two rows and three columns with a line above it and one below."""
    words(canvas, LEFT, 90, "单位名称：（盖章）示例学会")
    grid(canvas, 2, 3)
    for column, (label, value) in enumerate((("姓名", "欧阳小满"), ("手机号", "13800138000"), ("邮箱", "ou@demo.cn"))):
        in_cell(canvas, 0, column, label)
        in_cell(canvas, 1, column, value)
    words(canvas, LEFT, 230, "注：以上各项均为必填项。")


def picture(canvas: Canvas, pixels: object, box: tuple[float, float, float, float], mask: object = None) -> None:
    """A Pillow image at left, top, right, bottom."""
    left, top, right, bottom = box
    canvas.drawImage(ImageReader(pixels), left, HEIGHT - bottom, right - left, bottom - top, mask=mask)


def raw_pdf(*objects: bytes) -> bytes:
    """A file of numbered objects, the first of which is the catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + head + table + trailer


def stream(head: bytes, octets: bytes) -> bytes:
    """A stream object."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (head, len(octets), octets)
