"""PDF files: pages with text become tables and paragraphs; of the others it is told that they are scans.

In: octets of a PDF. Out: Survey (what each page is, and the Document of its text pages), or Unreadable.
Elsewhere: pages as pixels (`pdf_raster`), reading those (`parsers.scan`).
pdfplumber and PDFium have no time limit of their own: the caller sets one round the whole call.
"""

import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pdfplumber
from pdfplumber.page import Page

from parsers.document import Document, Paragraph, Table, Unreadable
from parsers.readers import limits
from parsers.readers.pdf_device import Bottomless, Painted, Unpainted, painted
from parsers.readers.pdf_fields import FilledIn, filled_in
from parsers.readers.pdf_page import PageKind, ReadPage, read_page
from parsers.readers.pdf_raster import Picture, Refused, drawn, opened, refuse_bomb
from parsers.readers.pdf_visible import PageInk, box_of, dark_share
from parsers.readers.printed import PrintedPage
from parsers.readers.printed_blocks import DOUBTFUL, blocks_of
from parsers.readers.printed_pages import joined

MEDIA_TYPES = ("application/pdf",)

PROOF_DPI = 110
"""Enough to see whether a character or a tick is there."""
PICTURED = 0.15
"""Share of a page of text that its pictures cover, from which on one may be the scanned form."""
INK_IN_EMPTY_CELL = 0.004
"""Share of dark points in a cell without text above which something is drawn or pasted there."""
logging.getLogger("pdfminer").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a PDF's pages are. Only the first `len(kinds)` of `pages` pages were looked at."""

    pages: int
    kinds: tuple[PageKind, ...]
    turns: tuple[int, ...]
    """For each page the quarters clockwise that make its text upright (for `pdf_raster.render`)."""
    document: Document
    """The blocks of the text pages only."""
    pictured: tuple[int, ...] = ()
    """Numbers of the text pages on which pictures stand that are large enough for a form."""

    @property
    def scanned(self) -> tuple[int, ...]:
        """Numbers of the pages to be read from pixels."""
        return tuple(number for number, kind in enumerate(self.kinds, 1) if kind == "scanned")


def read(octets: bytes) -> Document | Unreadable:
    """The text of the pages that have text; no blocks where all pages are scans."""
    found = survey(octets)
    return found if isinstance(found, Unreadable) else found.document


def inspect(octets: bytes) -> tuple[PageKind, ...] | Unreadable:
    """For each page looked at: text, scanned or blank."""
    found = survey(octets)
    return found if isinstance(found, Unreadable) else found.kinds


def survey(octets: bytes, on_page: Callable[[], None] = lambda: None) -> Survey | Unreadable:
    """Everything about the PDF that needs no recognition of pixels. `on_page` is called before each page."""
    try:
        with opened(octets) as document:
            count = len(document)
            read_pages = list(_pages(octets, document, min(count, limits.MAX_PAGES), on_page))
    except Refused as refused:
        return refused.why
    return Survey(
        count,
        tuple(page.kind for page, _ in read_pages),
        tuple(page.turn for page, _ in read_pages),
        Document(
            MEDIA_TYPES[0],
            joined(blocks for page, blocks in read_pages if page.kind == "text"),
            laid_out=True,
            seal_decidable=False,
            remarks=_remarks(count),
            unseen_pages=max(0, count - limits.MAX_PAGES),
        ),
        tuple(n for n, (page, _) in enumerate(read_pages, 1) if page.kind == "text" and page.pictures > PICTURED),
    )


def _remarks(count: int) -> tuple[str, ...]:
    if count <= limits.MAX_PAGES:
        return ()
    return (f"PDF 共 {count} 页，只查看了前 {limits.MAX_PAGES} 页",)


Blocks = tuple[Paragraph | Table, ...]


def _pages(octets: bytes, document: Any, count: int, on_page: Callable[[], None]) -> Iterator[tuple[ReadPage, Blocks]]:
    plumbed = _plumbed(octets, count)
    for index in range(count):
        on_page()
        yield _page(plumbed.get(index + 1), document, index)


def _plumbed(octets: bytes, count: int) -> dict[int, Page]:
    """pdfplumber's pages by number; none where it cannot open what PDFium could."""
    try:
        pdf = pdfplumber.open(io.BytesIO(octets), pages=list(range(1, count + 1)))
        return {page.page_number: page for page in pdf.pages}
    except Exception:  # pdfminer raises anything at all on damaged files
        return {}


def _page(page: Page | None, document: Any, index: int) -> tuple[ReadPage, Blocks]:
    unread = ReadPage(PrintedPage(index + 1, 1.0, 1.0, (), ()), "scanned")
    if page is None:
        return unread, ()
    try:
        objects = painted(page)
        refuse_bomb(document, index)
        ink, filled = _ink(page, objects, lambda: drawn(document, index, PROOF_DPI))
        found = read_page(index + 1, ink, filled)
        blocks = blocks_of(found.printed) if found.kind == "text" else ()
    except Unpainted:
        return unread, ()
    except Bottomless:
        raise Refused(Unreadable("bomb", "页面的绘制没有止境")) from None
    finally:
        page.close()
    return found, tuple(_proven(block, found, ink) for block in blocks)


def _ink(page: Page, objects: dict[str, list[Painted]], draw: Callable[[], Picture]) -> tuple[PageInk, FilledIn]:
    """The page as painted, measured from the corner of what is shown of it."""
    filled = filled_in(page)
    left, top, right, bottom = _shown(page)
    for shape in (shape for shapes in objects.values() for shape in shapes):
        _move(shape, left, top)
    width, height = right - left, bottom - top
    moved = FilledIn(
        tuple(
            replace(g, x0=g.x0 - left, x1=g.x1 - left, top=g.top - top, bottom=g.bottom - top) for g in filled.glyphs
        ),
        tuple((a - left, b - top, c - left, d - top) for a, b, c, d in filled.strokes),
        tuple((a - left, b - top, c - left, d - top) for a, b, c, d in filled.highlights),
    )
    return PageInk(width, height, objects, draw), moved


def _shown(page: Page) -> tuple[float, float, float, float]:
    crop, media = page.cropbox, page.mediabox
    box = (max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3]))
    is_sound = box[2] - box[0] > 1 and box[3] - box[1] > 1
    left, top, right, bottom = (float(value) for value in (box if is_sound else media))
    return left, top, right, bottom


def _move(shape: Painted, left: float, top: float) -> None:
    left_after, top_after, right, bottom = box_of(shape)
    shape.update(x0=left_after - left, top=top_after - top, x1=right - left, bottom=bottom - top)
    if "pts" in shape:
        shape["pts"] = [(x - left, y - top) for x, y in shape["pts"]]


def _proven(block: Paragraph | Table, found: ReadPage, ink: PageInk) -> Paragraph | Table:
    """Cells without text but with something drawn or pasted into them are doubtful."""
    if isinstance(block, Paragraph) or found.turn:
        return block
    cells = tuple(
        replace(cell, certainty=DOUBTFUL) if not cell.text and cell.where and _is_inked(cell.where.box, ink) else cell
        for cell in block.cells
    )
    return replace(block, cells=cells)


def _is_inked(box: tuple[float, float, float, float], ink: PageInk) -> bool:
    left, top, right, bottom = box
    scaled = (left * ink.width + 3, top * ink.height + 3, right * ink.width - 3, bottom * ink.height - 3)
    return dark_share(ink, scaled) > INK_IN_EMPTY_CELL
