"""The text of a cell with options as marks, options and other words in a row.

In: text whose marks are normalised, the wordings of the options. Out: tokens with their places.
Elsewhere: to which words a mark belongs (`form_marks`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from parsers.document import EMPTY_BOX, TICKED
from parsers.ticks import CROSSED, DRAWING
from parsers.traditional import either, simplified

MARKS = f"{TICKED}{CROSSED}{EMPTY_BOX}"

_SKIPPED = r"[\s\u200b“”\"'‘’《》]*"
"""What may stand inside an option's words: a line end, blanks, quotes (“海智计划”)."""
_IDLE = re.compile(r"[、，,。.;；/／|:：()（）\[\]【】\d\u200b_]")
_SIGNS_OF_TICKS = "RPþüVv"
_SIGNS_OF_BOXES = "£¨oq"
"""Letters that Wingdings and Wingdings 2 draw as ticks and boxes, left where the font got lost; V is typed, too."""
_INSTRUCTION = re.compile(
    rf"[（(]?[^\s（(]{{0,10}}[打划画]\s*[“\"‘'（(]?[{TICKED}{CROSSED}][”\"’'）)]?[^\s）)]{{0,4}}[)）]?"
)
"""请在相应的□内打“√”."""
_TELLS = r"[^\s（(]{0,10}(?:[打划画]勾?|勾选|选择|选填|[用以])[^\S\n]*[:：]?[^\S\n]*"
_SIGN = rf"[{TICKED}{CROSSED}]"
_MEANS = r"(?:[^\S\n]*(?:选|表示|代表|标[注记示出]|打勾|即可)[^\s:：]{0,4})?[:：]?"
_INSTRUCTIONS = (
    rf"{_TELLS}[“\"‘'（(]{_SIGN}[”\"’'）)]{_MEANS}(?![^\S\n]*OPTION)",
    rf"{_TELLS}{_SIGN}{_MEANS}(?![^\S\n]*{EMPTY_BOX}?[^\S\n]*OPTION)",
    rf"{_SIGN}[^\S\n]*(?:选[一1其]|表示|代表|为选中)[^\s:：]{{0,6}}[:：]?",
)
"""请打勾选择：√, 请勾选（√）：, 用√表示; a sign with an option right behind it is that option's."""


@dataclass(frozen=True, slots=True)
class Token:
    """A mark, an option or other words, and where it stands."""

    kind: Literal["mark", "option", "words"]
    value: str
    start: int
    end: int


def tokenise(text: str, wordings: Mapping[str, str]) -> list[Token]:
    """Marks, options and other words in order. `wordings` maps each way of writing an option to the option."""
    spelled = {_bare(wording): option for wording, option in wordings.items()}
    tokens: list[Token] = []
    end = 0
    for match in _finder(tuple(wordings)).finditer(text):
        tokens += _words(text, end, match.start())
        is_mark = match[0] in MARKS
        value = match[0] if is_mark else spelled[_bare(match[0])]
        tokens.append(Token("mark" if is_mark else "option", value, match.start(), match.end()))
        end = match.end()
    return tokens + _words(text, end, len(text))


def with_lost_marks(text: str, wordings: Mapping[str, str]) -> str:
    """The text with a letter read as the mark it was in its lost font, where it stands before an option.

    What the form says about ticking is taken out: its signs are no marks.
    """
    text = _INSTRUCTION.sub(" ", text)
    option = _wording_pattern(tuple(wordings))
    for instruction in _INSTRUCTIONS:
        text = re.sub(instruction.replace("OPTION", option), " ", text)
    boxes = re.compile(rf"(?<![A-Za-z])[{_SIGNS_OF_BOXES}](?=\s*{option})")
    letters = boxes.findall(text)
    if set(letters) - {"o", "q"} or len(letters) > 1:
        text = boxes.sub(EMPTY_BOX, text)
    if EMPTY_BOX in text:
        text = re.sub(rf"(?<![A-Za-z])[{_SIGNS_OF_TICKS}](?=\s*{EMPTY_BOX}?\s*{option})", TICKED, text)
        text = re.sub(rf"({option})[Vv](?![A-Za-z])", rf"\g<1>{TICKED}", text)
    return re.sub(rf"[þü](?=\s*{option})", TICKED, text)


def _bare(text: str) -> str:
    return re.sub(_SKIPPED, "", simplified(text))


@cache
def _finder(wordings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"[{MARKS}]|{_wording_pattern(wordings)}")


@cache
def _wording_pattern(wordings: tuple[str, ...]) -> str:
    longest = sorted(wordings, key=len, reverse=True)
    return f"(?:{'|'.join(_SKIPPED.join(map(either, _bare(wording))) for wording in longest)})"


def _words(text: str, start: int, end: int) -> list[Token]:
    words = re.search(r"\S+(?:\s+\S+)*", _IDLE.sub(" ", text[start:end].replace(DRAWING, " ")))
    return [Token("words", words[0], start + words.start(), start + words.end())] if words else []
