"""PDF pages as pixels, by PDFium.

In: octets of a PDF. Out: upright BGR pictures of its pages, as people see them: form fields, annotations and electronic
seals included. Elsewhere: what the pixels say (`parsers.scan`), the text of a page that has text (`pdf`).
PDFium runs without a time limit: a page built to draw itself over and over hangs it. The caller sets the limit.
"""

import ctypes
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from parsers.document import Unreadable
from parsers.readers import limits

Picture = NDArray[np.uint8]

SCAN_DPI = 200
LEAST_DPI, MOST_DPI = 100, 300
POINTS_PER_INCH = 72
PROOF_SIDE, MOST_DIFFERENCE = 160, 10
"""Points of the small picture that proves an embedded picture to be the page; grey levels that any of them may differ
by (measured: 2 where the page shows the whole picture, 43 where a mask hides one digit)."""
MOST_SIDE = 3_500
"""Pixels: a small sheet is drawn with as much of its picture as an A4 sheet at the highest resolution."""
_ONE_AT_A_TIME = threading.RLock()
"""PDFium is not made for threads."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One upright page. `picture` is BGR, `turn` how far clockwise it was turned after the file's own /Rotate."""

    page: int
    picture: Picture
    dpi: float


def page_images(
    octets: bytes, pages: Sequence[int] | None = None, on_page: Callable[[], None] = lambda: None
) -> tuple[PageImage, ...] | Unreadable:
    """The pages (numbered from 1; the first ten where not told) as pixels, in the resolution they were scanned.

    `on_page` is called before each of them.
    """
    try:
        with opened(octets) as document:
            last = min(len(document), limits.MAX_PAGES)
            wanted = [number for number in pages or range(1, last + 1) if 1 <= number <= len(document)]
            found = []
            for number in wanted[: limits.MAX_PAGES]:
                on_page()
                found.append(_page_image(document, number))
            return tuple(found)
    except Refused as refused:
        return refused.why


def render(octets: bytes, page: int, dpi: float = SCAN_DPI, turn: int = 0) -> Picture | Unreadable:
    """One page (numbered from 1) as BGR, turned clockwise by `turn` quarters."""
    try:
        with opened(octets) as document:
            picture = drawn(document, page - 1, dpi)
    except Refused as refused:
        return refused.why
    return np.ascontiguousarray(np.rot90(picture, -turn))


class Refused(Exception):
    """The document cannot be drawn; `why` is the value for the caller."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(why.reason)
        self.why = why


@contextmanager
def opened(octets: bytes) -> Iterator[Any]:
    """PDFium's document, without a password. Raises Refused."""
    bomb = limits.refuse_streams(octets)
    if bomb is not None:
        raise Refused(bomb)
    with _ONE_AT_A_TIME:
        document = _document(octets)
        try:
            yield document
        finally:
            document.close()


def _document(octets: bytes) -> Any:
    try:
        document = pdfium.PdfDocument(octets)
        pages = len(document)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD
        why = (
            Unreadable("encrypted", "文件设有打开密码") if locked else Unreadable("corrupt", "PDF 文件已损坏，无法打开")
        )
        raise Refused(why) from None
    if pages == 0:
        document.close()
        raise Refused(Unreadable("empty", "PDF 文件中没有页面"))
    document.init_forms()
    return document


def refuse_bomb(document: Any, index: int) -> None:
    """Raises Refused where the page is damaged or holds pictures too large to be drawn."""
    page = _page(document, index)
    try:
        _refuse_bomb(page)
    finally:
        page.close()


def drawn(document: Any, index: int, dpi: float) -> Picture:
    """One page as BGR at about this resolution (less where it would become too large). Raises Refused."""
    page = _page(document, index)
    try:
        _refuse_bomb(page)
        width, height = page.get_size()
        dpi = min(dpi, _affordable_dpi(width, height))
        return _draw(page, round(width * dpi / POINTS_PER_INCH), round(height * dpi / POINTS_PER_INCH))
    finally:
        page.close()


def _page(document: Any, index: int) -> Any:
    try:
        return document[index]
    except (pdfium.PdfiumError, IndexError):
        raise Refused(Unreadable("corrupt", f"第 {index + 1} 页已损坏")) from None


