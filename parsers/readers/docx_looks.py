"""How a run of text looks in Word: its fonts, whether it is hidden or struck, what makes it stand out.

In: roots of styles.xml; a run's properties with the paragraph's style. Out: Look.
Elsewhere: which pieces stand out from the rest (`looks`), what symbol fonts mean (`parsers.ticks`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from parsers.readers.docx_package import Element
from parsers.ticks import is_symbol_font

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_OFF = frozenset({"0", "false", "off", "none"})
_FONT_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")
_DARK = frozenset({"auto", "000000", "black"})
_UNSHADED = frozenset({"auto", "ffffff", "none", ""})
_MAX_ANCESTORS = 20


@dataclass(frozen=True, slots=True)
class Look:
    """What of a run's formatting changes its meaning."""

    letter_font: str = ""
    """The symbol font that its Latin letters and digits are drawn in, "" for an ordinary font."""
    symbol_font: str = ""
    """The symbol font that its private-use characters are drawn in."""
    hidden: bool = False
    placeholder: bool = False
    marks: frozenset[str] = frozenset()
    """Any of highlight, colour, bold, underline, struck."""


class Looks:
    """The styles of one document."""

    def __init__(self, styles: Element | None) -> None:
        """Without styles.xml only direct formatting counts."""
        found = [] if styles is None else styles.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        defaults = [s for s in found if s.get(f"{W}default") in {"1", "true"} and s.get(f"{W}type") == "paragraph"]
        self._default = defaults[0].get(f"{W}styleId", "") if defaults else ""
        self._document = {} if styles is None else _facts(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self._known: dict[str, Mapping[str, str]] = {}
        self._looks: dict[tuple[object, ...], Look] = {}

    def of_run(self, properties: Element | None, paragraph_style: str) -> Look:
        """The look of a run with these properties in a paragraph of this style."""
        direct = _facts(properties)
        style = paragraph_style or self._default
        key = (style, *sorted(direct.items()))
        if key not in self._looks:
            self._looks[key] = self._combined(style, direct)
        return self._looks[key]

    def _combined(self, paragraph_style: str, direct: Mapping[str, str]) -> Look:
        character = self._inherited(direct.get("rStyle", ""))
        return _look({**self._document, **self._inherited(paragraph_style), **character, **direct})

    def numbering_of(self, style: str) -> Element | None:
        """The numbering that a paragraph style brings along."""
        for ancestor in self._ancestors(style or self._default):
            number = ancestor.find(f"{W}pPr/{W}numPr")
            if number is not None:
                return number
        return None

    def _inherited(self, style: str) -> Mapping[str, str]:
        if style not in self._known:
            facts: dict[str, str] = {}
            for ancestor in reversed(self._ancestors(style)):
                facts |= _facts(ancestor.find(f"{W}rPr"))
                name = ancestor.find(f"{W}name")
                if name is not None and "placeholder" in name.get(f"{W}val", "").casefold():
                    facts["placeholder"] = "1"
            self._known[style] = facts
        return self._known[style]

    def _ancestors(self, style: str) -> list[Element]:
        """The style itself, the one it is based on, and so on; a circle ends at the limit."""
        chain: list[Element] = []
        while style in self._styles and len(chain) < _MAX_ANCESTORS:
            chain.append(self._styles[style])
            based = chain[-1].find(f"{W}basedOn")
            style = "" if based is None else based.get(f"{W}val", "")
        return chain


def is_on(element: Element | None) -> bool:
    """Whether a toggle is set: present without a value means set."""
    return element is not None and element.get(f"{W}val", "1").lower() not in _OFF


def _facts(properties: Element | None) -> dict[str, str]:
    facts: dict[str, str] = {}
    for child in () if properties is None else properties:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name == "rFonts":
            facts |= {slot: child.get(f"{W}{slot}", "") for slot in _FONT_SLOTS if child.get(f"{W}{slot}")}
        elif name == "shd":
            facts[name] = child.get(f"{W}fill", "auto")
        elif name in {"vanish", "strike", "dstrike", "b", "u", "color", "highlight", "rStyle"}:
            facts[name] = child.get(f"{W}val", "1")
    return facts


def _look(facts: Mapping[str, str]) -> Look:
    fonts = [facts.get(slot, "") for slot in _FONT_SLOTS]
    symbolic = [font for font in fonts if is_symbol_font(font)]
    letters = [font for font in fonts[:2] if is_symbol_font(font)]
    return Look(
        letter_font=letters[0] if letters else "",
        symbol_font=symbolic[0] if symbolic else "",
        hidden=_set(facts, "vanish"),
        placeholder=_set(facts, "placeholder"),
        marks=frozenset(_marks(facts)),
    )


def _marks(facts: Mapping[str, str]) -> list[str]:
    found = {
        "highlight": _set(facts, "highlight") or facts.get("shd", "auto").casefold() not in _UNSHADED,
        "colour": facts.get("color", "auto").casefold() not in _DARK,
        "bold": _set(facts, "b"),
        "underline": _set(facts, "u"),
        "struck": _set(facts, "strike") or _set(facts, "dstrike"),
    }
    return [name for name, is_so in found.items() if is_so]


def _set(facts: Mapping[str, str], name: str) -> bool:
    return facts.get(name, "0").lower() not in _OFF
