"""The values of a form: every field in normal form, with what is wrong with it.

In: ExtractedForm, Desk. Out: Side for each key; the unit that the form names.
Elsewhere: single values (`rules.values*`), what a fault leads to (`rules.checks_fields`).
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from parsers.document import CERTAIN, DOUBTED
from parsers.form import ExtractedForm, Field
from parsers.lattice import stands_in_order
from rules import values, values_choice, values_contact, values_department, values_name
from rules.agreement import NEVER_TOLD, Side
from rules.desk import Desk
from rules.finding import FIELDS
from rules.folding import comparable, words
from rules.hidden_unit import restored
from rules.registry import Match
from rules.surnames import begins_oddly
from rules.usual_words import LIKELY, is_listed_name, surer_where_usual
from rules.values import Value
from rules.values_unread import unread

ABSENT = Field(None)
ODD = 0.5
ODD_TEXTS = {
    "has_account": re.compile("."),
    "mobile": re.compile(r"[^\d+\-()（）\s/、,，;；]"),
    "email": re.compile("."),
}
NEIGHBOURS = re.compile(r"\d{5}|@|^[\W\d_]+$")
"""No name, post or department is so: a neighbouring cell's number or address was read with it, or instead of it."""
DOT_WITHIN = re.compile("[\u4e00-\u9fff)）]\\s*[·•.]\\s*[\u4e00-\u9fff(（]")
"""In foreigners' names only: a speck, or a dash."""
UNLIKELY = {
    "name": (NEIGHBOURS, NEVER_TOLD),
    "position": (NEIGHBOURS, DOT_WITHIN),
    "unit_department": (NEIGHBOURS, DOT_WITHIN),
    "unit_name": (DOT_WITHIN,),
}
"""By field: what was misread, more likely, where it stands in it."""
NO_UNIT = re.compile(r"[(（]?盖?[章)）]")
"""What no unit's name begins with: the rest of （盖章）."""
UNPARTED = re.compile("(?:会|协|基地|中心|大学|学院)(?!一)[^-]{2,}(?:部|处|室|中心|科|组|司|局)$")
UNPARTED_WITHIN = re.compile(f".{{3}}{UNPARTED.pattern}")
"""单位 and 部门 in one; of what stands behind the unit 学会工作部 is one department."""
UNIT_ENDING = re.compile(
    "(?:会|協|协|盟|联|社|基地|中心|院|所|校|大学|局|委|办|部|处|厅|公司|集团|园|区|馆|站|组|网|团|城|[)）\\]】A-Za-z.])$"
)
"""How names of units end; one that ends otherwise may have lost its end under a stamp."""
JOINTS = "-(一"
"""What may follow a unit's name in 单位-部门; a long dash is read as 一."""
NAME_DOUBT = 3
"""So many times the doubt in a person's name counts: nothing else on the page speaks for it, and a character that looks
like the one that stands there makes a name too. Of 880 names drawn two were misread at 0.951 and 0.980, none above."""

Sides = Mapping[str, Side]
"""By key, all eight."""


def sides_of(form: ExtractedForm, desk: Desk) -> Sides:
    """Every field of the form with its value."""
    fields = {key: form.fields.get(key, ABSENT) for key in FIELDS}
    worth = {
        key: unread(fields[key].text or "") or value for key, value in _values(fields, form.laid_out, desk).items()
    }
    if form.scanned:
        for key, odd in ODD_TEXTS.items():
            fields[key] = _doubted_where_odd(fields[key], worth[key], odd)
        fields["name"] = replace(fields["name"], certainty=fields["name"].certainty ** NAME_DOUBT)
        fields["name"] = _doubted(fields["name"]) if begins_oddly(fields["name"].text or "") else fields["name"]
        if worth["mobile"].fault == "invalid" and values_contact.has_lost_its_plus(fields["mobile"].text or ""):
            fields["mobile"] = _doubted(fields["mobile"])
        for key, unlikely in UNLIKELY.items():
            text = fields[key].text or ""
            fields[key] = _doubted(fields[key]) if any(one.search(text) for one in unlikely) else fields[key]
        fields |= surer_where_usual(fields, worth, desk)
        fields["unit_department"] = _doubted_where_joined(fields["unit_department"], worth, desk)
        fields["unit_name"] = _doubted_where_cut(fields["unit_name"], worth, desk)
        fields["unit_name"] = _surer_where_listed(fields["unit_name"], worth["unit_name"], desk)
        fields["unit_name"] = _surer_where_repeated(fields, worth, desk)
        fields["unit_name"], worth["unit_name"] = restored(fields, worth, form.seals, desk)
    return {key: Side(fields[key], worth[key], form.scanned) for key in FIELDS}


