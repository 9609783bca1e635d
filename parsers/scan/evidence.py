"""What people are shown: the upright page, and a small picture of each cell.

In: a Sheet, boxes on it. Out: PagePicture, PNG octets, Where. Elsewhere: showing them (`review`).
"""

import cv2
import numpy as np

from parsers.document import PagePicture, Where
from parsers.scan.cell_text import Sheet
from parsers.scan.recogniser import TextBox

PAGE_SIDE = 1_760
"""Longest side, in pixels, of the page kept for people: A4 at 150 dpi needs no other size, and at 300 dpi half."""
PAGE_QUALITY = 80
CELL_SIDE = 560
CELL_MARGIN = 6


def page_picture(sheet: Sheet) -> PagePicture:
    """The upright page as JPEG."""
    scale = min(1.0, PAGE_SIDE / max(sheet.colour.shape[:2]))
    small = (
        cv2.resize(sheet.colour, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else sheet.colour
    )
    _, octets = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, PAGE_QUALITY])
    return PagePicture(sheet.page, "image/jpeg", octets.tobytes(), small.shape[1], small.shape[0])


def small_picture(sheet: Sheet, box: TextBox) -> bytes:
    """One cell or line as PNG, its colours reduced so that it stays small."""
    left, top = max(0, box.left - CELL_MARGIN), max(0, box.top - CELL_MARGIN)
    piece = sheet.colour[top : box.bottom + CELL_MARGIN, left : box.right + CELL_MARGIN]
    scale = min(1.0, CELL_SIDE / max(1, *piece.shape[:2]))
    if scale < 1:
        piece = np.asarray(cv2.resize(piece, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    # paper is not pure white; without its noise a PNG is a third as large
    plain = np.asarray((piece.astype(np.uint16) + 8) // 16 * 16, np.uint16).clip(0, 255).astype(np.uint8)
    _, octets = cv2.imencode(".png", plain, [cv2.IMWRITE_PNG_COMPRESSION, 3])
    return octets.tobytes()


def where(sheet: Sheet, box: TextBox) -> Where:
    """The box as shares of the page."""
    height, width = sheet.colour.shape[:2]
    return Where(sheet.page, (box.left / width, box.top / height, box.right / width, box.bottom / height))
