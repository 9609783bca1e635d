"""Forms as JSON text, for keeping what an earlier message handed in.

In: ExtractedForm, or the text it was kept as. Out: the text, or the same ExtractedForm; pictures and seals included.
Elsewhere: where the text is kept (`data.store`).
"""

from pydantic import ConfigDict, TypeAdapter

from parsers.form import ExtractedForm

_FORM = TypeAdapter(
    tuple[ExtractedForm],
    config=ConfigDict(ser_json_bytes="base64", val_json_bytes="base64", ser_json_inf_nan="constants"),
)
"""A tuple of one, since pydantic takes no configuration beside a dataclass itself."""


def dump_form(form: ExtractedForm) -> str:
    """JSON text of a form."""
    return _FORM.dump_json((form,)).decode()


def load_form(text: str) -> ExtractedForm:
    """The form that was dumped; raises pydantic.ValidationError where the text is no form."""
    return _FORM.validate_json(text)[0]
