"""Each field of the form by itself: is it filled in, is it valid, is it the unit's own, was it read with certainty.

In: a Judged case. Out: Findings. Each function's name is the sentence that it checks.
Elsewhere: Word against PDF (`rules.checks_versions`), the unit (`rules.checks_unit`), normal forms (`rules.values*`).
"""

from collections.abc import Iterator
from itertools import islice

from rules.agreement import Side
from rules.annex1 import LABELS, PRINTED
from rules.finding import FIELDS, Finding
from rules.folding import unit_key
from rules.judged import Judged
from rules.values_department import names_a_department, parts_of

PERSONAL = ("name", "unit_department", "position", "mobile", "email", "has_account")
"""Fields that mean nothing where several people stand in the form."""

WORDED = ("unit_name", "name", "unit_department", "position")
"""Fields of free words."""


def _bare_label(text: str) -> str:
    return unit_key(text).removesuffix("名称")


_LABELS = frozenset(
    _bare_label(part)
    for printed in PRINTED.values()
    for label in (printed.label, *printed.wordings)
    for part in (label, *parts_of(label))
    if not label.endswith("人")
)
"""What the fields are called, in this form and in others like it; but 负责人 is a post as well."""


def fields_are_in_order(case: Judged) -> Iterator[Finding]:
    """All of the checks below, in the order of the form."""
    several = list(the_form_names_one_person(case))
    yield from several
    for key in FIELDS:
        if several and key in PERSONAL:
            continue
        side = case.sides[key]
        faults = list(the_field_holds_no_sample(case, key, side)) or list(the_field_is_filled_in(case, key, side))
        yield from faults or list(the_field_is_valid(case, key, side)) or _doubts(case, key, side)
    if not several:
        yield from the_department_is_named(case)


def _doubts(case: Judged, key: str, side: Side) -> Iterator[Finding]:
    """What makes a value doubtful that is well formed; the first doubt is enough."""
    checks = (
        the_field_holds_no_label,
        the_department_is_of_this_unit,
        the_contact_is_not_the_offices,
        the_field_was_read_with_certainty,
    )
    found = (finding for check in checks for finding in check(case, key, side))
    yield from islice(found, 1)


def the_form_names_one_person(case: Judged) -> Iterator[Finding]:
    """Note 2 under the form: each unit names exactly one person."""
    name = case.sides["name"]
    if name.value.fault == "multiple_people":
        found = str(name.value.normal)
        sure = case.is_sure("name")
        yield Finding("multiple_people" if sure else "uncertain:name", found=found, detail=name.value.reason)
    elif case.form.people > 1:
        detail = f"表中有{case.form.people}行填了人，每个单位只能确定1名负责人"
        yield Finding("uncertain:name" if case.is_scan_alone else "multiple_people", found=name.text, detail=detail)
    elif case.pdf_form and case.pdf_form.people > 1:
        yield Finding("uncertain:name", found=name.text, detail="PDF版上似乎填了不只一个人，与WORD版不同")


def the_field_holds_no_sample(case: Judged, key: str, side: Side) -> Iterator[Finding]:
    """The printed samples are not the unit's own department."""
    samples = {unit_key(sample): sample for sample in case.desk.notice.form.samples_unit_department}
    if key != "unit_department":
        return
    if side.field.samples_only:
        yield Finding(f"example_left:{key}", found="（只有表上印的样例）")
        return
    sample = samples.get(unit_key(str(side.value.normal or "")))
    if sample and case.sides["unit_name"].value.normal and not _is_own(case, sample):
        yield Finding(f"example_left:{key}", found=side.text, detail="所填的是表上印的样例，不是本单位的部门")


def _is_own(case: Judged, sample: str) -> bool:
    unit = case.desk.registry.find(parts_of(sample)[0])
    return case.match is not None and case.match.key == unit.key


