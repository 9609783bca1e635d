"""HTML of a mail to plain text, and what it refers to.

In: HTML as text. Out: text with a line for every block; the Content-IDs of the pictures that it shows.
Nothing is fetched, no script runs. Elsewhere: which pictures are decoration (`intake.pictures`).
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree, html

from intake.links import is_download

_BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "footer", "form"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table"}
    | {"tbody", "tfoot", "thead", "tr", "ul"}
)
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style", "head", "template", "noscript", "svg", "math", "object", "select"})
_MAX_CHARACTERS = 2_000_000
_MARKUP = re.compile(r"<[^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class HtmlText:
    """`text` for reading; `shown` are the Content-IDs and locations of pictures, lower case, without `cid:`."""

    text: str
    shown: frozenset[str]


@dataclass(slots=True)
class _Page:
    pieces: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)


def text_of_html(source: str) -> HtmlText:
    """Text and pictures of a page, however broken; download links of mail hosts are kept in angle brackets."""
    source = source[:_MAX_CHARACTERS]
    page = _Page()
    root = _tree(source)
    if root is None:
        return HtmlText(_tidied(_MARKUP.sub(" ", source)), frozenset())
    _walk(root, page)
    return HtmlText(_tidied("".join(page.pieces)), frozenset(page.shown))


def _tree(source: str) -> etree._Element | None:
    octets = source.encode("utf-8", "replace").replace(b"\0", b"")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=False)
    try:
        return html.document_fromstring(octets, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _walk(root: etree._Element, page: _Page) -> None:
    """Depth first without recursion: hostile pages nest deeper than Python's stack."""
    silent: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            _say(page, element.tail if silent is None else None)
        elif event == "start" and silent is None:
            silent = element if element.tag in _SILENT else None
            _enter(element, page, silent is not None)
        elif event == "end":
            silent = None if element is silent else silent
            if silent is None:
                _leave(element, page)


def _enter(element: etree._Element, page: _Page, silent: bool) -> None:
    for name in ("src", "background"):
        if (value := element.get(name)) and not value.startswith("data:"):
            page.shown.add(re.sub(r"^cid:", "", unquote(value.strip()), flags=re.IGNORECASE).lower())
    if element.tag == "br":
        page.pieces.append("\n")
    elif element.tag in _BLOCKS:
        _break(page)
    if not silent:
        _say(page, element.text)


def _leave(element: etree._Element, page: _Page) -> None:
    target = element.get("href") if element.tag == "a" else None
    if target and is_download(target):
        page.pieces.append(f" <{target.strip()}>")
    if element.tag in _CELLS:
        page.pieces.append(" ")
    elif element.tag in _BLOCKS:
        _break(page)
    _say(page, element.tail)


def _break(page: _Page) -> None:
    if page.pieces and not page.pieces[-1].endswith("\n"):
        page.pieces.append("\n")


def _say(page: _Page, text: str | None) -> None:
    plain = re.sub(r"[ \t\r\n\f]+", " ", text or "")
    if plain.strip() or (plain and page.pieces and not page.pieces[-1].endswith(("\n", " "))):
        page.pieces.append(plain)


def _tidied(text: str) -> str:
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
