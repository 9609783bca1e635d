"""PDF pages as pixels: the scanner's own where there are any, what people see elsewhere, and no bombs."""

import io
import zlib

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from parsers.document import Unreadable
from parsers.readers import limits, pdf_raster
from tests.parsers import pdf_pages as pages

PAGE = (0.0, 0.0, pages.WIDTH, pages.HEIGHT)


def scan(width: int = 1169, height: int = 826, mode: str = "RGB") -> Image.Image:
    """Grey paper with a dark block in its upper left corner."""
    image = Image.new("RGB", (width, height), (230, 230, 225))
    ImageDraw.Draw(image).rectangle((20, 20, width // 4, height // 8), fill=(20, 20, 20))
    return image.convert(mode)


def images(octets: bytes) -> tuple[pdf_raster.PageImage, ...]:
    """The pages, which can be drawn."""
    found = pdf_raster.page_images(octets)
    assert not isinstance(found, Unreadable)
    return found


def dark_corner(picture: np.ndarray) -> str:
    """Which corner is dark."""
    turns = {"upper left": 0, "upper right": 1, "lower right": 2, "lower left": 3}
    return min(turns, key=lambda name: float(np.rot90(picture, turns[name])[40:60, 40:60].mean()))


def with_annotation(annotation: bytes) -> bytes:
    """An empty page with one annotation whose appearance is a red square."""
    return pages.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[4 0 R]>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Annots[4 0 R]>>",
        b"<</Type/Annot/Rect[100 100 200 200]/F 4/P 3 0 R/AP<</N 5 0 R>>" + annotation + b">>",
        pages.stream(b"/Type/XObject/Subtype/Form/BBox[0 0 100 100]", b"0.9 0.1 0.1 rg 0 0 100 100 re f"),
    )


def test_a_page_that_is_one_picture_gives_the_pictures_own_pixels() -> None:
    noisy = Image.fromarray(np.random.default_rng(1).integers(0, 255, (826, 1169, 3), dtype=np.uint8))
    (image,) = images(pages.pdf(lambda c: pages.picture(c, noisy, PAGE)))
    assert np.array_equal(image.picture[..., ::-1], np.asarray(noisy))
    assert image.dpi == pytest.approx(100, abs=1)


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "CMYK", "P"])
def test_every_kind_of_picture_comes_out_upright_and_in_bgr(mode: str) -> None:
    (image,) = images(pages.pdf(lambda c: pages.picture(c, scan(mode=mode), PAGE)))
    assert image.picture.shape == (826, 1169, 3)
    assert dark_corner(image.picture) == "upper left"


@pytest.mark.parametrize(("turn", "corner"), [(90, "upper right"), (180, "lower right"), (270, "lower left")])
def test_the_pages_own_turn_is_applied(turn: int, corner: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        pages.picture(canvas, scan(), PAGE)

    size = (pages.WIDTH, pages.HEIGHT) if turn == 180 else (pages.HEIGHT, pages.WIDTH)
    (image,) = images(pages.pdf(draw, size=size))
    assert dark_corner(image.picture) == corner


def test_what_is_drawn_over_a_scanned_page_is_seen() -> None:
    def draw(canvas: Canvas) -> None:
        pages.picture(canvas, scan(), PAGE)
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(500, 100, 80, 80, stroke=0, fill=1)

    (image,) = images(pages.pdf(draw))
    assert (image.picture == (0, 0, 255)).all(axis=2).sum() > 5_000


@pytest.mark.parametrize(
    "annotation",
    [b"/Subtype/Stamp", b"/Subtype/Widget/FT/Sig/T(seal)", b"/Subtype/Widget/FT/Sig/T(s)/V<</Type/Sig>>"],
)
def test_stamps_and_electronic_seals_are_drawn(annotation: bytes) -> None:
    picture = pdf_raster.render(with_annotation(annotation), 1, 100)
    assert not isinstance(picture, Unreadable)
    blue, _, red = picture[int(250 * 100 / 72), int(150 * 100 / 72)]
    assert (int(red) > 200, int(blue) < 60) == (True, True)


def test_a_turned_drawing_keeps_what_it_shows() -> None:
    octets = pages.pdf(lambda c: pages.picture(c, scan(), PAGE))
    picture = pdf_raster.render(octets, 1, 72, turn=1)
    assert not isinstance(picture, Unreadable)
    assert picture.shape == (842, 595, 3)
    assert dark_corner(picture) == "upper right"


def test_a_picture_of_a_billion_points_is_refused_before_it_is_unpacked() -> None:
    octets = pages.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        pages.stream(b"", b"595 0 0 842 0 0 cm /I Do"),
        pages.stream(
            b"/Type/XObject/Subtype/Image/Width 40000/Height 40000/BitsPerComponent 1/ColorSpace/DeviceGray"
            b"/Filter/FlateDecode",
            zlib.compress(bytes(1000)),
        ),
    )
    assert pdf_raster.page_images(octets) == Unreadable("bomb", "页面中的图片过大")


