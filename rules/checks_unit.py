"""The unit: is it known, is its type the ticked one, may it recommend, is it registered already.

In: a Judged case, History, the sender. Out: Findings. Each function's name is the sentence that it checks.
Elsewhere: which unit a name means (`rules.registry`).
"""

from collections.abc import Iterator

from rules.case import History, Opened, Registered
from rules.finding import Finding
from rules.folding import comparable, unit_key
from rules.judged import Judged
from rules.notice import UnitType
from rules.registry import Match

WRITTEN = {"word": "WORD版", "pdf": "PDF版"}


def unit_is_in_order(case: Judged) -> Iterator[Finding]:
    """All checks of the unit that need nothing but the form."""
    yield from the_ticked_type_is_the_type_of_the_unit(case)
    yield from the_unit_is_known(case)
    yield from the_unit_may_recommend_by_itself(case)


def the_ticked_type_is_the_type_of_the_unit(case: Judged) -> Iterator[Finding]:
    """A known unit, or one that is written as only units of one type are, ticks that type."""
    match, ticked = _named(case), case.sides["unit_type"].value.normal
    if match is None or not match.kind or not isinstance(ticked, str) or match.kind == ticked:
        return
    name = str(case.sides["unit_name"].value.normal)
    if case.is_sure("unit_type"):
        detail = f"“{name}”属于“{match.kind}”，表上勾选的是“{ticked}”"
        yield Finding("conflict:unit_type", found=ticked, detail=detail, suggestions=(match.kind,))


def the_unit_is_known(case: Judged) -> Iterator[Finding]:
    """The unit stands in the list of its type, by its name or a known form of it."""
    match = _named(case)
    if match is None or match.status == "listed":
        return
    found = str(case.sides["unit_name"].value.normal)
    detail = match.hint or _unlisted(match, case.kind)
    yield Finding("unit_unknown", found=found, detail=detail, suggestions=match.suggestions)


def _unlisted(match: Match, kind: UnitType | None) -> str:
    """Only a closed list can say that a unit is not there; any other leaves it to a person."""
    near = f"；名单中相近的有：{'、'.join(match.suggestions)}" if match.suggestions else ""
    if match.status == "pattern":
        return f"名称的写法是“{match.kind}”的写法，但“{match.kind}”的名单不全，待工作人员按批件核实{near}"
    if kind and not kind.closed:
        return f"“{kind.name}”的名单不全，这一名称待工作人员核实{near}"
    return f"{f'“{kind.name}”的' if kind else ''}名单中没有这一单位{near}"


def the_unit_may_recommend_by_itself(case: Judged) -> Iterator[Finding]:
    """Section 5 of the notice: whether a society abroad may recommend is for the department to decide."""
    if case.kind and case.kind.eligibility_by_office:
        detail = f"“{case.kind.name}”的推荐资格由{case.desk.notice.issuer}确定"
        yield Finding("eligibility", found=str(case.sides["unit_name"].value.normal or ""), detail=detail)


def nobody_else_is_registered(case: Judged, history: History, sender: str) -> Iterator[Finding]:
    """A unit has one person, registered by one sender; any other is for the office to decide."""
    former = registered_before(case, history)
    if former is None:
        yield from nobody_else_has_begun(case, history)
        return
    name = str(case.sides["name"].value.normal or "")
    if former.sender != sender:
        yield Finding("duplicate_unit", found=name, detail=f"该单位已由 {former.sender} 登记，负责人为{former.person}")
    elif name and not is_same_person(name, former.person):
        yield Finding("duplicate_unit", found=name, detail=f"该单位已登记的负责人为{former.person}，此次改为{name}")


def nobody_else_has_begun(case: Judged, history: History) -> Iterator[Finding]:
    """What a colleague's address hands in for a unit whose form is under way is for the office to join or refuse."""
    opened = begun_before(case, history)
    if opened:
        came = "、".join(WRITTEN[version] for version in WRITTEN if version in opened.versions)
        detail = f"该单位已由 {opened.sender} 报送（已到：{came}），尚未办结；此次来自另一地址，是否合并由工作人员确定"
        yield Finding("duplicate_unit", found=str(case.sides["name"].value.normal or ""), detail=detail)


def begun_before(case: Judged, history: History) -> Opened | None:
    """Which other sender's form for the unit is under way; None where the unit is registered already."""
    if registered_before(case, history):
        return None
    return next((opened for opened in map(history.opened, _keys(case)) if opened), None)


def registered_before(case: Judged, history: History) -> Registered | None:
    """Who is registered for the unit."""
    known = (history.registered(key) for key in _keys(case))
    return next((former for former in known if former), None)


def _keys(case: Judged) -> tuple[str, ...]:
    """The unit's key, and the one that it had before a person put this way of writing it on the lists."""
    if case.match is None:
        return ()
    return tuple(dict.fromkeys((case.match.key, *map(unit_key, case.unit_names))))


def is_same_person(one: str, other: str) -> bool:
    """True where two names are one, whatever was typed between their parts."""
    return comparable(one).casefold() == comparable(other).casefold()


def _named(case: Judged) -> Match | None:
    """The unit by its own line on the form; None where that is empty or was not read with certainty."""
    named = case.sides["unit_name"].value.normal
    return case.match if named and case.is_sure("unit_name") else None
