"""What the PDF reader makes of a file, the short way."""

from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from parsers.document import Cell, Document, Paragraph, Table
from parsers.readers import pdf
from tests.parsers import pdf_pages as pages


def document(octets: bytes) -> Document:
    """The document, which can be read."""
    found = pdf.read(octets)
    assert isinstance(found, Document)
    return found


def cells(octets: bytes) -> dict[tuple[int, int], Cell]:
    """Cells of the first table by row and column."""
    table = next(block for block in document(octets).blocks if isinstance(block, Table))
    return {(cell.row, cell.column): cell for cell in table.cells}


def lines(octets: bytes) -> list[str]:
    """Paragraphs outside tables."""
    return [block.text for block in document(octets).blocks if isinstance(block, Paragraph)]


def drawn(*extra: Callable[[Canvas], None]) -> bytes:
    """The sample sheet with more drawn over it."""

    def draw(canvas: Canvas) -> None:
        pages.sheet(canvas)
        for each in extra:
            each(canvas)

    return pages.pdf(draw)


def option_cell(octets: bytes) -> Cell:
    """The cell with the options."""
    return next(cell for cell in cells(octets).values() if "省级科协" in cell.text)
