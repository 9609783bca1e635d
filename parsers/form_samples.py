"""Printed samples taken out of a cell, wherever they stand and however they wrap.

In: the cell's text, the samples as printed (without 例1：). Out: what the unit itself wrote.
A sample is one by its number (例1：…). A bare wording equal to a sample may be the unit's own: the units of the
samples fill in the form too; only where two or more stand bare are they the printed list that lost its numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Levenshtein

from parsers.form_labels import fold

_NUMBER = r"(?:[例列]\s*[0-9０-９一二三四五六七八九十lI|]{1,2}\s*[:：.．、]?|[例列]\s*[:：]|样例|示例|例如)[:：]?\s*"
_BEGINS = re.compile(rf"(?:^|(?<=\s))(?={_NUMBER})")
_NUMBERED = re.compile(rf"\s*{_NUMBER}")
_ALIKE = {"-": "[-－—–‐‑‒―−─]", "（": "[（(]", "）": "[）)]"}
_AFTER = r"[;；。，,、.]?(?=\s|$|[例列])"
_MISREAD = 0.15
"""Share of a sample's characters that a recogniser may get wrong."""
_SLIP = 2
"""Characters by which a retyped sample may differ from the printed one."""


@dataclass(frozen=True, slots=True)
class Own:
    """What is left."""

    text: str
    had_samples: bool = False
    is_doubtful: bool = False
    """True where what is left may be a sample that somebody retyped or added to."""


def without_samples(text: str, samples: Sequence[str], scanned: bool = False) -> Own:
    """The unit's own words. `scanned`: a sample may be misread in places."""
    left, printed = _without_numbered(text, samples)
    left, bare = _without_bare_list(left, samples)
    printed = printed | bare
    parts = [part for part in _BEGINS.split(left) if part.strip()]
    if scanned:
        left_over = [sample for sample in samples if sample not in printed]
        shorter = [_without_misread(part, left_over, bool(printed) or len(parts) > 1) for part in parts]
    else:
        shorter = parts
    own = [_NUMBERED.sub("", part, count=1) for part in shorter]
    doubtful = any(
        _NUMBERED.match(part) and _could_be_sample(words, samples) for part, words in zip(parts, own, strict=True)
    )
    return Own(_tidy(own), bool(printed) or shorter != parts, doubtful)


def _without_numbered(text: str, samples: Sequence[str]) -> tuple[str, frozenset[str]]:
    printed = set()
    for sample in sorted(samples, key=len, reverse=True):
        text, count = re.subn(f"{_NUMBER}{_pattern(sample)}{_AFTER}", "\n", text)
        printed |= {sample} if count else set()
    return text, frozenset(printed)


def _without_bare_list(text: str, samples: Sequence[str]) -> tuple[str, frozenset[str]]:
    """Once each is taken out, so that a unit's own wording equal to a sample stays."""
    whole = {sample: re.compile(rf"(?:^|(?<=\n))\s*{_pattern(sample)}[;；。]?\s*(?=\n|$)") for sample in samples}
    bare = frozenset(sample for sample, pattern in whole.items() if pattern.search(text))
    if len(bare) < 2:
        return text, frozenset()
    for sample in sorted(bare, key=len, reverse=True):
        text = whole[sample].sub("", text, count=1)
    return text, bare


@cache
def _pattern(sample: str) -> str:
    return r"\s*".join(_ALIKE.get(character, re.escape(character)) for character in sample)


def _without_misread(part: str, samples: Sequence[str], has_list: bool) -> str:
    """The part without the lines that say nearly a sample; a bare one only where other samples stand too."""
    if not (_NUMBERED.match(part) or has_list):
        return part
    lines = part.split("\n")
    for start in range(len(lines)):
        for end in range(len(lines), start, -1):
            words = _NUMBERED.sub("", "\n".join(lines[start:end]), count=1)
            if any(_distance(words, sample) <= max(1, _MISREAD * len(sample)) for sample in samples):
                return "\n".join(lines[:start] + lines[end:])
    return part


def _could_be_sample(words: str, samples: Sequence[str]) -> bool:
    return any(_distance(words, sample) <= _SLIP or fold(sample) in fold(words) for sample in samples)


def _distance(words: str, sample: str) -> int:
    return Levenshtein.distance(fold(words), fold(sample))


def _tidy(parts: Sequence[str]) -> str:
    lines = [line.strip() for part in parts for line in part.split("\n")]
    return "\n".join(
        line for line in lines if line and not re.fullmatch(rf"(?:{_NUMBER}|例|如)[:：]?|[;；。、，,]+", line)
    )
