"""What a person types into a field, brought into the field's normal form by the same rules as a form's own values.

In: a field's key, the words typed, the desk, the record so far. Out: rules.values.Value.
Elsewhere: the rules for single values (`rules.values*`), writing it down (`data.review_edits`).
"""

from rules import values, values_choice, values_contact, values_department, values_name
from rules.desk import Desk
from rules.finding import Record
from rules.values import Value
from rules.values_unread import unread


def typed_value(key: str, text: str, desk: Desk, record: Record, laid_out: bool = False) -> Value:
    """The value; its `fault` says why it cannot be taken. `laid_out`: line ends are only wraps."""
    if not_read := unread(text):
        return not_read
    if key == "unit_name":
        return values.unit_name(text, laid_out)
    if key == "name":
        return values_name.name(text, laid_out)
    if key == "unit_department":
        return values_department.unit_department(text, laid_out, (str(record.get("unit_name") or ""),))
    if key == "mobile":
        return values_contact.mobile(text, laid_out, _is_abroad(desk, record))
    if key == "email":
        return values_contact.email(text, laid_out)
    if key == "unit_type":
        return values_choice.unit_type(None, text, desk.notice.options)
    if key == "has_account":
        return values_choice.has_account(None, text, desk.notice.form.answers_has_account)
    return values.position(text, laid_out)


def _is_abroad(desk: Desk, record: Record) -> bool:
    kind = desk.notice.unit_type(str(record.get("unit_type")))
    return bool(kind and kind.abroad)
