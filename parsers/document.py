"""The values of parsers: what a document shows, whatever its format, each piece with evidence and certainty.

In: nothing (types only). Out: Where, Cell, Table, Paragraph, Seal, PagePicture, Document, Unreadable.
Elsewhere: readers of single formats (`parsers.readers`), finding the form in a Document (`parsers.form`).
"""

from dataclasses import dataclass
from typing import Literal

from parsers.lattice import Lattice

CERTAIN = 0.95
"""A reading with at least this certainty is taken as read; below it a person looks."""
DOUBTED = 0.9
"""Certainty of what was plainly read and is doubted by rule all the same: look-alikes, traces of struck words."""
UNREAD = "〓"
"""In a scan's text: a character that the recogniser does not know, as printers set it for a missing type."""

NOT_LOOKED_INTO = "文档中嵌入了另一份文件（altChunk），其中的内容没有读取"
"""A remark: whether the form is there nobody can say."""

TICKED, EMPTY_BOX = "☑", "□"
"""The two marks every reader writes for a tick box, whatever stood in the document."""

Box = tuple[float, float, float, float]
"""left, top, right, bottom as fractions (0 to 1) of the upright page's width and height."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place on a page. `page` counts from 1."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `row` and `column` count from 0 in the grid; a merged cell stands once, at its first place."""

    text: str
    """Lines parted by newline. Tick boxes are TICKED or EMPTY_BOX, directly before the option's words."""
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    certainty: float = 1.0
    where: Where | None = None
    lattice: Lattice | None = None
    """The recogniser's own probabilities for the cell's text; only from pixels."""
    emphasised: tuple[str, ...] = ()
    """Pieces of the text set apart from the rest by highlight, colour, bold, underline or by not being struck out."""
    picture: bytes | None = None
    """Small PNG of the cell, from pixels only."""
    with_struck: str | None = None
    """The text with what is struck out, where something is; then `text` is what is left, and doubtful."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or paragraph outside tables (text boxes, headers and footers included)."""

    text: str
    certainty: float = 1.0
    where: Where | None = None
    lattice: Lattice | None = None
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells; cells are in row-major order of their first place."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Seal:
    """A stamp found on a page. `certainty` is that it is a seal at all (a red logo has little)."""

    where: Where
    certainty: float
    shape: Literal["round", "oval", "square", "other"] = "round"
    name: str | None = None
    """The name along its ring as read; None where unreadable or not tried."""
    name_certainty: float = 0.0
    lattice: Lattice | None = None
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class PagePicture:
    """An upright page as people see it: encoded picture (JPEG or PNG), stored once."""

    page: int
    media_type: str
    octets: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Document:
    """What was read from one attachment."""

    media_type: str
    blocks: tuple[Paragraph | Table, ...]
    """In reading order."""
    laid_out: bool = False
    """True for PDF and pictures: a newline in a text is where a printed line ended, not where somebody typed Enter."""
    scanned: bool = False
    """True where the text was recognised from pixels."""
    seals: tuple[Seal, ...] = ()
    seal_decidable: bool = True
    """False where absence of a seal cannot be told (grey or black-and-white scan, pages not rendered)."""
    pages: tuple[PagePicture, ...] = ()
    remarks: tuple[str, ...] = ()
    """Plain Chinese sentences for staff about what was odd in reading."""
    unseen_pages: int = 0
    """Pages of a PDF after the last one that was looked at."""
    beside: "tuple[Document, ...]" = ()
    """Of a PDF in which text pages hold the form: what its scanned pages show."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that cannot be read; a value, never an exception."""

    reason: Literal[
        "encrypted", "corrupt", "bomb", "too_large", "unsupported", "empty", "endless", "timeout", "no_reader"
    ]
    detail: str = ""
