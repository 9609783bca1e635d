"""What the styles of an OpenDocument text say about looks, as far as people choose by them.

In: the roots of content.xml and styles.xml. Out: TextStyle by name.
Elsewhere: the text (`odt`). Source: OASIS OpenDocument 1.3 part 3, 16.29 (text properties).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from parsers.readers.markup import Element, attribute, local

MOST_PARENTS = 10
_ABSENT = ("", "none", "transparent", "auto", "#000000", "#ffffff")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Looks of a span or paragraph."""

    looks: frozenset[str] = frozenset()
    font: str = ""
    hidden: bool = False


def text_styles(roots: Iterable[Element]) -> dict[str, TextStyle]:
    """Every named style, what it takes from its parents included."""
    every = [e for root in roots for e in root.iter()]
    families = {attribute(e, "name"): attribute(e, "font-family").strip("'") for e in every if local(e) == "font-face"}
    entries = {attribute(e, "name"): e for e in every if local(e) == "style"}
    styles = {name: _style(entry, entries, 0) for name, entry in entries.items()}
    return {name: replace(style, font=families.get(style.font, style.font)) for name, style in styles.items()}


def combined(outer: TextStyle, inner: TextStyle) -> TextStyle:
    """A span's style within another."""
    return TextStyle(outer.looks | inner.looks, inner.font or outer.font, outer.hidden or inner.hidden)


def _style(entry: Element, entries: dict[str, Element], depth: int) -> TextStyle:
    parent = entries.get(attribute(entry, "parent-style-name"))
    upper = _style(parent, entries, depth + 1) if parent is not None and depth < MOST_PARENTS else TextStyle()
    own = next((child for child in entry if local(child) == "text-properties"), None)
    if own is None:
        return upper
    font = attribute(own, "font-name") or attribute(own, "font-family").strip("'\"") or upper.font
    hidden = attribute(own, "display") == "none" or upper.hidden
    return replace(upper, looks=upper.looks | _looks(own), font=font, hidden=hidden)


def _looks(own: Element) -> frozenset[str]:
    found = set()
    if attribute(own, "text-line-through-style") not in _ABSENT:
        found.add("struck")
    if attribute(own, "text-underline-style") not in _ABSENT:
        found.add("underline")
    if attribute(own, "font-weight") == "bold":
        found.add("bold")
    if attribute(own, "background-color").lower() not in _ABSENT:
        found.add("highlight")
    if attribute(own, "color").lower() not in _ABSENT:
        found.add("colour")
    return frozenset(found)
