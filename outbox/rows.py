"""The form that came, as the letters show it: the record of a confirmation, each field's state in a letter of problems.

In: Decision, Notice. Out: labels and values, safe to show. Nothing but what this decision's record holds.
Elsewhere: what is wrong with a field (`outbox.wording`), the form to fill in again (`outbox.prefilled`).
"""

from outbox.letter import Row
from outbox.prefilled import faulty_fields
from outbox.wording import is_for_the_office, label, value, whole_value
from rules.finding import FIELDS, Decision
from rules.notice import Notice

RIGHT, WRONG, LOOKED_AT = "通过", "需补正", "待核对"
EMPTY = "（空）"


def record_rows(decision: Decision, notice: Notice) -> tuple[tuple[str, str], ...]:
    """Every field of the record, at full length: the sender must be able to check it."""
    record = decision.record or {}
    return tuple((label(key, notice), whole_value(_words(record.get(key), notice))) for key in FIELDS)


def form_rows(decision: Decision, notice: Notice) -> tuple[Row, ...]:
    """Every field with what was read and what the check came to; empty where nothing was read."""
    record = decision.record or {}
    if not has_values(decision):
        return ()
    states = _states(decision)
    return tuple(
        Row(label(key, notice), value(_words(record.get(key), notice)) or EMPTY, states.get(key, RIGHT))
        for key in FIELDS
    )


def has_values(decision: Decision) -> bool:
    """True where anything was read of a form."""
    return any(found not in (None, "") for found in (decision.record or {}).values())


def _states(decision: Decision) -> dict[str, str]:
    empty = {key: LOOKED_AT for key in FIELDS if (decision.record or {}).get(key) in (None, "")}
    looked_at = {finding.field: LOOKED_AT for finding in decision.findings if is_for_the_office(finding)}
    if any(finding.kind in ("unit_unknown", "duplicate_unit", "eligibility") for finding in decision.findings):
        looked_at["unit_name"] = LOOKED_AT
    to_put_right = [finding for finding in decision.findings if not is_for_the_office(finding)]
    return empty | looked_at | dict.fromkeys(faulty_fields(to_put_right), WRONG)


def _words(answer: str | bool | None, notice: Notice) -> str:
    yes, no = notice.form.answers_has_account
    return answer if isinstance(answer, str) else {True: yes, False: no, None: ""}[answer]
