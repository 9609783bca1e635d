"""The generator: the same page for the same seed, and a truth that agrees with itself."""

import unicodedata
from io import BytesIO

import numpy as np
import pypdfium2
import pytest

from tests.exam.draw import FIELDS, as_pdf, draw
from tests.exam.truth import OPTIONS, ExamPage

SEEDS = range(30)
BLACK_AND_WHITE = 35


@pytest.fixture(scope="module", params=SEEDS)
def drawn(request: pytest.FixtureRequest) -> ExamPage:
    """One page after the other, each kept only while it is looked at: they are large."""
    return draw(request.param)


def test_the_same_seed_gives_the_same_page() -> None:
    first, again = draw(3), draw(3)
    assert first.fields == again.fields
    assert first.tags == again.tags
    assert np.array_equal(first.image, again.image)


def test_the_truth_agrees_with_itself(drawn: ExamPage) -> None:
    assert tuple(drawn.fields) == FIELDS
    assert drawn.ticked <= set(OPTIONS)
    assert (drawn.fields["unit_type"] is not None) == (len(drawn.ticked) == 1)
    assert ("unstamped" in drawn.tags) == (not drawn.seals)
    for key in ("position", "email"):
        assert (drawn.fields[key] or "") == drawn.typed[key]


def test_every_value_lies_on_the_page_where_the_truth_says(drawn: ExamPage) -> None:
    high, wide = drawn.image.shape[:2]
    for key in FIELDS:
        xs, ys = np.array(drawn.boxes[key]).T
        assert -0.1 * wide < xs.min() < xs.max() < 1.1 * wide
        assert -0.1 * high < ys.min() < ys.max() < 1.1 * high


def test_a_filled_cell_holds_ink(drawn: ExamPage) -> None:
    grey = drawn.image if drawn.image.ndim == 2 else drawn.image.min(axis=2)
    for key in ("mobile", "email", "position"):
        if drawn.typed[key]:
            xs, ys = np.array(drawn.boxes[key]).round().astype(int).clip(0).T
            cell = grey[ys.min() : ys.max(), xs.min() : xs.max()]
            assert float(np.median(cell)) - float(cell.min()) > 60


def test_a_seal_in_colour_is_red_where_the_truth_says(drawn: ExamPage) -> None:
    for seal in drawn.seals if drawn.colour else ():
        (x, y), r = seal.centre, seal.radius
        high, wide = drawn.image.shape[:2]
        part = drawn.image[max(0, int(y - r)) : min(high, int(y + r)), max(0, int(x - r)) : min(wide, int(x + r))]
        redness = part[..., 2].astype(int) - part[..., :2].astype(int).max(axis=2)
        assert (redness > 25).mean() > 0.02


def test_digits_and_addresses_are_plain_in_the_normal_form(drawn: ExamPage) -> None:
    for key in ("mobile", "email"):
        value = str(drawn.fields[key] or "")
        assert value == unicodedata.normalize("NFKC", value).strip()
        assert " " not in value


@pytest.mark.parametrize("seed", [1, BLACK_AND_WHITE])
def test_the_pdf_holds_every_page(seed: int) -> None:
    drawn = draw(seed)
    assert (drawn.image.ndim == 2) == (seed == BLACK_AND_WHITE)
    document = pypdfium2.PdfDocument(BytesIO(as_pdf(drawn)))
    assert len(document) == len(drawn.pages)
    points = document[len(drawn.before)].get_size()[0]
    assert abs(points - drawn.image.shape[1] / drawn.dpi * 72) < 2
