"""Seals are found whatever their shape, their ink, their paper and their scanner; other red things are none."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from parsers.document import CERTAIN
from parsers.scan.page import in_colour
from parsers.scan.seal import find_seals
from parsers.scan.upright import straightened
from tests.exam.dice import AS_IN_LIFE
from tests.exam.draw import draw
from tests.parsers.scan.red_things import RED_THINGS, name_chop, receipt_stamp
from tests.parsers.scan.seal_pages import form_page, in_grey, invented_scanner, photographed, scanned, stamped_page
from tests.parsers.scan.seal_pictures import Pixels, draw_seal, invented_look, stamp

DPI = 150
PER_MM = DPI / 25.4
LOOKS = {
    "ordinary": {},
    "small": {"width": 38.0, "height": 38.0},
    "large": {"width": 50.0, "height": 50.0},
    "oval": {"width": 45.0, "height": 31.0, "star": 0.0},
    "pale": {"strength": 0.28},
    "dry": {"wear": 0.9, "strength": 0.7},
    "purple": {"colour": (110, 30, 150)},
    "orange": {"colour": (30, 95, 235)},
}
PAPERS = {"grey": (0.8, 0.8, 0.8), "yellow": (0.75, 0.93, 0.98), "red": (0.88, 0.88, 1.0), "blue": (1.0, 0.93, 0.85)}


def surest(page: Pixels) -> float:
    """The certainty of the page's surest seal."""
    return max((seal.certainty for seal in find_seals(page)), default=0.0)


@pytest.mark.parametrize("kind", LOOKS)
def test_a_seal_of_any_make_is_found(kind):
    rng = np.random.default_rng(41)
    page = stamped_page(rng, replace(invented_look(rng), **LOOKS[kind]), DPI)
    assert surest(scanned(page, invented_scanner(rng), rng)) >= CERTAIN


@pytest.mark.parametrize("paper", PAPERS)
def test_a_seal_on_any_paper_is_found(paper):
    rng = np.random.default_rng(42)
    page = (stamped_page(rng, invented_look(rng), DPI) * np.asarray(PAPERS[paper])).astype(np.uint8)
    assert surest(scanned(page, invented_scanner(rng), rng)) >= CERTAIN


@pytest.mark.parametrize("quality", [30, 40, 50])
def test_a_seal_in_a_coarse_jpeg_is_found(quality):
    rng = np.random.default_rng(quality)
    page = stamped_page(rng, invented_look(rng), DPI)
    assert surest(scanned(page, replace(invented_scanner(rng), quality=quality), rng)) >= CERTAIN


def test_a_seal_on_a_page_photographed_on_wood_is_found():
    rng = np.random.default_rng(43)
    assert surest(photographed(stamped_page(rng, invented_look(rng), DPI), rng)) >= CERTAIN


def test_a_seal_with_too_much_ink_is_found():
    rng = np.random.default_rng(44)
    page, place = form_page(rng, DPI)
    look = invented_look(rng)
    ink = np.asarray(cv2.dilate(draw_seal(look, PER_MM, rng), np.ones((5, 5), np.uint8)), np.float32)
    assert surest(scanned(stamp(page, ink, place, look), invented_scanner(rng), rng)) >= CERTAIN


def test_a_seal_cut_by_the_edge_of_the_page_is_found():
    rng = np.random.default_rng(45)
    page, (_, y) = form_page(rng, DPI)
    look = invented_look(rng)
    page = stamp(page, draw_seal(look, PER_MM, rng), (page.shape[1] - round(6 * PER_MM), y), look)
    assert surest(scanned(page, invented_scanner(rng), rng)) >= CERTAIN


def test_two_seals_are_two():
    rng = np.random.default_rng(46)
    page, (x, y) = form_page(rng, DPI)
    for shift in (0, round(60 * PER_MM)):
        look = invented_look(rng)
        page = stamp(page, draw_seal(look, PER_MM, rng), (x + shift, y + shift // 2), look)
    seals = find_seals(scanned(page, invented_scanner(rng), rng))
    assert [seal.certainty >= CERTAIN for seal in seals] == [True, True]
    assert seals[0].where != seals[1].where


@pytest.mark.parametrize("thing", [*RED_THINGS.values(), receipt_stamp, name_chop], ids=lambda thing: thing.__name__)
@pytest.mark.parametrize("seed", range(2))
def test_no_other_red_thing_is_surely_a_seal(thing, seed):
    rng = np.random.default_rng(seed)
    page, _ = form_page(rng, DPI)
    assert surest(scanned(thing(page, rng, PER_MM), invented_scanner(rng), rng)) < CERTAIN


def test_red_letters_do_not_hide_the_seal():
    rng = np.random.default_rng(47)
    page = RED_THINGS["heading"](stamped_page(rng, invented_look(rng), DPI), rng, PER_MM)
    assert surest(scanned(page, invented_scanner(rng), rng)) >= CERTAIN


def test_a_seal_on_a_grey_scan_is_seen_but_for_a_person_to_judge():
    rng = np.random.default_rng(48)
    page = in_grey(scanned(stamped_page(rng, invented_look(rng), DPI), invented_scanner(rng), rng))
    assert 0.5 < surest(page) < CERTAIN


def test_a_thick_ring_with_a_triangle_is_no_seal() -> None:
    """Wobbly and with ink where letters stand, it was surely one."""
    page = straightened(in_colour(draw(165_360, AS_IN_LIFE).image))
    assert surest(page) < CERTAIN
