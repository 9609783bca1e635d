"""The lattice scores texts as CTC does, whatever was left out to keep it small."""

import itertools
import json
import math
import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from parsers.lattice import Lattice, compact, folded, in_newer_forms, joined

NO_FLOOR = -1e4


def a_step(**chances: float) -> dict[str, float]:
    return {("" if name == "_" else name): math.log(chance) for name, chance in chances.items()}


def by_enumeration(lattice: Lattice, text: str) -> float:
    """CTC's own definition: the sum over all paths that collapse to the text."""
    total = 0.0
    for path in itertools.product(*(step.items() for step in lattice.steps)):
        collapsed = "".join(key for key, _ in itertools.groupby(character for character, _ in path))
        total += math.exp(sum(chance for _, chance in path)) if collapsed == text else 0.0
    return math.log(total) if total else -math.inf


steps = st.lists(
    st.dictionaries(st.sampled_from(["", "a", "b"]), st.floats(-4, 0), min_size=1), min_size=1, max_size=6
).map(tuple)


@given(steps, st.text("ab", max_size=4))
@settings(max_examples=150, deadline=None)
def test_it_agrees_with_the_definition_of_ctc(some: tuple[dict[str, float], ...], text: str) -> None:
    lattice = Lattice(some, NO_FLOOR)
    expected = by_enumeration(lattice, text)
    found = lattice.log_probability(text)
    assert found == pytest.approx(expected, abs=1e-6) if expected > -100 else found < -100


def a_reading(text: str, sure: float = 0.99) -> Lattice:
    """Each character for one step, gaps of three steps between them."""
    gap = {"": 0.0}
    return Lattice(tuple(step for one in text for step in (gap, gap, a_step(**{one: sure, "_": 1 - sure}), gap)))


@given(st.text("0123456789", min_size=1, max_size=11), st.text("0123456789", min_size=1, max_size=11))
@settings(max_examples=60, deadline=None)
def test_leaving_out_repeated_gaps_changes_no_score_that_matters(shown: str, asked: str) -> None:
    whole, small = a_reading(shown), compact(a_reading(shown))
    assert len(small.steps) < len(whole.steps)
    if whole.ratio(asked) > -9:
        assert small.ratio(asked) == pytest.approx(whole.ratio(asked), abs=0.05)
    assert small.ratio(shown) == 0.0


def test_a_changed_digit_is_far_off_at_every_position() -> None:
    number = "13800138000"
    lattice = a_reading(number)
    for place, digit in itertools.product(range(11), "0123456789"):
        changed = number[:place] + digit + number[place + 1 :]
        assert (lattice.ratio(changed) < -8) == (changed != number)


def test_a_character_left_out_or_put_in_is_far_off() -> None:
    lattice = a_reading("13800138000")
    assert lattice.ratio("1380013800") < -3
    assert lattice.ratio("138001380000") < -8


def test_two_like_readings_are_both_near() -> None:
    lattice = Lattice((a_step(l=0.6, **{"1": 0.4}),))
    assert lattice.best() == "l"
    assert lattice.ratio("1") == pytest.approx(math.log(0.4 / 0.6), abs=1e-6)


def test_full_and_half_width_dashes_quotes_and_blanks_do_not_count() -> None:
    lattice = joined([a_reading("国家（上海）基地"), a_reading("—处“甲”")])
    assert lattice.ratio('国家(上海) 基地\n－处"甲"') == 0.0


def test_the_han_one_is_not_a_dash() -> None:
    assert folded("一") != folded("—")


def test_lines_that_end_and_begin_alike_keep_both_characters() -> None:
    assert joined([a_reading("ab"), a_reading("bc")]).best() == "abbc"


def test_it_survives_pickle_and_json() -> None:
    lattice = compact(a_reading("张三·李"))
    adapter = TypeAdapter(Lattice)
    assert pickle.loads(pickle.dumps(lattice)) == lattice
    assert adapter.validate_python(json.loads(adapter.dump_json(lattice))) == lattice


def test_an_empty_picture_says_the_empty_text() -> None:
    assert Lattice(()).ratio("") == 0.0
    assert Lattice(()).log_probability("a") < -1_000


def test_a_field_is_scored_within_some_milliseconds() -> None:
    lattice = a_reading("中国科协海智计划海南工作基地国际合作交流处综合部")
    start = time.process_time()
    for _ in range(10):
        lattice.ratio("中国科协海智计划海南工作基地国际合作交流处综合处")
    assert (time.process_time() - start) / 10 < 0.02


ONE_SHAPE = {ord("l"): "1"}


def test_look_alikes_count_as_one_character_when_asked_so() -> None:
    lattice = a_reading("kong1x")
    assert lattice.ratio("konglx") < -8
    assert lattice.ratio_in_shapes("konglx", ONE_SHAPE) == pytest.approx(0.0, abs=0.01)
    assert lattice.ratio_in_shapes("konghx", ONE_SHAPE) < -8


def test_an_older_form_of_a_character_is_that_character() -> None:
    assert a_reading("中國醫學會").ratio("中国医学会") == 0.0


@pytest.mark.parametrize(
    ("read", "meant"),
    [("中國某某同學总会", "中国某某同学总会"), ("某某博士協会", "某某博士協会"), ("某某醫學會", "某某醫學會")],
)
def test_older_forms_among_newer_ones_were_misread_but_names_abroad_keep_theirs(read: str, meant: str) -> None:
    assert in_newer_forms(read) == meant


def test_an_older_form_is_no_rival_of_the_newer() -> None:
    step = {"圆": math.log(0.8), "圓": math.log(0.2)}
    assert Lattice(({"": 0.0}, step, {"": 0.0})).log_probability("圆") == pytest.approx(0.0, abs=1e-4)


def test_a_rival_that_no_town_has_does_not_count() -> None:
    steps = ({"亳": math.log(0.8), "毫": math.log(0.2)}, {"州": 0.0})
    assert Lattice(steps).log_probability("亳州") < -0.2
    assert Lattice(steps).log_probability("亳州", str.maketrans("毫", "亳")) == pytest.approx(0.0, abs=1e-4)
