"""A form that is kept as JSON comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from parsers.document import Seal, Where
from parsers.form import ExtractedForm, Field
from parsers.form_json import dump_form, load_form
from parsers.lattice import Lattice

CHANCE = st.floats(-30, 0)
WHERE = st.builds(Where, st.integers(1, 9), st.tuples(*[st.floats(0, 1)] * 4))
LATTICE = st.builds(Lattice, st.lists(st.dictionaries(st.text(max_size=1), CHANCE, max_size=3), max_size=4).map(tuple))
FIELD = st.builds(
    Field,
    st.none() | st.text(max_size=20),
    st.floats(0, 1),
    st.none() | st.lists(st.text(max_size=5), max_size=3).map(tuple),
    st.booleans(),
    st.none() | WHERE,
    st.none() | LATTICE,
    st.none() | st.binary(max_size=30),
)
SEAL = st.builds(Seal, WHERE, st.floats(0, 1), lattice=st.none() | LATTICE, picture=st.none() | st.binary(max_size=9))
FORM = st.builds(
    ExtractedForm,
    st.dictionaries(st.sampled_from(["name", "mobile", "unit_type"]), FIELD),
    st.integers(0, 5),
    st.booleans(),
    st.booleans(),
    st.integers(1, 9),
    st.lists(SEAL, max_size=2).map(tuple),
    st.booleans(),
)


@given(FORM)
def test_a_form_comes_back_as_it_was(form):
    assert load_form(dump_form(form)) == form


def test_impossible_probabilities_come_back_too():
    form = ExtractedForm({"name": Field("林", lattice=Lattice(({"林": 0.0, "": float("-inf")},)))})
    assert load_form(dump_form(form)) == form


def test_what_is_no_form_is_refused():
    with pytest.raises(ValidationError):
        load_form('[{"people": 1}]')