def test_drawing_instructions_that_unfold_without_end_are_refused() -> None:
    packed = zlib.compress(b"0 0 m 1 1 l S " * 4_000_000, 9)
    octets = pages.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        pages.stream(b"/Filter/FlateDecode", packed),
    )
    assert pdf_raster.page_images(octets) == Unreadable("bomb", "解压后的内容过大")


def test_an_enormous_sheet_is_drawn_small() -> None:
    octets = pages.pdf(lambda c: c.line(0, 0, 14_000, 14_000), size=(14_000, 14_000))
    (image,) = images(octets)
    assert image.picture.shape[0] * image.picture.shape[1] <= limits.MAX_RENDERED_PIXELS * 1.01


def test_only_the_pages_asked_for_are_drawn() -> None:
    octets = pages.pdf(*[lambda c: pages.picture(c, scan(300, 212), PAGE)] * 3)
    found = pdf_raster.page_images(octets, (3, 99))
    assert not isinstance(found, Unreadable)
    assert [image.page for image in found] == [3]


def test_a_scan_from_pillow_is_read_at_its_own_resolution() -> None:
    stream_ = io.BytesIO()
    scan(1654, 1169).save(stream_, "PDF", resolution=200)
    (image,) = images(stream_.getvalue())
    assert image.picture.shape == (1169, 1654, 3)
    assert image.dpi == pytest.approx(200, abs=1)


@pytest.mark.parametrize(("scale", "corner"), [((-1, 1), "upper right"), ((1, -1), "lower left")])
def test_a_picture_mirrored_by_its_page_comes_out_mirrored(scale: tuple[int, int], corner: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(pages.WIDTH if scale[0] < 0 else 0, pages.HEIGHT if scale[1] < 0 else 0)
        canvas.scale(*scale)
        pages.picture(canvas, scan(), PAGE)

    (image,) = images(pages.pdf(draw))
    assert dark_corner(image.picture) == corner


def masked(pixels: Image.Image, hidden: tuple[int, int, int, int]) -> bytes:
    """A page that is one picture, of which a mask hides this box."""
    mask = Image.new("L", pixels.size, 255)
    mask.paste(0, hidden)
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/Filter/FlateDecode" % pixels.size
    return pages.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>",
        pages.stream(b"", b"q 842 0 0 595 0 0 cm /I Do Q"),
        pages.stream(head + b"/ColorSpace/DeviceRGB/SMask 6 0 R", zlib.compress(pixels.tobytes())),
        pages.stream(head + b"/ColorSpace/DeviceGray", zlib.compress(mask.tobytes())),
    )


def test_a_digit_that_a_mask_hides_is_not_seen() -> None:
    image = scan()
    digit = (600, 400, 612, 420)
    image.paste((0, 0, 0), digit)
    (seen,) = images(masked(image, digit))
    assert seen.picture[402:418, 602:610].min() > 200


def test_a_photograph_on_a_sheet_of_three_centimetres_keeps_its_points() -> None:
    (image,) = images(pages.pdf(lambda c: pages.picture(c, scan(), (0, 545, 70, 595)), size=(70, 50)))
    assert image.picture.shape[1] >= 1000
