"""The text of one paragraph of Word as a person sees it: runs, fields, controls, symbols, what floats over it.

In: a w:p element and the document's looks. Out: Line: its pieces and the text boxes anchored in it.
Elsewhere: paragraphs and tables in order (`docx_flow`), what a field shows (`docx_fields`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from parsers.document import EMPTY_BOX, TICKED
from parsers.readers.docx_drawings import alternative, boxes_of, floats
from parsers.readers.docx_fields import OpenField, shown_by_itself
from parsers.readers.docx_looks import Look, Looks, W, is_on
from parsers.readers.docx_package import Element
from parsers.ticks import DRAWING, decode_symbols, normalise_marks

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_ON = frozenset({"1", "true", "on"})
_PROMPTS = ("单击", "点击", "请输入", "请选择", "选择一项", "选择日期", "click", "choose", "enter ", "tap ")
_DROPPED = frozenset(
    {f"{M}rPr", f"{M}ctrlPr", f"{M}radPr", f"{M}deg"}.union(
        f"{W}{name}"
        for name in (
            *("del", "moveFrom", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "rubyPr"),
            *("footnoteReference", "endnoteReference", "commentReference", "annotationRef", "softHyphen", "ffData"),
        )
    )
)
_SIGNS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look."""

    text: str
    marks: frozenset[str] = frozenset()
    doubtful: bool = False
    """True where a control shows one thing and says another."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    pieces: tuple[Piece, ...]
    boxes: tuple[Element, ...] = ()
    """Contents of the text boxes anchored in it."""
    runs_on: bool = False
    """True where its end was deleted under tracked changes: the next paragraph continues it."""

    @property
    def text(self) -> str:
        """All pieces together."""
        return "".join(piece.text for piece in self.pieces)


def line_of(paragraph: Element, looks: Looks) -> Line:
    """The paragraph as it reads."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    writer = _Writer(looks, "" if style is None else style.get(f"{W}val", ""))
    writer.walk(paragraph)
    deleted = paragraph.find(f"{W}pPr/{W}rPr/{W}del")
    return Line(tuple(writer.pieces), tuple(writer.boxes), deleted is not None)


