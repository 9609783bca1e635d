"""The very cell of the sender's own scan beside each problem, as a small picture.

In: Letter, Reading. Out: the Letter with pictures. Pure; the same input gives the same octets.
Elsewhere: cutting the cell out of the page (`parsers.scan`), placing it in the message (`outbox.mime`), the
pictures for letters that a person writes (`review.cells`). A cell of a WORD version is drawn by the HTML letter itself.
"""

import io
from collections.abc import Iterable
from dataclasses import replace

from PIL import Image

from outbox.letter import Letter, Picture, Problem
from parsers.form import ExtractedForm
from parsers.reading import Reading

WIDEST, TALLEST, COLOURS = 560, 320, 24
"""Pixels; colours of the palette."""
LARGEST, LARGEST_IN_ALL = 40_000, 160_000
"""Octets of one picture and of all in one letter."""


def with_scanned_cells(letter: Letter, reading: Reading) -> Letter:
    """Each problem of a field with the cell of the scan that came with this message, where there is just one such."""
    scans = [form for paper in reading.attachments if paper.version == "pdf" for form in paper.forms if form.scanned]
    if len(scans) != 1:
        # Of several scans it cannot be told which one the problem is about.
        return letter
    return replace(letter, problems=tuple(_within(LARGEST_IN_ALL, _shown(letter.problems, scans[0]))))


def small_picture(octets: bytes) -> bytes | None:
    """A PNG of a few thousand octets; None for what is no picture, or cannot be made small."""
    try:
        with Image.open(io.BytesIO(octets)) as picture:
            picture.load()
            plain = picture.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    plain.thumbnail((WIDEST, TALLEST))
    written = io.BytesIO()
    plain.quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue() if len(written.getvalue()) <= LARGEST else None


def _shown(problems: Iterable[Problem], scan: ExtractedForm) -> Iterable[Problem]:
    for place, problem in enumerate(problems):
        field = scan.fields.get(problem.code.partition(":")[2])
        small = small_picture(field.picture) if field and field.picture else None
        yield replace(problem, picture=Picture(f"cell{place}", "image/png", small)) if small else problem


def _within(room: int, problems: Iterable[Problem]) -> Iterable[Problem]:
    for problem in problems:
        room -= len(problem.picture.octets) if problem.picture else 0
        yield problem if room >= 0 else replace(problem, picture=None)
