"""A ruled table on the sheet: spans, wrapping, row heights from the contents.

In: cells with texts, column widths. Out: ink on the sheet, the place of every value. Elsewhere: which cells (`layout`).
"""

from dataclasses import dataclass, field, replace

from PIL import Image, ImageDraw

from tests.exam.ticks import Spot, draw_mark
from tests.exam.typeface import Face, Ink, Letter, broken, draw_line

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell. `role` is the field whose value stands in it. `options` names the paragraphs of a tick cell."""

    row: int
    column: int
    text: str
    role: str = ""
    rows: int = 1
    columns: int = 1
    bold: bool = False
    align: str = "center"
    options: tuple[str, ...] = ()
    ink: Ink = (0, 0, 0)
    underline: bool = False


@dataclass(frozen=True, slots=True)
class GridStyle:
    """How the table looks; lengths in points."""

    rule: float = 0.6
    outer: float = 0.6
    padding: float = 5.4
    leading: float = 1.3
    anywhere: bool = False
    borders: str = "all"
    middle: bool = True
    box: str = "han"
    least: tuple[float, ...] = ()
    above: float = 2.0


@dataclass(slots=True)
class Sheet:
    """The page while it is being printed. `k` is pixels a point."""

    image: Image.Image
    k: float
    face: Face
    boxes: dict[str, Rect] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    """First mark of each option, or the place where one would stand."""
    words: dict[str, Rect] = field(default_factory=dict)
    ink: Ink = (0, 0, 0)

    @property
    def draw(self) -> ImageDraw.ImageDraw:
        """A pen for the page."""
        return ImageDraw.Draw(self.image)


def draw_table(sheet: Sheet, cells: list[GridCell], widths: list[float], top: float, style: GridStyle) -> float:
    """Draws the table; widths[0] is its left edge, the columns follow. Returns its bottom, in pixels."""
    xs = [widths[0]]
    for width in widths[1:]:
        xs.append(xs[-1] + width)
    ys = [top]
    for height in _heights(sheet, cells, xs, _fitted(sheet, cells, xs, (top, style))):
        ys.append(ys[-1] + height)
    for cell in cells:
        rect = (xs[cell.column], ys[cell.row], xs[cell.column + cell.columns], ys[cell.row + cell.rows])
        _frame(sheet, rect, style)
        _fill(sheet, cell, rect, style)
        if cell.role:
            sheet.boxes[cell.role] = rect
    if style.borders == "all":
        sheet.draw.rectangle(
            (xs[0], ys[0], xs[-1], ys[-1]), outline=sheet.ink, width=max(1, round(style.outer * sheet.k))
        )
    return ys[-1]


def _fitted(sheet: Sheet, cells: list[GridCell], xs: list[float], place: tuple[float, GridStyle]) -> GridStyle:
    """A table that would run over the page's end is set closer and smaller, as people do to keep one page."""
    top, style = place
    room = sheet.image.height * 0.95 - top
    if sum(_heights(sheet, cells, xs, style)) > room:
        style = replace(style, least=())
    while sum(_heights(sheet, cells, xs, style)) > room and sheet.face.size > 8:
        sheet.face = sheet.face.sized(sheet.face.size * 0.92)
    return style


def _face(sheet: Sheet, cell: GridCell) -> Face:
    return sheet.face.sized(sheet.face.size, bold=True) if cell.bold else sheet.face


def _lines(sheet: Sheet, cell: GridCell, width: float, style: GridStyle) -> list[list[Letter]]:
    return broken(_face(sheet, cell), cell.text, width - 2 * style.padding * sheet.k, anywhere=style.anywhere)


def _heights(sheet: Sheet, cells: list[GridCell], xs: list[float], style: GridStyle) -> list[float]:
    rows = max(cell.row + cell.rows for cell in cells)
    least = [style.least[min(row, len(style.least) - 1)] * sheet.k if style.least else 0.0 for row in range(rows)]
    for cell in sorted(cells, key=lambda c: c.rows):
        lines = _lines(sheet, cell, xs[cell.column + cell.columns] - xs[cell.column], style)
        wanted = len(lines) * sheet.face.size * style.leading + 2 * style.above * sheet.k
        missing = wanted - sum(least[cell.row : cell.row + cell.rows])
        if missing > 0:
            least[cell.row + cell.rows - 1] += missing
    return least


def _frame(sheet: Sheet, rect: Rect, style: GridStyle) -> None:
    width = max(1, round(style.rule * sheet.k))
    left, top, right, bottom = rect
    if style.borders == "all":
        sheet.draw.rectangle(
            (left - width // 2, top - width // 2, right + width // 2, bottom + width // 2),
            outline=sheet.ink,
            width=width,
        )
    elif style.borders == "three":
        for y in (top, bottom):
            sheet.draw.line([(left, y), (right, y)], sheet.ink, width)


def _fill(sheet: Sheet, cell: GridCell, rect: Rect, style: GridStyle) -> None:
    left, top, right, bottom = rect
    face = _face(sheet, cell)
    lines = _lines(sheet, cell, right - left, style)
    step = face.size * style.leading
    space = bottom - top - len(lines) * step
    y = top + (space / 2 if style.middle else style.above * sheet.k) + step * 0.5 + face.size * 0.37
    reading = OptionReading(list(cell.options))
    for line in lines:
        wide = sum(letter.advance for letter in line)
        x = left + style.padding * sheet.k if cell.align == "left" else (left + right - wide) / 2
        ink = cell.ink if cell.ink != (0, 0, 0) else sheet.ink
        draw_line(sheet.draw, (x, y), line, face, ink)
        if cell.underline and line:
            sheet.draw.line(
                [(x, y + face.size * 0.13), (x + wide, y + face.size * 0.13)], ink, max(1, round(face.size * 0.05))
            )
        _marks(sheet, line, (x, y), reading, style)
        y += step


@dataclass(slots=True)
class OptionReading:
    """Which option the letters belong to while a tick cell is being drawn."""

    left: list[str]
    now: str = ""
    matched: int = 0


def _marks(sheet: Sheet, line: list[Letter], at: tuple[float, float], reading: OptionReading, style: GridStyle) -> None:
    """Draws the marks of one line and notes where each option's box and words are."""
    x, baseline = at
    em = float(sheet.face.size)
    for letter in line:
        mark = "\ue000" <= letter.text <= "\uf8ff"
        if mark:
            draw_mark(sheet.draw, (x, baseline, em), letter.text, ink=sheet.ink, style=style.box)
        if reading.left and (not reading.now or reading.matched == len(reading.now)) and not letter.text.isspace():
            reading.now, reading.matched = reading.left.pop(0), 0
            sheet.spots[reading.now] = (x if mark else x - em, baseline, em)
            sheet.words[reading.now] = (x, baseline - em, x, baseline + em * 0.15)
        if reading.now and reading.matched < len(reading.now) and letter.text == reading.now[reading.matched]:
            reading.matched += 1
            old = sheet.words[reading.now]
            sheet.words[reading.now] = (
                min(old[0], x),
                old[1],
                max(old[2], x + letter.advance),
                max(old[3], baseline + em * 0.15),
            )
        x += letter.advance
