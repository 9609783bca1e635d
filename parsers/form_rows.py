"""Which of the rows under the labels are people, which go on with the person above, and which name nobody.

In: rows as cells by field, each with what it begins with. Out: the people, a Row each.
Elsewhere: which cell stands under which label (`form_below`), whether a name is a name (`rules`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from parsers.document import CERTAIN, Cell
from parsers.layout import FormLayout

Row = dict[str, list[Cell]]
"""The cells of each field in one row, or of one person."""

TRACE = 0.5
"""Certainty below which what is read may be nothing but the trace of a stamp."""
DOUBTFUL = 0.6
"""Certainty of a name under which a word stands that may be another."""

_FILLER = re.compile(r"[\s\ufffc_\-—–－/\\.…·。、]+")
_SAYS_NOTHING = re.compile(r"(?:[\s\ufffc_\-—–－/\\.…·。、×✕✗Xx无]|暂无|没有)*")
_STROKES = frozenset("一丨1Il|")
_REMARK = re.compile(r"(?<=.)[（(][^（()）]*[)）]$")
_CONTACT = re.compile(r"@|＠|\d(?:[\s-]*\d){6}")
_SAMPLE_PERSON = re.compile(r"\s*[（(]?\s*(?:例|样例|示例|样表|如[:：])")
_NO_NAME = re.compile(
    "[:：]$|^[附备]?注|注意|备注|说明|意见|情况|事项|问题|^其[他它]|空白|无正文|^合计|^共.{0,2}[人名]"
    "|单位|领导|部门|经办|填[表报写]|制表|审[核批签]|复核|报送|(?:联系|负责|申请|推荐)人|签[字名章]|[盖公]章"
    "|电话|手机|传真|地址|邮[编箱]|日期"
)
"""Words of forms that stand in nobody's name; they begin a row with remarks, or with who filled the form in."""


def identity(layout: FormLayout) -> tuple[str, ...]:
    """Fields that tell a person: written, not chosen, without samples. The first of them is the name."""
    return tuple(f.key for f in layout.fields if f.place == "cell" and not f.options and not f.samples)


def is_filled(cells: Sequence[Cell]) -> bool:
    """True where something is written, not only a dash or a stroke."""
    return any(_FILLER.sub("", cell.text) for cell in cells)


def is_contact(text: str) -> bool:
    """True where an e-mail address or a telephone number stands."""
    return _CONTACT.search(text) is not None


def rows_of_people(rows: Sequence[tuple[str, Row]], identifying: Sequence[str]) -> list[Row]:
    """Less those that name nobody, where another names a person."""
    telling = [row for heading, row in rows if not _names_nobody(heading, row, identifying)]
    return telling if any(filled(row, identifying) for row in telling) else [row for _, row in rows]


def _names_nobody(heading: str, row: Row, identifying: Sequence[str]) -> bool:
    """A row that says nothing, or begins with what no name is: 填表人, 备注, 以下空白. In a complete row it may
    hold a name as well: 联系人王某."""
    words = _REMARK.sub("", "".join(heading.split()))
    rest, found = _NO_NAME.subn("", words)
    is_complete = len(filled(row, identifying)) == len(identifying)
    return _says_nothing(row) or (bool(found) and not (is_complete and len(re.sub(r"\W", "", rest)) > 1))


def _says_nothing(row: Row) -> bool:
    """无, × or a stroke in every cell: the row is crossed out. A row without a word may hold the printed options."""
    return is_filled(_all(row)) and all(_SAYS_NOTHING.fullmatch(cell.text) or _is_trace(cell) for cell in _all(row))


def _is_trace(cell: Cell) -> bool:
    """Whether a stroke was read that a rule of the table may have left."""
    return cell.text.strip() in _STROKES and cell.certainty < CERTAIN


def _all(row: Row) -> list[Cell]:
    return [cell for cells in row.values() for cell in cells]


def add_people(people: list[Row], rows: Sequence[Row], identifying: Sequence[str]) -> None:
    """A row with two facts about a person is a new one; any other goes on with the person above, as a lone name does:
    whether it is somebody else's is for `rules` to say."""
    for row in rows:
        facts = filled(row, identifying)
        if any(_SAMPLE_PERSON.match(cell.text) for cell in row.get(identifying[0], ())):
            continue
        is_lone_name = facts == {identifying[0]} and people and filled(people[-1], identifying)
        if people and (is_lone_name or not (identifying[0] in facts or len(facts) > 1)):
            _go_on(people[-1], row, identifying[0])
        elif people and facts and not filled(people[-1], identifying):
            people[-1] = _completed(row, people[-1])
        else:
            people.append(dict(row))


def _go_on(person: Row, row: Row, name: str) -> None:
    for key, cells in row.items():
        more = [cell for cell in cells if is_filled([cell])]
        if key == name and is_filled(person.get(name, ())):
            more = [replace(cell, certainty=min(cell.certainty, DOUBTFUL)) for cell in more]
        person.setdefault(key, []).extend(more)


def filled(row: Row, identifying: Sequence[str]) -> set[str]:
    """What of a person stands in the row; not what little of a stamp's ink was read as words where no name stands, or
    in one cell alone."""
    found = {key for key in identifying if is_filled(row.get(key, ()))}
    written = [cell for key in found for cell in row[key] if is_filled([cell])]
    is_trace = all(cell.certainty < TRACE and not is_contact(cell.text) for cell in written)
    return set() if is_trace and (len(found) == 1 or identifying[0] not in found) else found


def add_fields(people: list[Row], rows: Sequence[Row], identifying: Sequence[str]) -> None:
    """A second header with other labels under the first: its rows go on with the same people in order."""
    more: list[Row] = []
    add_people(more, rows, identifying)
    for person, row in zip(people, more, strict=False):
        person.update(row)


def _completed(row: Row, above: Row) -> Row:
    """A person's row, with what a row above it without any name had printed."""
    missing: Mapping[str, list[Cell]] = {
        key: cells for key, cells in above.items() if not is_filled(row.get(key, ())) and is_filled(cells)
    }
    return {**row, **missing}
