"""Parameters of Content-Type and Content-Disposition, and the file name in them.

In: a part, or a raw name out of an archive. Out: a name fit to be shown and stored, never to be used as a path.
Handles RFC 2231 (continued, in GBK, split inside a character), encoded-words inside quotes, quotes inside quotes.
Elsewhere: headers in general (`intake.headers`).
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from intake.charset import decoded
from intake.headers import Part, decoded_words, raw_value, without_controls

MAX_NAME_CHARACTERS = 120
_PARAMETER = re.compile(
    r"""(?:^|;)\s*+([^=;\s"]{1,60})\s*+=\s*+
        (?:"((?:[^"\\]|\\.|"(?!\s*(?:;|$)))*+)"(?=\s*(?:;|$))|"?([^;]*+))""",
    re.VERBOSE | re.DOTALL,
)
_SECTION = re.compile(r"(.+?)\*(\d{1,3})?(\*)?")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){2,}")
_CHARSET_PREFIX = re.compile(r"([A-Za-z0-9_-]{3,20})'[^']{0,20}'(.*)", re.DOTALL)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")


@dataclass(frozen=True, slots=True)
class _Section:
    number: int
    percent: bool
    text: str


def parameter(part: Part, header: str, name: str) -> str:
    """The decoded value of one parameter; "" where it is absent."""
    plain: list[str] = []
    sections: dict[int, _Section] = {}
    for key, value in _parameters(raw_value(part, header)):
        if key == name:
            plain.append(value)
        elif (match := _SECTION.fullmatch(key)) and match[1] == name:
            number = int(match[2] or 0)
            sections.setdefault(number, _Section(number, bool(match[3]) or match[2] is None, value))
    if sections:
        return without_controls(_joined([sections[number] for number in sorted(sections)])).strip()
    return _plain(plain[0]) if plain else ""


def filename_of(part: Part) -> str:
    """What the sender called the part: the disposition's filename, else the content type's name; "" for neither."""
    raw = parameter(part, "Content-Disposition", "filename") or parameter(part, "Content-Type", "name")
    return safe_name(raw or parameter(part, "Content-Type", "filename"))


def safe_name(name: str) -> str:
    """The base name in NFC, without control characters and characters no file system takes, at most 120 characters."""
    name = unicodedata.normalize("NFC", without_controls(name))
    name = re.split(r"[/\\]", name.strip().rstrip("/\\"))[-1]
    name = re.sub(r'[<>:"|?*]', "_", name).strip(" .").strip()
    if len(name) <= MAX_NAME_CHARACTERS:
        return name
    ending = _ENDING.search(name)
    kept = ending[0] if ending else ""
    return name[: MAX_NAME_CHARACTERS - len(kept)] + kept


def _parameters(value: str) -> list[tuple[str, str]]:
    _, _, rest = value.partition(";")
    found: list[tuple[str, str]] = []
    for match in _PARAMETER.finditer(rest):
        text = match[2] if match[2] is not None else match[3].strip().strip('"')
        found.append((match[1].lower(), re.sub(r'\\(["\\])', r"\1", text)))
    return found


def _joined(sections: list[_Section]) -> str:
    """All sections as one, since a character and even its percent code may be split between two of them."""
    label, first = _charset_and_text(sections[0])
    texts = [first, *(section.text for section in sections[1:])]
    encoded = "".join(
        text if section.percent else text.replace("%", "%25") for section, text in zip(sections, texts, strict=True)
    )
    return decoded_words(decoded(unquote_to_bytes(encoded.encode("utf-8", "surrogatepass")), label))


def _charset_and_text(section: _Section) -> tuple[str, str]:
    match = _CHARSET_PREFIX.fullmatch(section.text) if section.percent else None
    if match:
        return match[1], match[2]
    return "", section.text.removeprefix("''") if section.percent else section.text


def _plain(text: str) -> str:
    """A value that claims no RFC 2231 encoding: encoded-words all the same, or percent signs, as in browsers."""
    text = decoded_words(decoded_words(text))  # some programs encode twice
    prefixed = _CHARSET_PREFIX.fullmatch(text)
    if prefixed and _PERCENT.search(prefixed[2]):
        return decoded(unquote_to_bytes(prefixed[2]), prefixed[1])
    if _PERCENT.search(text) and not (octets := unquote_to_bytes(text)).isascii():
        return decoded(octets)
    return text