def _doubted(field: Field) -> Field:
    return replace(field, certainty=min(field.certainty, ODD))


def _doubted_where_cut(field: Field, worth: Mapping[str, Value], desk: Desk) -> Field:
    """Unless it is a listed unit's name: one that lacks its end, or characters that it has in 单位-部门."""
    name = str(worth["unit_name"].normal or "")
    if not name or desk.registry.find(name).status == "listed":
        return field
    again = map(comparable, values_department.parts_of(str(worth["unit_department"].normal or ""))[:1])
    seen = comparable(name)
    cut = any(stands_in_order(seen, whole) and not whole.startswith(seen) for whole in again)
    return field if UNIT_ENDING.search(name) and not cut and not NO_UNIT.match(name) else _doubted(field)


def _doubted_where_joined(field: Field, worth: Mapping[str, Value], desk: Desk) -> Field:
    """单位 and 部门 without a dash between them: it was lost at a line's end or read as a dot, more likely. A 部 by
    itself: the 一 before it was read as a dash."""
    department = comparable(str(worth["unit_department"].normal or ""))
    unit = worth["unit_name"]
    match = desk.registry.find(str(unit.normal)) if unit.normal else None
    begins = [name for name in map(comparable, names_of(unit, match)) if name and department.startswith(name)]
    longest = max(begins, key=len, default=department)
    known = department == longest or department[len(longest)] in JOINTS
    parts = values_department.parts_of(department)
    known = known or desk.registry.find(parts[0] if parts else "").status == "listed"
    known = known and all(len(part) > 1 for part in parts) and not any(map(UNPARTED_WITHIN.search, parts[1:]))
    known = known and not (len(parts) == 1 and UNPARTED.search(department))
    return field if known else _doubted(field)


def _surer_where_listed(field: Field, value: Value, desk: Desk) -> Field:
    """A reading that is a listed unit's name: no misreading is likely to come out as one. What stays doubted by rule in
    a Chinese name is whether it was written in older forms."""
    if field.certainty == DOUBTED and not str(value.normal or "").isascii():
        return field
    if field.certainty < LIKELY or not is_listed_name(str(value.normal or ""), desk):
        return field
    return replace(field, certainty=max(field.certainty, CERTAIN))


def _surer_where_repeated(fields: Mapping[str, Field], worth: Mapping[str, Value], desk: Desk) -> Field:
    """A reading, mostly from under the seal, that is letter for letter the name with which a plainly read 单位-部门
    begins, or another name of the same listed unit: two pictures of one name are not misread alike. Where both show one
    listed name, it need not be read as plainly."""
    field, unit, department = fields["unit_name"], worth["unit_name"], worth["unit_department"]
    again = [words(part) for part in values_department.parts_of(str(department.normal or ""))[:1]]
    own = words(str(unit.normal or ""))
    is_listed = own in again and is_listed_name(str(unit.normal), desk)
    if not unit.normal or department.fault or fields["unit_department"].certainty < (LIKELY if is_listed else CERTAIN):
        return field
    names = [words(name) for name in listed_names(unit, desk.registry.find(str(unit.normal)))]
    repeated = own in (*names, *again) and any(name in again for name in names)
    return replace(field, certainty=max(field.certainty, CERTAIN)) if repeated else field


def _doubted_where_odd(field: Field, value: Value, odd: re.Pattern[str]) -> Field:
    """What no form holds in this field is more likely a stroke beside the value, or the text of another cell."""
    is_odd = value.fault == "invalid" and not field.ticked and odd.search(field.text or "")
    return _doubted(field) if is_odd else field


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


def listed_names(unit: Value, match: Match | None) -> tuple[str, ...]:
    """The names of the listed unit that this is, or what stands there; another unit's, that is only like it, are none
    of them."""
    return match.unit.names if match and match.unit and match.status == "listed" else names_of(unit, None)


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
