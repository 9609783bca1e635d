"""What the same sender had handed in before for the unit of this message, though a scan's unit name may be misread.

In: this message's versions and their unit, all earlier versions of this sender. Out: those that belong to them.
Elsewhere: which of them counts (`rules.gather`: the newest of each kind).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.document import CERTAIN
from rules.agreement import DIFFERS_AT_MOST
from rules.case import Handed
from rules.desk import Desk
from rules.folding import comparable
from rules.printed_value import how_well
from rules.registry import Match
from rules.sides import sides_of, unit_of


@dataclass(frozen=True, slots=True)
class _Paper:
    handed: Handed
    key: str | None
    """The unit's; None where nothing is known of it: unread, unnamed, or a scan gives a name that nobody has."""
    written: str
    """The unit as the form writes it."""
    person: str = ""
    near: tuple[str, ...] = ()
    """Listed units that an unlisted name looks like."""


def earlier_versions(
    papers: Sequence[Handed], match: Match | None, former: Sequence[Handed], desk: Desk
) -> list[Handed]:
    """Earlier versions of the unit that these papers are of, oldest first."""
    now, before = [_paper(p, desk) for p in papers], [_paper(p, desk) for p in former]
    units = list(dict.fromkeys(paper.key for paper in before if paper.key))
    if all(paper.key is None for paper in now):
        unit = _only_unit(now, before, units, desk)
    else:
        unit = match.key if match else None
    names = _names(unit, now, desk) if unit else []
    alone = all(other == unit for other in units)
    found = [p.handed for p in before if (p.key == unit if p.key else _joins(p, names, alone))]
    here = {paper.version for paper in (*papers, *found)}
    return [*found, *(p.handed for p in before if p.handed.version not in here and _is_misnamed(p, now))]


def _paper(handed: Handed, desk: Desk) -> _Paper:
    if handed.form is None:
        return _Paper(handed, None, "")
    match = unit_of(handed.form, desk)
    readable = match and not (handed.form.scanned and match.status == "unknown")
    sides = sides_of(handed.form, desk)
    written, person = (str(sides[key].value.normal or "") for key in ("unit_name", "name"))
    near = match.suggestions if match and match.status == "unknown" else ()
    return _Paper(handed, match.key if match and readable else None, written, comparable(person), near)


def _is_misnamed(paper: _Paper, others: Sequence[_Paper]) -> bool:
    """Whether it is of the same person, and one of the two units' names is only like the other's."""
    return any(
        paper.key and other.key and paper.person and paper.person == other.person
        and (paper.key in other.near or other.key in paper.near)
        for other in others
    )  # fmt: skip


def _only_unit(now: Sequence[_Paper], before: Sequence[_Paper], units: Sequence[str], desk: Desk) -> str | None:
    """The unit that these unreadable papers can be of: the one that the picture allows, or the sender's only one."""
    names = {unit: _names(unit, before, desk) for unit in units}
    votes = {unit: {_may_be(paper, names[unit]) for paper in now} for unit in units}
    allowed = [unit for unit, vote in votes.items() if True in vote]
    if len(allowed) == 1:
        return allowed[0]
    return units[0] if len(units) == 1 and False not in votes[units[0]] else None


def _joins(paper: _Paper, names: Sequence[str], alone: bool) -> bool:
    """Whether an earlier paper whose unit cannot be read is of the unit of these names, which may be the only one."""
    says = _may_be(paper, names)
    return says is True or (says is None and alone)


def _names(unit: str, papers: Sequence[_Paper], desk: Desk) -> list[str]:
    """How the unit is written in the papers, and its names in the lists."""
    known = desk.registry.find(unit).unit
    written = [paper.written for paper in papers if paper.key == unit and paper.written]
    return [*dict.fromkeys(written), *(known.names if known else ())]


def _may_be(paper: _Paper, names: Sequence[str]) -> bool | None:
    """Whether a scan's unit name can be one of these; None where the picture does not tell."""
    form = paper.handed.form
    read = form.fields.get("unit_name") if form else None
    if read is None or read.lattice is None or not read.text or not names:
        return None
    if how_well("unit_name", read, names) > DIFFERS_AT_MOST:
        return True
    return None if read.certainty < CERTAIN else False
