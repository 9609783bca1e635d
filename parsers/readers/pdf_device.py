"""What a PDF page paints, in the order of painting.

In: a page of pdfplumber. Out: its characters, lines, rectangles, curves and pictures as pdfplumber's dictionaries, in
which `mcid` is the place in the order of painting and `tag` tells hidden and unembedded text.
Elsewhere: what of it can be seen (`pdf_visible`).
"""

from collections.abc import Sequence
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfminer.psparser import PSLiteral
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from parsers.readers.limits import MAX_MARKUP_OCTETS

MOST_MARKUP = MAX_MARKUP_OCTETS // 4
MOST_OBJECTS = 20_000
"""A full page of text has 3,000. More is a drawing."""
MOST_FIGURES = 5_000
UNSEEN_MODES = (3, 7)
"""Text rendering modes that paint nothing (ISO 32000-1, table 106)."""

Painted = dict[str, Any]


class Unpainted(Exception):
    """The page is damaged, or paints more than any form does; it may be drawn all the same."""


class Bottomless(Exception):
    """The page is made to paint for ever; it must not be drawn."""


def painted(page: Page) -> dict[str, list[Painted]]:
    """The page's objects by kind: char, line, rect, curve, image. Raises Unpainted and Bottomless."""
    device = _OrderedDevice(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
    try:
        _refuse_drawings(page)
        _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
        page._layout = device.get_result()
        objects: dict[str, list[Painted]] = page.objects
    except (Unpainted, Bottomless):
        raise
    except Exception as error:  # pdfminer raises anything at all on damaged files
        raise Unpainted from error
    return objects


def _refuse_drawings(page: Page) -> None:
    if sum(len(stream_value(stream).get_data()) for stream in page.page_obj.contents) > MOST_MARKUP:
        raise Unpainted


class _Interpreter(PDFPageInterpreter):
    """pdfminer's own, which passes silently over a form that draws itself; PDFium draws it without end."""

    def execute(self, streams: Sequence[object]) -> None:
        """Run the drawing instructions."""
        if any(stream_value(stream).objid in self.parent_stream_ids for stream in streams):
            raise Bottomless
        super().execute(streams)


class _OrderedDevice(PDFPageAggregatorWithMarkedContent):
    """pdfplumber's own device, with the order of painting instead of marked content."""

    _count = 0
    _figures = 0
    _state = ""

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Marked content is of no account."""

    def end_tag(self) -> None:
        """Marked content is of no account."""

    def begin_figure(self, *arguments: Any) -> None:
        """A form may draw another one many times, and that one a third, and paint nothing."""
        self._figures += 1
        if self._figures > MOST_FIGURES:
            raise Bottomless
        super().begin_figure(*arguments)

    def render_string(self, textstate: Any, *arguments: Any) -> None:
        """Remember whether this text is painted at all."""
        self._unseen = textstate.render in UNSEEN_MODES
        super().render_string(textstate, *arguments)

    def render_char(self, matrix: Any, font: Any, *arguments: Any) -> float:
        """One character."""
        self._step("hidden" if self._unseen else "" if _is_embedded(font) else "unembedded")
        advance: float = super().render_char(matrix, font, *arguments)
        return advance

    def paint_path(self, *arguments: Any) -> None:
        """One path."""
        self._step("")
        super().paint_path(*arguments)

    def render_image(self, *arguments: Any) -> None:
        """One picture."""
        self._step("")
        super().render_image(*arguments)

    def _step(self, state: str) -> None:
        self._count += 1
        if self._count > MOST_OBJECTS:
            raise Unpainted
        self.cur_mcid, self.cur_tag = self._count, state


def _is_embedded(font: Any) -> bool:
    descriptor = getattr(font, "descriptor", None) or {}
    is_drawn_in_file = type(font).__name__ == "PDFType3Font"
    return is_drawn_in_file or any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3"))
