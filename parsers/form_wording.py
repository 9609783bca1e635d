"""One line taken apart: its label, printed words beside it, fillers, and the value that somebody wrote.

In: a line's text, the field's labels, the layout's noise. Out: Said, None where the line is not this field's.
Elsewhere: where such lines stand (`form_line`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

from parsers.form_grid import is_titled
from parsers.form_labels import Labels, fold
from parsers.layout import FieldLayout, FormLayout
from parsers.traditional import either

Strength = Literal["colon", "blank", "nothing"]

_OPEN, _CLOSE = "[（(\\[【〔［]", "[）)\\]】〕］]"
_STAMP = rf"{_OPEN}[^（()）]{{0,8}}(?:[盖蓋]\s*章|公\s*章|签\s*章|印\s*章|全\s*[称稱])[^（()）]{{0,4}}{_CLOSE}"
_BEFORE = r"^[\s*★●■□\d一二三四五六七八九.、．（(）)\ufffc]{0,8}?"
_NEXT_LABEL = re.compile(
    r"\s+(?:[\u4e00-\u9fff]{2,10}|[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,3})\s*[:：].*$|(?:(?:填表|填报|报送)(?:日期|时间)|日\s*期)\s*[:：].*$"
)
_DATE = re.compile(
    r"\s+[\d\s〇零一二三四五六七八九十]*年[\d\s一二三四五六七八九十]*月.*$|\s+\d{4}[./-]\d{1,2}[./-]\d{1,2}.*$"
)
_EDGES = re.compile(r"^[\s:：,，;；.。、\ufffc]+|[\s:：,，;；。、\ufffc]+$")
_HALF_STAMP = re.compile(
    rf"^(?:{_OPEN}?[加盖公章印处]{{0,3}}{_CLOSE}[\s:：]*)+|(?:{_OPEN}[加盖公章印处]{{0,3}}{_CLOSE}?)+$"
)
"""What is read of （盖章） under a stamp. No name begins with a closing bracket or ends with an opening one."""
_NO_VALUE = re.compile(
    r"^\s*(?:附件|附表|注|填表|说明|备注|日期|第.页|\d+\s*[.、．]|[\d\s]+年)|[:：。；]|^[\W\d_]*$|^\s*[（(][^（()）]*[)）]\s*$"
)
_PROSE = re.compile("[和与及或请应须需的在按将是]")
_LONGEST = 60
MOST_LABELS = 128


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says for a field."""

    text: str
    strength: Strength
    """What parts the label from the value: a colon or a printed remark such as （盖章）, a blank, or nothing."""


@lru_cache(MOST_LABELS)
def line_label(field: FieldLayout, layout: FormLayout, scanned: bool) -> "LineLabel":
    """The LineLabel of these, made once: every document of one notice asks for the same."""
    return LineLabel(field, layout, scanned)


class LineLabel:
    """The labels of one field as they begin a line."""

    def __init__(self, field: FieldLayout, layout: FormLayout, scanned: bool) -> None:
        """`scanned`: a label of four or more characters may have one misread."""
        self._labels = [label for label in field.labels if len(fold(label)) > 1]
        longest = sorted(self._labels, key=len, reverse=True)
        bare = [noise for noise in layout.noise if re.fullmatch(r"\w+", noise)]
        boxed = [re.sub(r"\W", "", noise) for noise in layout.noise if noise not in bare]
        self._noise = "|".join([_STAMP, *(f"{_OPEN}\\s*{_spaced(noise)}\\s*{_CLOSE}" for noise in boxed)])
        ends = "|".join([self._noise, *map(_spaced, bare)])
        self._lead = re.compile(f"{_BEFORE}(?:{'|'.join(map(_spaced, longest))})")
        self._parting = re.compile(rf"(?:\s|_|＿|[:：]|{ends})*")
        self._tail = re.compile(rf"(?:\s*(?:{ends}))+\s*$")
        self._title, self._scanned, self._others = layout.title, scanned, Labels(layout, scanned)

    def read(self, line: str) -> Said | None:
        """The value in this line, "" where only the label stands."""
        end = self._end_of_label(line)
        parting = None if end is None else self._parting.match(line, end)
        if parting is None:
            return None
        strength: Strength = "nothing"
        if re.search(r"[:：（(\[【\w]", parting[0].replace("_", "")) or parting.end() == len(line):
            strength = "colon"
        elif parting[0]:
            strength = "blank"
        rest = line[parting.end() :]
        value = self._cleaned(rest)
        return Said(value, strength) if len(value) <= _LONGEST and _is_value(rest, strength) else None

    def is_no_value(self, line: str) -> bool:
        """True for a line that cannot be a value under its label: a note, a date, a title, a label, prose."""
        other = is_titled(line, self._title) or self._others.match(line) is not None
        return other or len(line) > _LONGEST or _NO_VALUE.search(line) is not None

    def _end_of_label(self, line: str) -> int | None:
        lead = self._lead.match(line)
        if lead is not None:
            return lead.end()
        head = re.match(r"\s*([^:：（(]{3,14})(?=[:：（(])", line) if self._scanned else None
        if head is None:
            return None
        return head.end() if any(_is_misread(head[1], label) for label in self._labels) else None

    def _cleaned(self, rest: str) -> str:
        plain = re.sub("[_＿]+", " ", re.sub(self._noise, " ", rest))
        plain = _DATE.sub("", _NEXT_LABEL.sub("", f" {plain}"))
        value = _EDGES.sub("", self._tail.sub("", _EDGES.sub("", plain)))
        return _EDGES.sub("", _HALF_STAMP.sub("", value))


def _is_value(rest: str, strength: Strength) -> bool:
    """Prose may begin with the label's words; without a colon only a run of words without stops is a value."""
    return strength == "colon" or not (re.search("[。；，、,;：:]", rest) or _PROSE.match(rest))


def _is_misread(head: str, label: str) -> bool:
    return len(fold(label)) >= 4 and Levenshtein.distance(fold(head), fold(label)) <= 1


def _spaced(words: str) -> str:
    loose = {"（": _OPEN, "(": _OPEN, "）": _CLOSE, ")": _CLOSE} | dict.fromkeys('“”"', '[“”"]?')
    return r"\s*".join(loose.get(c, either(c)) for c in words)
