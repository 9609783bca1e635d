"""The name on a ring, read from drawn seals and compared: never another unit's where it is the unit's own."""

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Seal, Where
from parsers.lattice import Lattice
from parsers.scan.recogniser import Recogniser
from parsers.scan.seal import find_seals
from parsers.scan.seal_name import compare_name
from tests.parsers.scan.seal_pages import invented_scanner, scanned, stamped_page
from tests.parsers.scan.seal_pictures import invented_look, invented_name

BARE = Seal(Where(1, (0.1, 0.1, 0.3, 0.3)), 0.99)
OWN = "临溪省科学技术协会"


@cache
def reader() -> Recogniser:
    return Recogniser(1)


def reads(name: str, certainty: float = 0.97, lattice: Lattice | None = None) -> Seal:
    return replace(BARE, name=name, name_certainty=certainty, lattice=lattice)


def doubting(name: str, instead: dict[int, str]) -> Lattice:
    """A reading in which some letters might as well be others."""
    steps = []
    for place, letter in enumerate(name):
        chances = {letter: 0.6, instead[place]: 0.38} if place in instead else {letter: 0.99}
        steps += [{key: math.log(chance) for key, chance in chances.items()}, {"": math.log(0.99)}]
    return Lattice(tuple(steps))


@pytest.mark.parametrize("seed", range(4))
def test_the_units_own_name_on_a_scanned_page_is_the_same_and_another_is_not(seed):
    rng = np.random.default_rng(100 + seed)
    own, other = invented_name(rng), "中国蜂蜜加工学会"
    look = replace(invented_look(rng, own), strength=0.9, wear=0.1, font="serif")
    (seal, *_) = find_seals(scanned(stamped_page(rng, look), invented_scanner(rng), rng), reader())
    assert compare_name(seal, (own,)) == "same"
    assert compare_name(seal, (other,)) != "same"


def test_an_alias_or_the_carriers_name_is_enough():
    assert compare_name(reads("临溪省科协"), (OWN, "临溪省科协")) == "same"
    assert compare_name(reads("临溪大学"), ("某某海智计划某省（临溪大学）工作基地", "临溪大学")) == "same"


def test_a_letter_that_the_ring_leaves_open_does_not_speak_against():
    read = "临溪省科学技木协会"
    assert compare_name(reads(read, 0.6, doubting(read, {6: "术"})), (OWN,)) == "same"


def test_a_known_unit_that_is_plainly_read_speaks_against_one_that_differs_by_a_letter():
    assert compare_name(reads("东溪省科学技术协会"), (OWN,), ("东溪省科学技术协会",)) == "differs"
    assert compare_name(reads("东溪省科学技术协会"), (OWN,)) != "same"


def test_a_known_unit_that_the_ring_may_or_may_not_name_says_nothing():
    read = "东溪省科学技术协会"
    seal = reads(read, 0.95, doubting(read, {0: "临"}))
    assert compare_name(seal, (OWN,), (read,)) != "differs"


def test_an_unlike_name_differs_only_if_read_well():
    assert compare_name(reads("某某有限责任公司", 0.9), (OWN,)) == "differs"
    assert compare_name(reads("某某有限责任公司", 0.2), (OWN,)) == "unreadable"


@given(st.text(max_size=12), st.floats(0, 1), st.lists(st.text(max_size=8), max_size=3))
def test_a_ring_that_reads_as_the_name_never_differs(name, certainty, others):
    assert compare_name(reads(name, certainty), (name,), others) != "differs"


@given(st.text(max_size=8), st.floats(0, 1))
def test_without_a_reading_or_a_name_nothing_is_said(name, certainty):
    assert compare_name(replace(BARE, name_certainty=certainty), (name,)) == "unreadable"
    assert compare_name(reads(name, certainty), ()) == "unreadable"
