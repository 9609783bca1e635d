"""A scan's unit that a stamp hides in part: read again where 单位-部门 and the stamp itself name it.

In: the fields of a scanned form with their values, its seals. Out: the unit's field, restored or as it was; a restored
one has no lattice, for what is seen of the line bears out no other name.
Elsewhere: the same where a WORD version names the unit (`rules.agreement`), pieces of a name (`rules.unit_line`).
Three things must say the same: what is seen of the line, the plainly read 单位-部门, and the name on the seal; or the
first two where nearly all of a listed name is seen that is like no other.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from parsers.document import CERTAIN, Seal
from parsers.form import Field
from rules.desk import Desk
from rules.folding import comparable
from rules.seal_owner import is_sealed_by
from rules.unit_line import Shown, is_named_again, may_as_well_be, may_be_seen, unexplained
from rules.values import Value
from rules.values_department import parts_of

COUNTRY = "中国"
LEAST_RING, NEARLY = 0.7, 0.8
"""Certainty of a ring that shows no colour; the share of a name that must be seen where no seal bears it."""


def restored(
    fields: Mapping[str, Field], worth: Mapping[str, Value], seals: Sequence[Seal], desk: Desk
) -> tuple[Field, Value]:
    """The unit's field and value: the name with which 单位-部门 begins, or another of the same listed unit, where the
    line can be none of the rest."""
    field, value, department = fields["unit_name"], worth["unit_name"], worth["unit_department"]
    parts = parts_of(str(department.normal or ""))
    plain = fields["unit_department"].certainty >= CERTAIN and not department.fault
    if field.certainty >= CERTAIN or not value.normal or not parts or not plain:
        return field, value
    seen = str(value.normal)
    match = desk.registry.find(parts[0])
    names = match.unit.names if match.unit and match.status == "listed" else (parts[0],)
    shown = Shown(seen, field.certainty)
    likely = [name for name in names if is_named_again(name, names, str(department.normal), shown)]
    name = min(likely, key=lambda one: unexplained(seen, one), default="")
    if not name or _may_be_another(seen, name, names):
        return field, value
    if _is_sealed(seals, names, desk) or _is_nearly_whole(seen, name, names, desk):
        return replace(field, text=name, certainty=CERTAIN, lattice=None), Value(name)
    return field, value


def _is_sealed(seals: Sequence[Seal], names: Sequence[str], desk: Desk) -> bool:
    """A ring in grey may be printed and no seal, but the name that is read along it is the unit's all the same."""
    return is_sealed_by(seals, names, desk.registry, LEAST_RING)


def _is_nearly_whole(seen: str, name: str, names: Sequence[str], desk: Desk) -> bool:
    """Whether nearly all of a listed name is seen, and no other unit's name can be."""
    listed = _listed(desk)
    if not _is_most(seen, name) or name not in listed:
        return False
    return not any(may_be_seen(seen, other) for other in listed if other not in names)


def _may_be_another(seen: str, name: str, names: Sequence[str]) -> bool:
    """Of the unit's own names, with and without their country; where little is seen, one character speaks for neither
    of two."""
    ways = dict.fromkeys([*names, *(way.removeprefix(COUNTRY) for way in names)])
    others = [other for other in ways if comparable(other) != comparable(name)]
    return any(
        may_as_well_be(seen, other, name) if _is_most(seen, name) else may_be_seen(seen, other) for other in others
    )


def _is_most(seen: str, name: str) -> bool:
    return len(comparable(seen)) >= NEARLY * len(comparable(name))


def _listed(desk: Desk) -> Collection[str]:
    return [name for unit in desk.registry.units.values() for name in unit.names]