class _Writer:
    """Walks one paragraph; holds what is open: the run's look and the fields begun but not ended."""

    def __init__(self, looks: Looks, style: str) -> None:
        self.pieces: list[Piece] = []
        self.boxes: list[Element] = []
        self._looks, self._style = looks, style
        self._look = Look()
        self._fields: list[OpenField] = []
        self._takers: dict[str, Callable[[Element], None]] = {
            f"{W}r": self._take_run,
            f"{W}t": self._take_text,
            f"{M}t": self._take_text,
            f"{W}sym": self._take_symbol,
            f"{W}sdt": self._take_control,
            f"{W}fldChar": self._take_field_mark,
            f"{W}instrText": self._take_instruction,
            f"{W}fldSimple": self._take_simple_field,
            f"{W}drawing": self._take_drawing,
            f"{W}pict": self._take_drawing,
            f"{W}object": self._take_drawing,
            f"{MC}AlternateContent": self._take_alternative,
            f"{M}rad": self._take_radical,
        }

    def walk(self, element: Element) -> None:
        """All children in order; wrappers that mean nothing here are gone through."""
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _DROPPED:
                continue
            if tag in _SIGNS:
                self._write(_SIGNS[tag])
            else:
                self._takers.get(tag, self.walk)(child)

    def _write(self, text: str, doubtful: bool = False) -> None:
        if text and not self._look.hidden and not any(opened.in_code for opened in self._fields):
            self.pieces.append(Piece(text, self._look.marks, doubtful))

    def _take_run(self, run: Element) -> None:
        before = self._look
        self._look = self._looks.of_run(run.find(f"{W}rPr"), self._style)
        self.walk(run)
        self._look = before

    def _take_text(self, element: Element) -> None:
        text = (element.text or "").replace("\xad", "").replace("\t", " ").replace("\r", "").replace("\n", " ")
        self._write("".join(decode_symbols(c, self._font_of(c)) for c in text) if self._look.symbol_font else text)

    def _font_of(self, character: str) -> str:
        return self._look.symbol_font if "\uf000" <= character <= "\uf0ff" else self._look.letter_font

    def _take_symbol(self, element: Element) -> None:
        try:
            sign = chr(int(element.get(f"{W}char", ""), 16))
        except (ValueError, OverflowError):
            return
        self._write("" if "\ud800" <= sign <= "\udfff" else decode_symbols(sign, element.get(f"{W}font", "")))

    def _take_control(self, control: Element) -> None:
        """A content control: a tick box by its state, otherwise its content unless that is only the prompt."""
        properties, start = control.find(f"{W}sdtPr"), len(self.pieces)
        content = control.find(f"{W}sdtContent")
        if content is not None:
            self.walk(content)
        box = None if properties is None else properties.find(f"{W14}checkbox")
        if box is not None:
            self._settle_box(box, start)
        elif properties is not None and is_on(properties.find(f"{W}showingPlcHdr")):
            self._drop_prompt(content, start)

    def _settle_box(self, box: Element, start: int) -> None:
        shown = normalise_marks("".join(piece.text for piece in self.pieces[start:]))
        checked = box.find(f"{W14}checked")
        says = TICKED if checked is not None and checked.get(f"{W14}val", "1").lower() in _ON else EMPTY_BOX
        del self.pieces[start:]
        sign = shown.strip()[:1]
        known = sign in (TICKED, EMPTY_BOX)
        self._write(TICKED if known and TICKED in (sign, says) else says, doubtful=known and sign != says)
        self._write(shown.lstrip()[1:] if known else "" if len(shown.strip()) < 2 else shown)

    def _drop_prompt(self, content: Element | None, start: int) -> None:
        shown = "".join(piece.text for piece in self.pieces[start:]).casefold()
        runs = [] if content is None else content.iter(f"{W}r")
        looks = [self._looks.of_run(run.find(f"{W}rPr"), self._style) for run in runs]
        if any(prompt in shown for prompt in _PROMPTS) or (looks and all(look.placeholder for look in looks)):
            del self.pieces[start:]

    def _take_field_mark(self, mark: Element) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(OpenField(len(self.pieces), mark.find(f"{W}ffData")))
        elif kind == "separate" and self._fields:
            self._fields[-1].in_code = False
            self._fields[-1].start = len(self.pieces)
        elif kind == "end" and self._fields:
            self._close(self._fields.pop())

    def _close(self, opened: OpenField) -> None:
        result = "".join(piece.text for piece in self.pieces[opened.start :])
        shown = shown_by_itself(opened, result)
        if shown is not None:
            del self.pieces[opened.start :]
            self._write(shown)

    def _take_instruction(self, element: Element) -> None:
        if self._fields:
            self._fields[-1].instruction += element.text or ""

    def _take_simple_field(self, element: Element) -> None:
        start = len(self.pieces)
        data = element.find(f"{W}fldData/{W}ffData")
        self.walk(element)
        self._close(OpenField(start, data, element.get(f"{W}instr", ""), in_code=False))

    def _take_radical(self, element: Element) -> None:
        """The root sign of the equation editor, which people use as a tick."""
        self._write(TICKED)
        self.walk(element)

    def _take_alternative(self, element: Element) -> None:
        chosen = alternative(element)
        if chosen is not None:
            self.walk(chosen)

    def _take_drawing(self, drawing: Element) -> None:
        """A text box in the line is part of the line; one that floats follows it; any other drawing leaves a trace."""
        boxes = [] if self._look.hidden else list(boxes_of(drawing))
        if boxes and floats(drawing):
            self.boxes += boxes
        elif boxes:
            self._write("\n".join(text for box in boxes for text in _texts(box, self._looks)))
        else:
            self._write(DRAWING)


def _texts(box: Element, looks: Looks) -> Iterator[str]:
    for paragraph in box.iter(f"{W}p"):
        text = line_of(paragraph, looks).text
        if text.strip():
            yield text
