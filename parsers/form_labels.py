"""Which field a label cell names, however it is spelt on this copy of the form.

In: a cell's text, the form's layout. Out: the field's key with how good a match it is.
Elsewhere: where the value stands (`form_below`, `form_beside`, `form_line`).
Short labels must be equal once folded; only long ones, or those of a scan, may differ a little.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from parsers.layout import FieldLayout, FormLayout
from parsers.remembered import remembered
from parsers.traditional import simplified

_BLANKS = re.compile("[\\s\u00a0\u200b-\u200f\u2060\ufeff\ufffc]+")
_DASHES = re.compile("[-－—–‐‑‒―−─~～]+")
_QUOTES = re.compile("[“”\"'‘’`「」『』《》<>〈〉]")
_REMARK = re.compile(r"[（(\[【〔{][^（(\[【〔{）)\]】〕}]*(?:[）)\]】〕}]|$)")
_EDGES = re.compile(r"^[*★※\d.、,)）:：;]+|[*★※.、,:：;。]+$")
_REMARK_BEGINS = re.compile("^(?:例|如[:：，]|注|请|必填|样例|示例|格式|填写|单选|须|需|以手机)")
_QUALIFIER = re.compile("^(?:推荐|工作|负责人|联系|常用|个人|本人|单位|人员|海智|合作|机构|的)+$")
"""Not 联系人 or 填表人: those may be somebody else than the one who is recommended."""
_QUALIFIED = 50
"""Added to the rank of a label with such words before it."""
_LONGEST = 60
_LONG_LABEL = 8
_LIKENESS = 0.8
_PART_LIKENESS = 90


@dataclass(frozen=True, slots=True)
class Match:
    """A label recognised. Among matches of one key the lowest rank is the best."""

    key: str
    rank: int


@remembered
def fold(text: str) -> str:
    """One spelling: NFKC, simplified characters, no blanks, no quotes, one dash, small letters."""
    plain = _BLANKS.sub("", simplified(unicodedata.normalize("NFKC", text)))
    return _DASHES.sub("-", _QUOTES.sub("", plain)).casefold()


@remembered
def core_of(text: str) -> str:
    """A folded label without remarks in brackets, its number, stars and colons."""
    folded = fold(text)
    return _EDGES.sub("", _EDGES.sub("", _REMARK.sub("", folded)))


class Labels:
    """All labels of one layout. `scanned`: a recogniser may have misread a character of a label."""

    def __init__(self, layout: FormLayout, scanned: bool = False) -> None:
        """Labels earlier in a field's list rank better."""
        self._scanned = scanned
        self._whole, self._cores = _spelled(layout.fields)

    def match(self, text: str) -> Match | None:
        """The field whose label this text is; None where it is none, or too long for a label."""
        whole, core = _EDGES.sub("", fold(text)), core_of(text)
        if not core or len(core) > _LONGEST:
            return None
        return self._whole.get(whole) or self._cores.get(core) or self._with_more_words(core) or self._alike(core)

    def _with_more_words(self, core: str) -> Match | None:
        """A label followed by a remark without brackets, or preceded by words such as 负责人."""
        for label, match in self._cores.items():
            if core.startswith(label) and _REMARK_BEGINS.match(core[len(label) :]):
                return match
            if core.endswith(label) and _QUALIFIER.match(core[: -len(label)]):
                return Match(match.key, match.rank + _QUALIFIED)
        return None

    def _alike(self, core: str) -> Match | None:
        found = {match.key: match for label, match in self._cores.items() if self._is_like(core, label)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _is_like(self, core: str, label: str) -> bool:
        if len(label) >= _LONG_LABEL and len(core) >= _LONG_LABEL - 1:
            alike = Levenshtein.normalized_similarity(core, label) >= _LIKENESS
            return alike or (len(core) <= 2 * len(label) and fuzz.partial_ratio(core, label) >= _PART_LIKENESS)
        return self._scanned and len(label) >= 3 and len(core) >= 3 and Levenshtein.distance(core, label) <= 1


@lru_cache(8)
def _spelled(fields: tuple[FieldLayout, ...]) -> tuple[Mapping[str, Match], Mapping[str, Match]]:
    """The match of each label by its folded spelling, and by its core."""
    whole: dict[str, Match] = {}
    cores: dict[str, Match] = {}
    for label, match in _ranked(fields):
        whole.setdefault(_EDGES.sub("", fold(label)), match)
        core = core_of(label)
        if core == fold(label) or len(core) > 3:
            cores.setdefault(core, match)
    return whole, cores


def _ranked(fields: tuple[FieldLayout, ...]) -> Iterator[tuple[str, Match]]:
    for field in fields:
        for rank, label in enumerate(field.labels):
            yield label, Match(field.key, rank)
