"""A missing seal is a ground to reject: it is only stated of a colour scan on which nothing may be a seal."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from parsers.scan.seal_absence import scanned_in_colour, surely_without_seal
from tests.parsers.scan.red_things import heading, name_chop, receipt_stamp, sticker
from tests.parsers.scan.seal_pages import (
    Scanner,
    form_page,
    in_black_and_white,
    in_grey,
    invented_scanner,
    scanned,
    stamped_page,
)
from tests.parsers.scan.seal_pictures import invented_look

DPI = 150
PER_MM = DPI / 25.4
COLOUR_SCANNER = Scanner(noise=2, colour_noise=2.5, cast=(0.97, 0.99, 1.0), quality=80)


def a_stamped_page(seed):
    rng = np.random.default_rng(seed)
    return stamped_page(rng, invented_look(rng), DPI), rng


def a_bare_page(seed):
    rng = np.random.default_rng(seed)
    return form_page(rng, DPI)[0], rng


@pytest.mark.parametrize("seed", range(3))
def test_a_colour_scan_without_anything_red_surely_bears_no_seal(seed):
    page, rng = a_bare_page(seed)
    assert surely_without_seal(scanned(page, COLOUR_SCANNER, rng))


@pytest.mark.parametrize("seed", range(4))
def test_a_stamped_page_never_surely_bears_no_seal(seed):
    page, rng = a_stamped_page(seed)
    assert not surely_without_seal(scanned(page, invented_scanner(rng), rng))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("strength", [0.3, 0.9])
def test_a_copy_without_colour_scanned_in_colour_leaves_it_open(seed, strength):
    rng = np.random.default_rng(seed)
    copy = in_grey(stamped_page(rng, replace(invented_look(rng), strength=strength), DPI))
    seen = scanned(copy, COLOUR_SCANNER, rng)
    assert scanned_in_colour(seen)
    assert not surely_without_seal(seen)


@pytest.mark.parametrize("colour", [(30, 30, 30), (170, 60, 30)], ids=["black", "blue"])
def test_a_seal_of_black_or_blue_ink_leaves_it_open(colour):
    rng = np.random.default_rng(5)
    page = stamped_page(rng, replace(invented_look(rng), colour=colour), DPI)
    assert not surely_without_seal(scanned(page, COLOUR_SCANNER, rng))


@pytest.mark.parametrize("without_colour", [in_grey, in_black_and_white])
def test_a_page_without_colour_leaves_it_open(without_colour):
    page, rng = a_bare_page(6)
    seen = without_colour(scanned(page, COLOUR_SCANNER, rng))
    assert not surely_without_seal(seen)
    assert not surely_without_seal(seen[:, :, 0])


def test_a_grey_page_that_a_program_tinted_is_no_colour_scan():
    page, rng = a_bare_page(7)
    grey = in_grey(scanned(page, COLOUR_SCANNER, rng))[:, :, 0]
    levels = np.linspace(0, 1, 256)
    curves = [(levels**power * 255).round().astype(np.uint8) for power in (1.08, 1.0, 0.96)]
    assert not scanned_in_colour(np.asarray(cv2.merge([cv2.LUT(grey, curve) for curve in curves]), np.uint8))


@pytest.mark.parametrize("thing", [heading, receipt_stamp, name_chop, sticker])
def test_anything_red_leaves_it_open(thing):
    page, rng = a_bare_page(8)
    assert not surely_without_seal(scanned(thing(page, rng, PER_MM), COLOUR_SCANNER, rng))


def test_a_blank_page_leaves_it_open():
    assert not surely_without_seal(np.full((1_000, 700, 3), 255, np.uint8))
