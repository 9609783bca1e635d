"""HTML saved as a Word file, single or as MHT: the tables and paragraphs that a browser would show.

In: octets. Out: Document, or Unreadable. Elsewhere: HTML mail bodies (`intake`).
"""

import email
import email.policy
import re
from collections.abc import Iterable, Iterator
from email.message import EmailMessage

from parsers.document import EMPTY_BOX, TICKED, Document, Paragraph, Table, Unreadable
from parsers.readers import limits
from parsers.readers.looks import PLAIN, Run, cell_text
from parsers.readers.markup import Element, local, parsed_html
from parsers.readers.spans import SpanCell, table_of
from parsers.ticks import DRAWING, decode_symbols

MEDIA_TYPES = ("text/html", "application/xhtml+xml", "application/x-mimearchive")

_SILENT = "del script style head title template noscript xml object select textarea"
_BREAKS = "p div br tr li h1 h2 h3 h4 h5 h6 table ul ol blockquote center section article pre hr"
SILENT, BREAKS = frozenset(_SILENT.split()), frozenset(_BREAKS.split())
_LOOKS = {"b": "bold", "strong": "bold", "u": "underline", "s": "struck", "strike": "struck"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])", re.I)
_STYLES = {
    "struck": re.compile(r"text-decoration[^;]*line-through", re.I),
    "underline": re.compile(r"text-decoration[^;]*underline", re.I),
    "bold": re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.I),
    "highlight": re.compile(r"background(-color)?\s*:\s*(?!white|#fff|transparent|none|inherit)", re.I),
    "colour": re.compile(r"(?<![-\w])color\s*:\s*(?!black|#000|windowtext|inherit|auto|initial)", re.I),
}
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;\"',]+)", re.I)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)


def read(octets: bytes) -> Document | Unreadable:
    """What the page shows."""
    if len(octets) > limits.MAX_MARKUP_OCTETS:
        return Unreadable("too_large", "网页文件过大")
    text = _page(octets)
    root = parsed_html(text) if text.strip() else None
    if root is None:
        return Unreadable("corrupt", "网页文件已损坏")
    try:
        blocks = tuple(_blocks(root))
    except RecursionError:
        return Unreadable("bomb", "网页嵌套过深")
    return Document(MEDIA_TYPES[0], blocks[: limits.MAX_BLOCKS], seal_decidable=False)


def _page(octets: bytes) -> str:
    if re.match(rb"\s*(MIME-Version|From|Content-Type|Subject|Date)\s*:", octets[:2_000], re.I):
        found = email.message_from_bytes(octets, policy=email.policy.default)
        part = next((p for p in found.walk() if p.get_content_type() == "text/html"), None)
        if isinstance(part, EmailMessage):
            payload = part.get_payload(decode=True)
            return _decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    return _decoded(octets, None)


def _decoded(octets: bytes, charset: str | None) -> str:
    if octets[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return octets.decode("utf-16", "replace")
    named = _CHARSET.search(octets[:4_000])
    charset = charset or (named[1].decode("ascii") if named else "")
    codecs = ["gb18030" if charset.lower() in ("gb2312", "gbk", "gb_2312-80") else charset, "utf-8", "gb18030"]
    for codec in filter(None, codecs):
        try:
            return re.sub(r"^\s*<\?xml[^>]*\?>", "", octets.decode(codec).removeprefix("\ufeff"))
        except (UnicodeDecodeError, LookupError):
            continue
    return octets.decode("gb18030", "replace")


def _blocks(root: Element) -> Iterator[Paragraph | Table]:
    """A table within a table comes behind the table that holds it, and what that says."""
    runs: list[Run] = []
    for piece in _pieces(root, PLAIN, "", within=None):
        if isinstance(piece, Element):
            yield from _paragraphs(runs)
            runs = []
            yield from _tables(piece)
        else:
            runs.append(piece)
    yield from _paragraphs(runs)


def _paragraphs(runs: Iterable[Run]) -> Iterator[Paragraph]:
    shown = cell_text(runs)
    yield from (Paragraph(line, shown.certainty) for line in shown.text.split("\n") if line.strip())


def _tables(table: Element) -> Iterator[Paragraph | Table]:
    rows, nested = [], []
    for row in _rows(table):
        cells = []
        for cell in (child for child in row if local(child) in ("td", "th")):
            pieces = list(_pieces(cell, PLAIN, "", within=cell))
            nested += [piece for piece in pieces if isinstance(piece, Element)]
            cells.append(_cell(cell, [piece for piece in pieces if not isinstance(piece, Element)]))
        rows.append(cells)
    found = table_of(rows)
    if found is not None:
        yield found
    for inner in nested:
        yield from _tables(inner)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if local(child) == "tr" and not _is_hidden(child):
            yield child
        elif local(child) in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _cell(cell: Element, runs: Iterable[Run]) -> SpanCell:
    shown = cell_text(runs)
    spans = (_count(cell.get("rowspan")), _count(cell.get("colspan")))
    whole = shown.with_struck and _without_gaps(shown.with_struck)
    return SpanCell(_without_gaps(shown.text), *spans, shown.emphasised, shown.certainty, whole)


def _without_gaps(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line)


def _count(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else 1


def _pieces(element: Element, looks: frozenset[str], font: str, within: Element | None) -> Iterator[Run | Element]:
    """Runs of text, and the tables between them unread."""
    name = local(element)
    if not name or name in SILENT or _is_hidden(element):
        return
    if name == "table" and element is not within:
        yield element
        return
    style = element.get("style") or ""
    named = _FONT.search(style)
    font = named[1].strip() if named else element.get("face") or font
    if name == "font" and element.get("color"):
        style = f"color: {element.get('color')};{style}"
    looks = looks | {look for look, pattern in _STYLES.items() if pattern.search(style)} | _own_look(name)
    if name in BREAKS:
        yield "\n", PLAIN
    yield from _own_text(element, name)
    yield from _run(element.text, looks, font)
    for child in element:
        yield from _pieces(child, looks, font, within)
        yield from _run(child.tail, looks, font)
    if name in BREAKS and name != "br":
        yield "\n", PLAIN


def _own_look(name: str) -> frozenset[str]:
    return frozenset({_LOOKS[name]}) if name in _LOOKS else PLAIN


def _own_text(element: Element, name: str) -> Iterator[Run]:
    kind = (element.get("type") or "text").lower()
    if name == "img":
        yield DRAWING, PLAIN
    elif name == "input" and kind in ("checkbox", "radio"):
        yield (EMPTY_BOX if element.get("checked") is None else TICKED), PLAIN
    elif name == "input" and kind == "text":
        yield element.get("value") or "", PLAIN


def _run(text: str | None, looks: frozenset[str], font: str) -> Iterator[Run]:
    if text:
        yield decode_symbols(re.sub(r"[ \t\r\n]+", " ", text), font), looks


def _is_hidden(element: Element) -> bool:
    return bool(_HIDDEN.search(element.get("style") or "")) or element.get("hidden") is not None
