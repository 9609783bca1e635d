"""Values that stand under their labels: a header row, and rows of people below it.

In: FormTable. Out: Found: the cells of each field for the first person, and how many people there are.
Elsewhere: labels with their values beside them (`form_beside`), what the cells say (`form_fields`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.document import Cell
from parsers.form_grid import FormTable, Hit, overlap
from parsers.layout import FormLayout

Row = dict[str, list[Cell]]
"""The cells of each field in one row, or of one person."""

TRACE = 0.5
"""Certainty below which what is read may be nothing but the trace of a stamp."""

_FILLER = re.compile(r"[\s\ufffc_\-—–－/\\.…·。、]+")
_CONTACT = re.compile(r"@|＠|\d(?:[\s-]*\d){6}")
_SAMPLE_PERSON = re.compile(r"\s*[（(]?\s*(?:例|样例|示例|样表|如[:：])")
_NO_NAME = re.compile(
    "[:：]$|^(?:填表|填报|制表|审核|审批|审签|经办|联系|报送|负责)(?:人|单位|时间|日期)|^[附备]?注|意见$|^说明|空白$|签[字名章]|盖章|日期"
)
"""What begins a row below the people: who filled the form in, remarks."""


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
            _add_people(people, rows, identity(layout))
        else:
            _add_fields(people, rows, identity(layout))
    named = [person for person in people if _filled(person, identity(layout))]
    first = (named or people or [{}])[0]
    return Found({key: tuple(cells) for key, cells in first.items()}, max(1, len(named)))


def identity(layout: FormLayout) -> tuple[str, ...]:
    """Fields that tell a person: written, not chosen, without samples. The first of them is the name."""
    return tuple(f.key for f in layout.fields if f.place == "cell" and not f.options and not f.samples)


def is_filled(cells: Sequence[Cell]) -> bool:
    """True where something is written, not only a dash or a stroke."""
    return any(_FILLER.sub("", cell.text) for cell in cells)


def is_contact(text: str) -> bool:
    """True where an e-mail address or a telephone number stands."""
    return _CONTACT.search(text) is not None


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


def _rows_of_people(table: FormTable, band: _Band, identifying: Sequence[str]) -> Iterator[Row]:
    """The rows under the labels, less those below a person that begin with what no name is: 填表人, 备注, 以下空白."""
    is_below = False
    for cells in _rows(table, band):
        row = _by_key(band, cells)
        first = next((cell.text for cell in cells if is_filled([cell])), "")
        if not (is_below and _NO_NAME.search("".join(first.split()))):
            is_below = is_below or bool(_filled(row, identifying))
            yield row


def _by_key(band: _Band, row: Sequence[Cell]) -> Row:
    """Each cell under the label that it shares most columns with; one that lies under two labels says nothing."""
    found: Row = {}
    for cell in row:
        above = sorted(((overlap(hit.cell, cell), hit.key) for hit in band.hits), reverse=True)
        under = [(width, key) for width, key in above if width > 0]
        if len(under) == 1:
            found.setdefault(under[0][1], []).append(cell)
    return found


def _add_people(people: list[Row], rows: Sequence[Row], identifying: Sequence[str]) -> None:
    """A row with a name, or with two other facts, is a new person; any other goes on with the person above."""
    for row in rows:
        filled = _filled(row, identifying)
        if any(_SAMPLE_PERSON.match(cell.text) for cell in row.get(identifying[0], ())):
            continue
        if people and not (identifying[0] in filled or len(filled) > 1):
            for key, cells in row.items():
                people[-1].setdefault(key, []).extend(cell for cell in cells if is_filled([cell]))
        elif people and filled and not _filled(people[-1], identifying):
            people[-1] = _completed(row, people[-1])
        else:
            people.append(dict(row))


def _filled(row: Row, identifying: Sequence[str]) -> set[str]:
    """What of a person stands in the row; not what little of a stamp's ink was read as a word, alone in its row."""
    filled = {key for key in identifying if is_filled(row.get(key, ()))}
    traces = {key for key in filled if all(cell.certainty < TRACE for cell in row[key] if is_filled([cell]))}
    return set() if len(filled) == 1 and traces else filled


def _add_fields(people: list[Row], rows: Sequence[Row], identifying: Sequence[str]) -> None:
    """A second header with other labels under the first: its rows go on with the same people in order."""
    more: list[Row] = []
    _add_people(more, rows, identifying)
    for person, row in zip(people, more, strict=False):
        person.update(row)


def _completed(row: Row, above: Row) -> Row:
    """A person's row, with what a row above it without any name had printed."""
    missing = {key: cells for key, cells in above.items() if not is_filled(row.get(key, ())) and is_filled(cells)}
    return {**row, **missing}
