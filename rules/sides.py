"""The values of a form: every field in normal form, with what is wrong with it.

In: ExtractedForm, Desk. Out: Side for each key; the unit that the form names.
Elsewhere: single values (`rules.values*`), what a fault leads to (`rules.checks_fields`).
"""

from collections.abc import Mapping
from dataclasses import replace

from parsers.document import CERTAIN
from parsers.form import ExtractedForm, Field
from rules import values, values_choice, values_contact, values_department, values_name
from rules.agreement import Side
from rules.case import Desk
from rules.finding import FIELDS
from rules.folding import comparable
from rules.registry import Match
from rules.values import Value

ABSENT = Field(None)
ODD = 0.5
LIKELY = 0.7
"""Certainty from which on a listed unit's name is believed."""

Sides = Mapping[str, Side]
"""By key, all eight."""


def sides_of(form: ExtractedForm, desk: Desk) -> Sides:
    """Every field of the form with its value."""
    fields = {key: form.fields.get(key, ABSENT) for key in FIELDS}
    worth = _values(fields, form.laid_out, desk)
    if form.scanned:
        fields["has_account"] = _doubted_where_odd(fields["has_account"], worth["has_account"])
        fields["unit_name"] = _surer_where_listed(fields["unit_name"], worth["unit_name"], desk)
    return {key: Side(fields[key], worth[key], form.scanned) for key in FIELDS}


def _surer_where_listed(field: Field, value: Value, desk: Desk) -> Field:
    """A reading that is letter for letter a listed unit's name: no misreading is likely to come out as one."""
    match = desk.registry.find(str(value.normal)) if value.normal else None
    if field.certainty < LIKELY or match is None or match.status != "listed":
        return field
    if match.unit is None or comparable(str(value.normal)) not in map(comparable, match.unit.names):
        return field
    return replace(field, certainty=max(field.certainty, CERTAIN))


def _doubted_where_odd(field: Field, value: Value) -> Field:
    """An answer that is neither yes nor no: more likely a stroke beside it than another word."""
    odd = value.fault == "invalid" and not field.ticked
    return replace(field, certainty=min(field.certainty, ODD)) if odd else field


def _values(fields: Mapping[str, Field], laid_out: bool, desk: Desk) -> Mapping[str, Value]:
    text = {key: field.text or "" for key, field in fields.items()}
    unit = values.unit_name(text["unit_name"], laid_out)
    match = desk.registry.find(str(unit.normal)) if unit.normal else None
    kind = values_choice.unit_type(fields["unit_type"].ticked, fields["unit_type"].text, desk.notice.options)
    abroad = desk.notice.unit_type(match.kind if match and match.kind else str(kind.normal))
    return {
        "unit_name": unit,
        "name": values_name.name(text["name"], laid_out),
        "unit_department": values_department.unit_department(text["unit_department"], laid_out, names_of(unit, match)),
        "position": values.position(text["position"], laid_out),
        "mobile": values_contact.mobile(text["mobile"], laid_out, bool(abroad and abroad.abroad)),
        "email": values_contact.email(text["email"], laid_out),
        "unit_type": kind,
        "has_account": values_choice.has_account(
            fields["has_account"].ticked, fields["has_account"].text, desk.notice.form.answers_has_account
        ),
    }


def names_of(unit: Value, match: Match | None) -> tuple[str, ...]:
    """Every name by which the form may call its unit."""
    known = match.unit.names if match and match.unit else ()
    return tuple(dict.fromkeys((str(unit.normal or ""), *known)))


def unit_of(form: ExtractedForm, desk: Desk) -> Match | None:
    """The unit that the form names, by its name or else by the start of 单位-部门; None where neither can be read."""
    sides = sides_of(form, desk)
    named = sides["unit_name"]
    match = desk.registry.find(str(named.value.normal)) if named.value.normal else None
    if match and (match.status != "unknown" or not form.scanned or named.field.certainty >= CERTAIN):
        return match
    parts = values_department.parts_of(str(sides["unit_department"].value.normal or ""))
    by_department = desk.registry.find(parts[0]) if parts else None
    return by_department if by_department and by_department.status == "listed" else None
