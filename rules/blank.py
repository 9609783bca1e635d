"""A form that nobody has filled in: the template, sent along with the notice or beside the filled-in one.

In: ExtractedForm. Out: whether nothing stands in it. A scan is never called blank: what looks empty may be pale.
Elsewhere: which versions count (`rules.gather`), what a single empty field means (`rules.checks_fields`).
"""

from parsers.document import CERTAIN
from parsers.form import ExtractedForm, Field
from rules.case import Handed


def is_blank(form: ExtractedForm) -> bool:
    """True where no field holds anything of its own and no box is ticked, all of it read with certainty."""
    return not form.scanned and all(_is_empty(field) for field in form.fields.values())


def is_template(paper: Handed) -> bool:
    """True for a version that is a blank form."""
    return paper.form is not None and is_blank(paper.form)


def _is_empty(field: Field) -> bool:
    if field.certainty < CERTAIN:
        return False
    if field.ticked is not None:
        return not field.ticked
    return not (field.text or "").strip()
