"""What the same sender had handed in before for the unit of this message, though a scan's unit name may be misread.

In: this message's versions and their unit, all earlier versions of this sender. Out: those that belong to them.
Elsewhere: which of them counts (`rules.gather`: the newest of each kind).
"""

from collections.abc import Iterable, Sequence

from parsers.document import CERTAIN
from parsers.form import ExtractedForm
from rules.agreement import DIFFERS_AT_MOST
from rules.case import Desk, Handed
from rules.folding import without_blanks
from rules.registry import Match
from rules.sides import sides_of, unit_of


def earlier_versions(
    papers: Sequence[Handed], match: Match | None, former: Sequence[Handed], desk: Desk
) -> list[Handed]:
    """Earlier versions of the unit that these papers are of, oldest first."""
    keys = {id(paper): _key(paper, desk) for paper in former}
    units = list(dict.fromkeys(key for key in keys.values() if key))
    if all(_key(paper, desk) is None for paper in papers):
        unit = _only_unit(papers, former, units, desk)
    else:
        unit = match.key if match else None
    names = _names(unit, papers, desk) if unit else []
    alone = all(other == unit for other in units)
    joined = {id(paper) for paper in former if keys[id(paper)] is None and _joins(paper, names, alone)}
    return [paper for paper in former if id(paper) in joined or (unit and keys[id(paper)] == unit)]


def _key(paper: Handed, desk: Desk) -> str | None:
    """The unit's key; None where the name cannot be read: nothing is known, or a scan gives a name that nobody has."""
    match = unit_of(paper.form, desk) if paper.form else None
    readable = match and paper.form and not (paper.form.scanned and match.status == "unknown")
    return match.key if match and readable else None


def _only_unit(papers: Sequence[Handed], former: Sequence[Handed], units: list[str], desk: Desk) -> str | None:
    """The unit for which these unreadable papers can be: the one that the picture allows, or the sender's only one."""
    votes = {unit: [_may_be(paper, _names(unit, former, desk)) for paper in papers] for unit in units}
    allowed = [unit for unit, vote in votes.items() if True in vote]
    open_to = allowed or [unit for unit, vote in votes.items() if False not in vote]
    return open_to[0] if len(open_to) == 1 and (allowed or len(units) == 1) else None


def _joins(paper: Handed, names: Sequence[str], alone: bool) -> bool:
    """Whether an earlier paper whose unit cannot be read is of the unit of these names, which may be the only one."""
    says = _may_be(paper, names)
    return says is True or (says is None and alone)


def _names(unit: str, papers: Iterable[Handed], desk: Desk) -> list[str]:
    """How the unit is written in the papers, and its names in the lists."""
    known = desk.registry.find(unit).unit
    forms = [paper.form for paper in papers if paper.form and _key(paper, desk) == unit]
    written = [str(sides_of(form, desk)["unit_name"].value.normal or "") for form in forms]
    return [name for name in (*written, *(known.names if known else ())) if name]


def _may_be(paper: Handed, names: Sequence[str]) -> bool | None:
    """Whether a scan's unit name can be one of these; None where the picture does not tell."""
    form: ExtractedForm | None = paper.form
    read = form.fields.get("unit_name") if form else None
    if read is None or read.lattice is None or not read.text or not names:
        return None
    if any(read.lattice.ratio(without_blanks(name)) > DIFFERS_AT_MOST for name in names):
        return True
    return None if read.certainty < CERTAIN else False
