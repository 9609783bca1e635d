"""A cell that is a label, with the field that it names.

In: nothing (a type only). Elsewhere: finding them (`form_grid`).
"""

from dataclasses import dataclass

from parsers.document import Cell


@dataclass(frozen=True, slots=True)
class Hit:
    """A cell that is a label."""

    key: str
    rank: int
    cell: Cell

    @property
    def bottom(self) -> int:
        """The first row below."""
        return self.cell.row + self.cell.row_span

    @property
    def right(self) -> int:
        """The first column to the right."""
        return self.cell.column + self.cell.column_span