def the_field_is_filled_in(case: Judged, key: str, side: Side) -> Iterator[Finding]:
    """All fields are required (note 1 under the form)."""
    if side.value.fault != "missing":
        return
    absent = side.field.text is None and side.field.ticked is None and (case.is_scan_alone or key != "unit_name")
    if absent or not case.is_sure(key):
        yield Finding(f"uncertain:{key}", detail=f"没有读到“{LABELS[key]}”一栏")
    else:
        yield Finding(f"missing:{key}")


def the_field_is_valid(case: Judged, key: str, side: Side) -> Iterator[Finding]:
    """What stands there is a value of its kind; where one stands among other words, a person looks."""
    suggestions = (side.value.suggestion,) if side.value.suggestion else ()
    if side.value.fault == "invalid":
        # A recogniser's slip must not be held against the sender: what a scan alone says wrongly, a person looks at.
        code = "uncertain" if case.is_scan_alone or not case.is_sure(key) or suggestions else "invalid"
        yield Finding(f"{code}:{key}", found=_found(side), detail=side.value.reason, suggestions=suggestions)
    if side.value.fault == "doubtful":
        yield Finding(f"uncertain:{key}", found=_found(side), detail=side.value.reason, suggestions=suggestions)


def the_field_holds_no_label(case: Judged, key: str, side: Side) -> Iterator[Finding]:
    """The name of a field is not what it asks for."""
    written = parts_of(side.value.normal) if isinstance(side.value.normal, str) and key in WORDED else ()
    if any(_bare_label(part) in _LABELS for part in written):
        yield Finding(f"uncertain:{key}", found=_found(side), detail="此栏写的是表上栏目的名称，不像实际内容")


def the_department_is_of_this_unit(case: Judged, key: str, side: Side) -> Iterator[Finding]:
    """What stands before the first hyphen is the form's unit or a body that carries it, not another unit of the lists.

    Among units of a closed list, a body that is known for none of them is another unit, too.
    """
    parts = parts_of(str(side.value.normal or ""))
    if key != "unit_department" or case.match is None or case.match.status != "listed" or not parts:
        return
    named = case.desk.registry.find(parts[0])
    is_known = named.status != "unknown" or (named.hint and case.kind is not None and case.kind.closed)
    if is_known and named.key != case.match.key:
        detail = f"“单位-部门”一栏写的是“{parts[0]}”，不是本单位"
        yield Finding(f"uncertain:{key}", found=_found(side), detail=detail)


def the_contact_is_not_the_offices(case: Judged, key: str, side: Side) -> Iterator[Finding]:
    """The addresses and numbers that the notice prints are nobody's own."""
    notice = case.desk.notice
    printed = {notice.mailbox, *(one for contact in notice.contacts for one in (contact.email, contact.telephone))}
    if key in ("mobile", "email") and str(side.value.normal).lower() in {one.lower() for one in printed}:
        yield Finding(f"uncertain:{key}", found=_found(side), detail="此栏写的是通知上印的联系方式，不像负责人本人的")


def the_field_was_read_with_certainty(case: Judged, key: str, side: Side) -> Iterator[Finding]:
    """A doubtful reading is confirmed by the other version or by a person."""
    if not side.value.fault and not case.is_sure(key):
        yield Finding(f"uncertain:{key}", found=_found(side), detail=f"“{LABELS[key]}”一栏看不清")


def the_department_is_named(case: Judged) -> Iterator[Finding]:
    """单位-部门 names a department where the samples of this type of unit do."""
    side, kind = case.sides["unit_department"], case.kind
    if side.value.fault or side.field.samples_only or kind is None or not kind.needs_department:
        return
    named = names_a_department(str(side.value.normal), case.unit_names)
    if named is True:
        return
    sure = named is False and case.is_sure("unit_department") and not case.is_scan_alone
    detail = "只写了单位，没有写部门" if named is False else "看不出单位与部门在哪里分开"
    yield Finding(f"{'invalid' if sure else 'uncertain'}:unit_department", found=_found(side), detail=detail)


def _found(side: Side) -> str:
    return str(side.value.normal) if isinstance(side.value.normal, str) else side.text
