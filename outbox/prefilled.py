"""The form once more, filled in as far as it was right: what a letter of problems encloses.

In: Decision, Notice. Out: an Enclosure (.docx), the same octets for the same input. It prints like the notice's form,
on one page; what is wrong or doubtful is empty and has a yellow ground.
Elsewhere: which problems there are (`outbox.compose`), drawing the document (`outbox.form_docx`).
"""

from collections.abc import Iterable

from outbox.form_docx import Filled, form_octets
from outbox.letter import Enclosure
from outbox.wording import label, whole_value
from rules.finding import FIELDS, Decision, Finding, Record
from rules.notice import Notice

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OF_THE_PERSON = ("name", "unit_department", "position", "mobile", "email", "has_account")
ABOUT_A_VALUE = frozenset(("missing", "invalid", "mismatch", "conflict", "example_left", "uncertain"))


def prefilled(decision: Decision, notice: Notice) -> Enclosure:
    """The form for this sender: his own right values, the other cells marked; a blank one where no form was found."""
    record = decision.record or {}
    faulty = faulty_fields(decision.findings)
    right: Record = {key: None if key in faulty else record.get(key) for key in FIELDS}
    kind = notice.unit_type(str(right["unit_type"]))
    filled = Filled(
        values={key: whole_value(value) for key, value in right.items() if isinstance(value, str)},
        ticked=kind.name if kind else "",
        has_account=_yes_or_no(right["has_account"], notice),
        marked=_marked(decision, notice),
    )
    return Enclosure(filename(notice), WORD, form_octets(filled, notice))


def filename(notice: Notice) -> str:
    """As people would call it."""
    return f"{notice.form.annex}_{notice.form.title}（补正用表）.docx"


def faulty_fields(findings: Iterable[Finding]) -> frozenset[str]:
    """Fields whose value is not known to be right."""
    found = tuple(findings)
    faulty = {finding.field for finding in found if finding.kind in ABOUT_A_VALUE and finding.field in FIELDS}
    # Two people's values stand side by side: none of them can be kept.
    return frozenset(faulty | (set(OF_THE_PERSON) if any(f.kind == "multiple_people" for f in found) else set()))


def marked_labels(decision: Decision, notice: Notice) -> tuple[str, ...]:
    """What is to be filled in on the enclosed form, by its labels; empty where nothing is marked."""
    marked = _marked(decision, notice)
    return tuple(label(key, notice) for key in FIELDS if key in marked)


def _marked(decision: Decision, notice: Notice) -> frozenset[str]:
    record, faulty = decision.record or {}, faulty_fields(decision.findings)
    if not any(found not in (None, "") for found in record.values()):
        # A blank form: everything is to be filled in.
        return frozenset()
    empty = {key for key in FIELDS if record.get(key) in (None, "")}
    unticked = set() if notice.unit_type(str(record.get("unit_type"))) else {"unit_type"}
    return frozenset(faulty | empty | unticked)


def _yes_or_no(answer: str | bool | None, notice: Notice) -> str:
    yes, no = notice.form.answers_has_account
    return "" if not isinstance(answer, bool) else yes if answer else no
