"""Values that stand under their labels: a header row, and rows of people below it.

In: FormTable. Out: Found: the cells of each field for the first person, and how many people there are.
Elsewhere: which rows are people (`form_rows`), values beside labels (`form_beside`), what they say (`form_fields`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.document import Cell
from parsers.form_grid import FormTable, overlap
from parsers.form_hits import Hit
from parsers.form_rows import Row, add_fields, add_people, filled, identity, is_filled, rows_of_people
from parsers.layout import FormLayout


@dataclass(frozen=True, slots=True)
class Found:
    """Where the values stand."""

    cells: Mapping[str, tuple[Cell, ...]]
    people: int


@dataclass(frozen=True, slots=True)
class _Band:
    """Header rows that belong together, with the columns of their labels."""

    hits: tuple[Hit, ...]
    bottom: int
    end: int
    """The first row of the next header, or past the last row."""


def read_below(table: FormTable, layout: FormLayout) -> Found:
    """The values under the labels; nothing where the labels do not stand in a row."""
    people: list[Row] = []
    for band in _bands(table, layout):
        rows = list(_rows_of_people(table, band, identity(layout)))
        known = {key for person in people for key in person}
        if not people or known & {hit.key for hit in band.hits}:
            add_people(people, rows, identity(layout))
        else:
            add_fields(people, rows, identity(layout))
    named = [person for person in people if filled(person, identity(layout))]
    first = (named or people or [{}])[0]
    return Found({key: tuple(cells) for key, cells in first.items()}, max(1, len(named)))


def _bands(table: FormTable, layout: FormLayout) -> Iterator[_Band]:
    in_lines = {field.key for field in layout.fields if field.place == "line"}
    groups: list[list[Hit]] = []
    for hit in sorted(_labels(table.hits), key=lambda hit: hit.cell.row):
        if groups and hit.cell.row <= max(other.bottom for other in groups[-1]):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    ends = [group[0].cell.row for group in groups[1:]] + [10**6]
    for group, end in zip(groups, ends, strict=True):
        hits = tuple(_usable(group, in_lines))
        if len(hits) > 1:
            yield _Band(hits, max(hit.bottom for hit in group), end)


def _labels(hits: Sequence[Hit]) -> list[Hit]:
    """Less the values that read like a label (a 职务 of 负责人): alone in their row, and better labelled above."""
    rows = Counter(hit.cell.row for hit in hits)
    return [
        hit
        for hit in hits
        if rows[hit.cell.row] > 1
        or not any(o.key == hit.key and o.rank < hit.rank and o.cell.row < hit.cell.row for o in hits)
    ]


def _usable(group: Sequence[Hit], in_lines: set[str]) -> Iterator[Hit]:
    """One label a field: the best worded, of equals the upper one; none with another field's label right below."""
    taken: set[str] = set()
    for hit in sorted(group, key=lambda hit: (hit.rank, hit.cell.row)):
        below = [h for h in group if h.key != hit.key and h.cell.row >= hit.bottom and overlap(h.cell, hit.cell) > 0]
        beside = [h for h in group if h.key != hit.key and h.cell.row == hit.cell.row]
        if not below and hit.key not in taken and (beside or below) and (hit.key not in in_lines or len(beside) > 1):
            taken.add(hit.key)
            yield hit


def _rows(table: FormTable, band: _Band) -> Iterator[list[Cell]]:
    inside = [cell for cell in table.cells if band.bottom <= cell.row < band.end]
    for row in sorted({cell.row for cell in inside}):
        yield [cell for cell in inside if cell.row == row]


def _rows_of_people(table: FormTable, band: _Band, identifying: Sequence[str]) -> list[Row]:
    rows = [(_heading(band, cells, identifying[0]), _by_key(band, cells)) for cells in _rows(table, band)]
    return rows_of_people(rows, identifying)


def _heading(band: _Band, row: Sequence[Cell], name: str) -> str:
    """What the row begins with, where no other field than the name stands there."""
    first = next((cell for cell in row if is_filled([cell])), None)
    is_other = first is None or any(overlap(hit.cell, first) > 0 for hit in band.hits if hit.key != name)
    is_name = first is not None and any(overlap(hit.cell, first) > 0 for hit in band.hits if hit.key == name)
    return first.text if first is not None and (is_name or not is_other) else ""


def _by_key(band: _Band, row: Sequence[Cell]) -> Row:
    """Each cell under the label that it shares most columns with; one that lies under two labels says nothing."""
    found: Row = {}
    for cell in row:
        above = sorted(((overlap(hit.cell, cell), hit.key) for hit in band.hits), reverse=True)
        under = [(width, key) for width, key in above if width > 0]
        if len(under) == 1:
            found.setdefault(under[0][1], []).append(cell)
    return found
