"""Whatever shape an office gives the form, exactly what was written comes back."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.document import Document
from parsers.form import find_forms
from parsers.readers.docx import read
from tests.parsers.annex1_layout import LAYOUT
from tests.parsers.docx_builder import person
from tests.parsers.form_shapes import as_put_in, read_back, shaped


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**9))
def test_every_shape_gives_back_what_was_put_in(seed: int) -> None:
    who = person(seed)
    document = read(shaped(who, random.Random(seed)))
    assert isinstance(document, Document)
    [form] = find_forms(document, LAYOUT)
    assert read_back(form) == as_put_in(who)
    assert form.people == 1
    assert min(field.certainty for field in form.fields.values()) >= 0.95
    assert not any(field.samples_only for field in form.fields.values())
