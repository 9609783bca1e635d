"""One case as a person sees it: what is doubtful first, each field with both readings, and the pages with their boxes.

In: Stored, Desk. Out: CaseView. Pure. Elsewhere: the rows (`data.review_case`), the two readings (`review.sides_view`),
what may be decided (`review.deciding`), the page itself (`review/templates/case.html`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from data.review_case import Row, Stored
from review.sides_view import PageView, Sides, pages_of, sides_of
from review.typed import typed_value
from review.words import label_of, value_words
from rules.annex1 import PRINTED, is_complete
from rules.desk import Desk
from rules.finding import FIELDS, Finding, Record
from rules.reasons import reason_of

SETTLED = ("right", "corrected")
NOT_ABOUT_A_FORM = ("inquiry", "ignored")
WITHOUT_VALUE = "此栏没有登记内容，请按原件填写"
LINE_OF = {"unit_unknown": "unit_name", "seal_missing": "seal", "multiple_people": "name"}
"""Findings without a field of their own that one line of the form answers."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a person can say something about."""

    about: str
    label: str
    sides: Sides
    value: str = ""
    """For the record, in words; what a person typed counts."""
    options: tuple[str, ...] = ()
    takes_value: bool = True
    sentences: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    verdict: str = ""
    """What a person said; "" where nobody did."""
    by: str = ""
    at: str = ""

    @property
    def is_doubtful(self) -> bool:
        """True where something was found, or a value is wanted."""
        return bool(self.sentences) or bool(self.verdict)

    @property
    def is_open(self) -> bool:
        """True where a person still has to say something."""
        return bool(self.sentences) and not self.verdict


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case, ready to be shown."""

    stored: Stored
    lines: tuple[Line, ...]
    record: Record
    complete: bool
    pages: tuple[PageView, ...] = field(default=())

    @property
    def doubtful(self) -> tuple[Line, ...]:
        """What a person looks at."""
        return tuple(line for line in self.lines if line.is_doubtful)

    @property
    def quiet(self) -> tuple[Line, ...]:
        """What is in order."""
        return tuple(line for line in self.lines if not line.is_doubtful)

    @property
    def open_lines(self) -> tuple[Line, ...]:
        """What nobody has settled yet."""
        return tuple(line for line in self.lines if line.is_open)

    @property
    def wrong_lines(self) -> tuple[Line, ...]:
        """What a person found wrong."""
        return tuple(line for line in self.lines if line.verdict == "wrong")

    @property
    def is_about_a_form(self) -> bool:
        """False for questions and automatic mail."""
        return self.stored.message["outcome"] not in NOT_ABOUT_A_FORM

    @property
    def is_accepted_as_it_is(self) -> bool:
        """True where the rules accepted it and no person has changed anything: a second letter says nothing."""
        return self.stored.message["outcome"] == "accepted" and not any(line.verdict for line in self.lines)

    @property
    def can_be_accepted(self) -> bool:
        """True where every doubt is settled and the record is a whole, valid form."""
        settled = self.complete and not self.open_lines and not self.wrong_lines
        return self.is_about_a_form and settled and not self.is_accepted_as_it_is


def case_view(stored: Stored, desk: Desk) -> CaseView:
    """The case as it stands now, with what people said counted in."""
    said = standing_checks(stored)
    record = current_record(stored, said)
    found = sides_of(stored, desk)
    lines = tuple(_lines(stored, record, found, desk)) if _has_form(stored) else ()
    complete = is_complete(record, desk.notice)
    return CaseView(
        stored, lines, record, complete, pages_of(stored, {line.about for line in lines if line.is_doubtful})
    )


def standing_checks(stored: Stored) -> dict[str, Row]:
    """The newest check of each line that was not undone."""
    return {row["about"]: row for row in stored.checks if row["undone_at"] is None}


def current_record(stored: Stored, said: dict[str, Row]) -> Record:
    """What the form says, with what people typed in place of what was read."""
    read: dict[str, Any] = stored.message["record"] or {}
    typed = {about: row["value"] for about, row in said.items() if about in FIELDS and row["verdict"] in SETTLED}
    decision = stored.decision
    decided: dict[str, Any] = (decision["record"] if decision else None) or {}
    return {key: decided.get(key, typed.get(key, read.get(key))) for key in FIELDS}


def findings_of(stored: Stored) -> tuple[Finding, ...]:
    """The rules' findings."""
    return tuple(
        Finding(
            row["code"], row["found"], row["found_in_pdf"], row["filename"], row["detail"], tuple(row["suggestions"])
        )
        for row in stored.findings
    )


def line_about(finding: Finding) -> str:
    """Which line answers a finding."""
    if finding.field in FIELDS or finding.field == "seal":
        return finding.field
    return LINE_OF.get(finding.kind, finding.code)


def _has_form(stored: Stored) -> bool:
    return stored.message["outcome"] not in NOT_ABOUT_A_FORM


def _lines(stored: Stored, record: Record, found: dict[str, Sides], desk: Desk) -> Iterator[Line]:
    by_line: dict[str, list[Finding]] = {}
    for finding in findings_of(stored):
        by_line.setdefault(line_about(finding), []).append(finding)
    said = standing_checks(stored)
    wanted = stored.message["outcome"] != "accepted"
    for about in dict.fromkeys((*by_line, *FIELDS, "seal")):
        findings = tuple(by_line.get(about, ()))
        sentences = tuple(reason_of(finding) for finding in findings)
        lacks = about in FIELDS and record.get(about) is None and wanted
        yield Line(
            about,
            label_of(about),
            found.get(about, Sides()),
            _value(about, record, found, desk),
            _options(about, desk),
            about in FIELDS,
            sentences or ((WITHOUT_VALUE,) if lacks else ()),
            tuple(dict.fromkeys(s for finding in findings for s in finding.suggestions)),
            findings,
            *_who(said.get(about)),
        )


def _who(row: Row | None) -> tuple[str, str, str]:
    return (row["verdict"], row["person"], row["at"]) if row else ("", "", "")


def _value(about: str, record: Record, found: dict[str, Sides], desk: Desk) -> str:
    """The record's value; where there is none, what was read, for the person to look at."""
    if about not in PRINTED:
        return ""
    if record.get(about) is not None:
        return value_words(record[about])
    sides = found.get(about, Sides())
    read = sides.word or sides.scan
    return value_words(typed_value(about, read.text, desk, record).normal) if read and read.text else ""


def _options(about: str, desk: Desk) -> tuple[str, ...]:
    choices = {"unit_type": desk.notice.options, "has_account": desk.notice.form.answers_has_account}
    return choices.get(about, ())
