"""The two versions: are both here, do they agree, do several WORD files agree, does the PDF bear the unit's seal.

In: a Judged case. Out: Findings. Each function's name is the sentence that it checks.
Elsewhere: same or not (`rules.agreement`), attachments that are no version (`rules.attachments`).
"""

from collections.abc import Iterator

from rules.agreement import Side, comparison, verdicts
from rules.annex1 import LABELS
from rules.finding import FIELDS, Finding
from rules.judged import Judged
from rules.sides import sides_of, unit_of


def versions_are_in_order(case: Judged) -> Iterator[Finding]:
    """All checks of two versions against each other."""
    yield from the_versions_agree(case)
    yield from several_word_files_agree(case)
    yield from several_pdf_files_agree(case)


def the_versions_agree(case: Judged) -> Iterator[Finding]:
    """The PDF is the stamped print of the WORD version."""
    for key, verdict in case.verdicts.items():
        word, pdf = case.sides[key], (case.pdf_sides or {})[key]
        if verdict == "differs" and key == "unit_name" and _is_one_unit(case):
            detail = "两个版本上同一单位的写法不同"
            yield Finding(f"uncertain:{key}", found=_shown(word), found_in_pdf=_shown(pdf), detail=detail)
        elif verdict == "differs":
            yield Finding(f"mismatch:{key}", found=_shown(word), found_in_pdf=_shown(pdf), filename=_pdf_name(case))
        elif verdict == "unsure":
            detail = f"不能确认PDF版上“{LABELS[key]}”一栏与WORD版一致"
            yield Finding(f"uncertain:{key}", found=_shown(word), found_in_pdf=_shown(pdf), detail=detail)


def several_word_files_agree(case: Judged) -> Iterator[Finding]:
    """Where a message holds more than one WORD version of the form, they say the same."""
    for rival in case.case.rivals:
        if rival.form is None:
            continue
        others = sides_of(rival.form, case.desk)
        for key in FIELDS:
            if others[key].value.fault != case.sides[key].value.fault or not _equal(key, case.sides[key], others[key]):
                detail = f"寄来的几份WORD版中“{LABELS[key]}”一栏不一致，以哪一份为准须由工作人员确定"
                yield Finding(f"uncertain:{key}", _shown(case.sides[key]), filename=rival.filename, detail=detail)


def several_pdf_files_agree(case: Judged) -> Iterator[Finding]:
    """Where a message holds more than one PDF version of the form, each of them says what the WORD version says."""
    for rival in case.case.rival_pdfs:
        if rival.form is None or case.case.pair is None:
            continue
        others = sides_of(rival.form, case.desk)
        for key, verdict in verdicts(case.sides, others, case.unit_names).items():
            if verdict != "same":
                detail = f"寄来的几份PDF版中“{LABELS[key]}”一栏不一致，以哪一份为准须由工作人员确定"
                found = (_shown(case.sides[key]), _shown(others[key]))
                yield Finding(f"uncertain:{key}", *found, filename=rival.filename, detail=detail)


def a_version_that_cannot_be_read_is_looked_at(case: Judged) -> Iterator[Finding]:
    """A version that is here but could not be read says nothing about any field."""
    unread = next((p for p in (case.case.word, case.case.pdf) if p and p.form is None), None)
    if unread:
        for key in FIELDS:
            yield Finding(f"uncertain:{key}", _shown(case.sides[key]), filename=unread.filename, detail=unread.doubt)


def _is_one_unit(case: Judged) -> bool:
    pdf = unit_of(case.pdf_form, case.desk) if case.pdf_form else None
    return bool(pdf and case.match and pdf.key == case.match.key)


def _equal(key: str, one: Side, other: Side) -> bool:
    return comparison(key, one.value) == comparison(key, other.value)


def _shown(side: Side) -> str:
    value = side.value.normal
    return "是" if value is True else "否" if value is False else value or ""


def _pdf_name(case: Judged) -> str:
    return case.case.pdf.filename if case.case.pdf else ""
