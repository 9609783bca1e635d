"""List signs that Word puts before a paragraph by itself: bullets drawn as tick boxes, and numbered words like 例1：.

In: numbering.xml, the document's looks; a paragraph. Out: the sign as a piece of text, where it means something.
Ordinary numbers and bullets are left out: they are no part of what was filled in.
"""

import re

from parsers.document import EMPTY_BOX, TICKED
from parsers.readers.docx_looks import Looks, W
from parsers.readers.docx_package import Element
from parsers.readers.docx_runs import Piece
from parsers.ticks import CROSSED, decode_symbols

_HAN = re.compile("[\u4e00-\u9fff]")
_MAX_NUMBER = 10_000


class Numbering:
    """The lists of one document, counted as its paragraphs pass by."""

    def __init__(self, looks: Looks, numbering: Element | None) -> None:
        """Without numbering.xml there are no signs."""
        self.looks = looks
        self._counts: dict[tuple[str, str], int] = {}
        self._levels: dict[tuple[str, str], Element] = {}
        if numbering is not None:
            self._collect(numbering)

    def sign_of(self, paragraph: Element) -> tuple[Piece, ...]:
        """The sign of this paragraph, none for most."""
        properties = paragraph.find(f"{W}pPr")
        number = None if properties is None else properties.find(f"{W}numPr")
        if number is None:
            style = None if properties is None else properties.find(f"{W}pStyle")
            number = self.looks.numbering_of("" if style is None else style.get(f"{W}val", ""))
        return () if number is None else self._sign(_value(number, "numId"), _value(number, "ilvl") or "0")

    def _sign(self, list_id: str, depth: str) -> tuple[Piece, ...]:
        level = self._levels.get((list_id, depth))
        if level is None:
            return ()
        wording = _value(level, "lvlText")
        if _value(level, "numFmt") == "bullet":
            mark = decode_symbols(wording, self._font(level))
            return (Piece(mark),) if mark in (TICKED, EMPTY_BOX, CROSSED) else ()
        count = self._counts[list_id, depth] = min(self._counts.get((list_id, depth), 0) + 1, _MAX_NUMBER)
        return (Piece(re.sub(r"%\d", str(count), wording)),) if _HAN.search(wording) else ()

    def _font(self, level: Element) -> str:
        return self.looks.of_run(level.find(f"{W}rPr"), "").symbol_font

    def _collect(self, numbering: Element) -> None:
        kinds = {kind.get(f"{W}abstractNumId"): kind for kind in numbering.findall(f"{W}abstractNum")}
        for one in numbering.findall(f"{W}num"):
            kind = kinds.get(_value(one, "abstractNumId"))
            for level in () if kind is None else kind.findall(f"{W}lvl"):
                self._levels[one.get(f"{W}numId", ""), level.get(f"{W}ilvl", "0")] = level
            for changed in one.findall(f"{W}lvlOverride/{W}lvl"):
                self._levels[one.get(f"{W}numId", ""), changed.get(f"{W}ilvl", "0")] = changed


def _value(element: Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val", ""))
