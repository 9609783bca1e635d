"""Streams of text within an RTF file: the body, a text box, a header; and the fields in them.

In: pieces of text, ends of paragraphs, cells and rows. Out: MarkedParagraph in order.
Elsewhere: which token does what (`rtf_reader`), tables made of them (`marked_blocks`).
"""

from dataclasses import dataclass, field

from parsers.document import EMPTY_BOX, TICKED
from parsers.readers.looks import Run
from parsers.readers.marked import UNKNOWN, CellShape, MarkedParagraph
from parsers.readers.word97_fields import is_check_box, is_drop_down, shown

BY_DEFAULT = 25
MOST_CELLS = 64


@dataclass(slots=True)
class Story:
    """A stream of its own."""

    paragraphs: list[MarkedParagraph] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    in_table: bool = False
    depth: int = 0

    def end_paragraph(self) -> None:
        """\\par and its kind."""
        depth = max(self.depth, 1) if self.in_table else 0
        self.paragraphs.append(MarkedParagraph(self._taken(), "paragraph", depth))

    def end_cell(self, least_depth: int) -> None:
        """\\cell (1) or \\nestcell (2)."""
        depth = max(self.depth, 2) if least_depth > 1 else 1
        self.paragraphs.append(MarkedParagraph(self._taken(), "cell", depth))

    def end_row(self, least_depth: int, row: tuple[CellShape, ...]) -> None:
        """\\row (1) or \\nestrow (2)."""
        depth = max(self.depth, 2) if least_depth > 1 else 1
        self.paragraphs.append(MarkedParagraph(self._taken(), "row", depth, row))

    def _taken(self) -> tuple[Run, ...]:
        runs, self.runs = tuple(self.runs), []
        return runs


@dataclass(slots=True)
class RowDefinition:
    """The cells between \\trowd and \\row."""

    edges: list[int] = field(default_factory=list)
    flags: list[set[str]] = field(default_factory=list)
    pending: set[str] = field(default_factory=set)
    left: int = 0

    def clear(self) -> None:
        """\\trowd."""
        self.edges.clear()
        self.flags.clear()
        self.pending, self.left = set(), 0

    def add(self, right: int) -> None:
        """\\cellx: the right edge of the next cell."""
        if len(self.edges) < MOST_CELLS:
            self.edges.append(right)
            self.flags.append(self.pending)
        self.pending = set()

    def shapes(self) -> tuple[CellShape, ...]:
        """The cells of the row."""
        lefts = [min(self.left, *self.edges), *self.edges[:-1]] if self.edges else []
        return tuple(
            CellShape(min(left, right), right, "clmrg" in flags, "clvmrg" in flags)
            for left, right, flags in zip(lefts, self.edges, self.flags, strict=True)
        )


@dataclass(slots=True)
class OpenField:
    """A field that is being read."""

    code: str = ""
    result: int = BY_DEFAULT
    default: int | None = None
    """None where the file has no data for the field; then nobody knows its state."""
    entries: list[str] = field(default_factory=list)

    def text(self) -> str | None:
        """What it shows in place of its result; None where its result is the text."""
        chosen = self.default if self.result == BY_DEFAULT else self.result
        if is_check_box(self.code):
            return UNKNOWN if chosen is None else {0: EMPTY_BOX, 1: TICKED}.get(chosen, UNKNOWN)
        if is_drop_down(self.code):
            return self.entries[chosen] if chosen is not None and 0 <= chosen < len(self.entries) else UNKNOWN
        return shown(self.code)
