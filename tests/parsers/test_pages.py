"""Pictures that cannot hold the form are not looked into; whatever is looked into raises nothing."""

import io

import pytest
from PIL import Image

from haizhi.build import house_of
from haizhi.config import Settings
from parsers.document import Document
from parsers.pages import read_pdf, read_picture
from tests.parsers import pdf_pages

READERS = house_of(Settings()).readers


def picture(size: tuple[int, int], colour: str = "white", kind: str = "PNG") -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (119, 400), (120, 399)])
def test_a_logo_or_a_spacer_shows_nothing(size: tuple[int, int]) -> None:
    assert read_picture(picture(size), READERS.layout, READERS.pixels) == Document("image", ())


@pytest.mark.parametrize("colour", ["white", "black", "red"])
@pytest.mark.parametrize("size", [(120, 400), (400, 120)])
def test_the_smallest_pictures_that_are_looked_into_show_no_form(size: tuple[int, int], colour: str) -> None:
    found = read_picture(picture(size, colour), READERS.layout, READERS.pixels)
    assert isinstance(found, Document)
    assert found.scanned


def test_only_the_first_picture_of_an_animation_counts() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (400, 300), colour) for colour in ("white", "gray", "black")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    found = read_picture(out.getvalue(), READERS.layout, READERS.pixels)
    assert isinstance(found, Document)
    assert len(found.pages) == 1


@pytest.mark.parametrize("size", [(1.0, 1.0), (3.0, 800.0), (20.0, 20.0)])
def test_a_sheet_too_small_to_read_is_no_form(size: tuple[float, float]) -> None:
    assert isinstance(read_pdf(pdf_pages.pdf(lambda canvas: None, size=size), READERS.layout, READERS.pixels), Document)
