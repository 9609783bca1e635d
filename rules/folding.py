"""One spelling for what is written in several: the ground on which values are normalised and compared.

In: text. Out: text. Elsewhere: what a field's normal form is (`rules.values*`), comparing versions (`rules.agreement`).
"""

import re
import unicodedata

from parsers.remembered import remembered

HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""For use inside a character class: Han characters with radicals, 々 and 〇, extensions A to H."""

DASHES = "-－—–‐‑‒−―─━﹘﹣"
"""Every character that people type for a hyphen."""

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\x00-\x08\x0e-\x1f\x7f]"
)
_BLANK = re.compile(r"[\s\u00a0\u2000-\u200a\u2800\u3000\u3164]+")
_KEPT = frozenset("（），：；！？“”‘’…·、。—～〔〕【】《》「」『』￥％＆＃")
_RADICALS = dict(
    zip(
        "⺊⺟⺠⺬⺮⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "卜母民示竹虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""From Unicode's EquivalentUnifiedIdeograph.txt: what copies from a PDF bring along and NFKC leaves alone."""

_QUOTES = re.compile(r"[\"'“”‘’„‟‚‛〝〞〟＂＇`´「」『』«»‹›]")
_OPENING = re.compile(r"[(\[{（［｛【〔〖〘〈《<]")
_CLOSING = re.compile(r"[)\]}）］｝】〕〗〙〉》>]")
_DASH_RUN = re.compile(f"[{re.escape(DASHES)}]+")
_DOTS = re.compile("[•‧∙⋅・･·᛫●]")
_BESIDE_HAN = re.compile(rf"(?<=[{HAN}·（）()“”《》、，。：]) +| +(?=[{HAN}·（）()“”《》、，。：])")


@remembered
def narrow(text: str) -> str:
    """Full-width letters and digits, radicals and compatibility forms as plain ones; Chinese punctuation stays."""
    plain = (c if c in _KEPT else unicodedata.normalize("NFKC", _RADICALS.get(c, c)) for c in text)
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", "".join(plain)))


def without_blanks(text: str) -> str:
    """The text without any white space or invisible character."""
    return _BLANK.sub("", _INVISIBLE.sub("", text))


def single_blanks(text: str) -> str:
    """White space, line ends included, as one blank each; none at the ends."""
    return _BLANK.sub(" ", _INVISIBLE.sub("", text)).strip()


@remembered
def tidy(text: str) -> str:
    """A text as written, on one line: narrow, blanks single, none beside Han characters or their punctuation."""
    return _BESIDE_HAN.sub("", single_blanks(narrow(text)))


@remembered
def unit_key(name: str) -> str:
    """The normal form under which unit names are equal: NFKC, no blanks, no quotes, one kind of bracket and dash."""
    return _bare(_alike(_bare(name)).casefold()).strip("-。.,，;；:：")


@remembered
def comparable(text: str) -> str:
    """For comparing two versions: as `unit_key`, but the case of letters counts; look-alike letters stay different."""
    return _alike(_bare(text)).replace("。", ".").replace("、", ",")


def words(text: str) -> tuple[str, ...]:
    """The words of a text, each as it is compared; Chinese characters in a row are one."""
    return tuple(map(comparable, tidy(text).split()))


def _bare(text: str) -> str:
    """Twice, since a blank or an invisible character may have kept a letter and its accent apart."""
    plain = without_blanks(unicodedata.normalize("NFKC", narrow(text)))
    return without_blanks(unicodedata.normalize("NFKC", plain))


def _alike(text: str) -> str:
    plain = _CLOSING.sub(")", _OPENING.sub("(", _QUOTES.sub("", text)))
    return _DASH_RUN.sub("-", _DOTS.sub("·", plain))


def middle_dots(text: str) -> str:
    """Every middle dot as U+00B7 (民委发〔2016〕33号)."""
    return _DOTS.sub("·", text)


def single_dashes(text: str) -> str:
    """Every run of dashes, whatever was typed, as one hyphen, without the blanks beside it."""
    return re.sub(rf"\s*[{re.escape(DASHES)}](?:\s*[{re.escape(DASHES)}])*\s*", "-", text)