def _affordable_dpi(width: float, height: float) -> float:
    area = max(1.0, width) * max(1.0, height) / POINTS_PER_INCH**2
    return float((limits.MAX_RENDERED_PIXELS / area) ** 0.5)


def _pictures(page: Any) -> list[Any]:
    try:
        return list(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4))
    except pdfium.PdfiumError:
        return []


def _pixels(image: Any) -> tuple[int, int]:
    try:
        width, height = image.get_px_size()
    except pdfium.PdfiumError:
        return 0, 0
    return int(width), int(height)


def _refuse_bomb(page: Any) -> None:
    if any(width * height > limits.MAX_IMAGE_PIXELS for width, height in map(_pixels, _pictures(page))):
        raise Refused(Unreadable("bomb", "页面中的图片过大"))


def _draw(page: Any, width: int, height: int) -> Picture:
    width, height = max(1, width), max(1, height)
    bitmap = pdfium.PdfBitmap.new_native(width, height, pdfium_c.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    place = (bitmap, page, 0, 0, width, height, 0, pdfium_c.FPDF_ANNOT)
    pdfium_c.FPDF_RenderPageBitmap(*place)
    if page.formenv:
        pdfium_c.FPDF_FFLDraw(page.formenv, *place)
    return np.array(bitmap.to_numpy()[..., :3])


def _page_image(document: Any, number: int) -> PageImage:
    page = _page(document, number - 1)
    try:
        _refuse_bomb(page)
        width, height = page.get_size()
        dpi = _native_dpi(page, width, height)
        size = round(width * dpi / POINTS_PER_INCH), round(height * dpi / POINTS_PER_INCH)
        own = _own_pixels(page, size)
        return PageImage(number, _draw(page, *size) if own is None else own, dpi)
    finally:
        page.close()


def _native_dpi(page: Any, width: float, height: float) -> float:
    """The resolution of the page's largest picture, so that drawing it neither blurs nor loses anything."""
    sizes = sorted((_pixels(image) for image in _pictures(page)), key=lambda size: size[0] * size[1])
    scanned = max(sizes[-1]) * POINTS_PER_INCH / max(width, height, 1) if sizes else SCAN_DPI
    most = max(MOST_DPI, MOST_SIDE * POINTS_PER_INCH / max(width, height, 1))
    return min(max(scanned, LEAST_DPI), most, _affordable_dpi(width, height))


def _own_pixels(page: Any, size: tuple[int, int]) -> Picture | None:
    """The scanner's own pixels, upright, where the page is one picture of this size and nothing else."""
    images = list(page.get_objects(max_depth=2))
    is_single = len(images) == 1 and images[0].type == pdfium_c.FPDF_PAGEOBJ_IMAGE
    if not is_single or pdfium_c.FPDFPage_GetAnnotCount(page) or not _is_level(images[0]):
        return None
    try:
        own = images[0].get_bitmap(render=False).to_numpy()
    except (pdfium.PdfiumError, ctypes.ArgumentError, ValueError):
        return None
    upright = np.ascontiguousarray(np.rot90(_as_bgr(own), -(page.get_rotation() // 90)))
    is_of_size = all(abs(a - b) <= 3 for a, b in zip(upright.shape[1::-1], size, strict=True))
    return upright if is_of_size and _is_alike(upright, _draw(page, PROOF_SIDE, PROOF_SIDE)) else None


def _is_level(image: Any) -> bool:
    """True where the picture is neither turned nor mirrored on its page."""
    across, slant, lean, down, _, _ = image.get_matrix().get()
    return bool(across > 0 and down > 0 and abs(slant) + abs(lean) < 0.001 * (across + down))


def _as_bgr(pixels: Picture) -> Picture:
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    return np.ascontiguousarray(pixels[..., :3])


def _is_alike(own: Picture, drawn_small: Picture) -> bool:
    """True where the picture needs no mask, turn or change of colour to look like the drawn page, at any place."""
    small = cv2.resize(own, (PROOF_SIDE, PROOF_SIDE), interpolation=cv2.INTER_AREA).astype(np.int16)
    return int(np.abs(small - drawn_small).max()) <= MOST_DIFFERENCE
