"""The network that sees boxes is hardly ever sure of the wrong thing on pages that it never saw."""

import numpy as np

from parsers.scan.box_eye import as_input, box_picture, by_far_likeliest, likeliest, surely_ticked
from parsers.scan.recogniser import Recogniser
from tests.ticks.crops import crops

ENGINE = Recogniser(1)


def test_it_is_hardly_ever_sure_of_the_wrong_thing() -> None:
    made = [one for seed in range(900, 918) for one in crops(seed)]
    likely = ENGINE.boxes_ticked(as_input([one.picture for one in made]))
    ticked = np.array([one.ticked for one in made])
    assert ticked.sum() > 50
    assert (likely[ticked] > 0.99).mean() > 0.8
    assert (likely[~ticked] < 0.01).mean() > 0.8
    assert (likely[ticked] < 0.01).sum() + (likely[~ticked] > 0.99).sum() <= 2


def test_a_picture_reaches_beyond_the_page_where_the_page_ends() -> None:
    page = np.full((40, 40, 3), 90, np.uint8)
    picture = box_picture(page, (2.0, 3.0), 20.0)
    assert picture.shape == (64, 64, 3)
    assert picture[:20, :20].min() == 255
    assert picture[50, 50].max() <= 91


def test_what_is_shown_is_the_one_it_is_surest_of_or_that_is_least_surely_empty() -> None:
    assert likeliest((0.0, 0.995, 0.6)) == 1
    assert likeliest((0.2, 0.7, 0.6)) is None
    assert by_far_likeliest((1e-9, None, 3e-4, 1e-5)) == 2
    assert by_far_likeliest((1e-9, 3e-4, 2e-4)) is None
    assert by_far_likeliest((1e-9, 1e-11)) is None
    assert by_far_likeliest(()) is None


def test_several_ticks_are_seen_where_all_others_are_seen_to_be_none() -> None:
    assert surely_ticked((0.999, 0.001, 0.995)) == [0, 2]
    assert surely_ticked((0.999, 0.4)) == []
    assert surely_ticked((0.999, None)) == []
