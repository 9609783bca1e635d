"""Where pixels cannot tell what a character is: 一 or a dash, l or 1 or I, O or 0. What is plain from its neighbours is
settled here; for the rest the certainty is taken away, however sure the recogniser is.

In: the lines of a cell as read. Out: the same with dashes told from 一; whether a reading stays doubtful.
Elsewhere: comparing with the Word version (`rules.agreement`), what an address must look like (`rules`).
"""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.lattice import Lattice
from parsers.scan.recogniser import RecognisedLine

ONE, DASH = "一", "—"
LEAST_LENGTH = 7
"""Shorter texts are names and posts, where 一 is 一."""
NEIGHBOURHOOD = 3
BEFORE_ONE = set("第统唯之单专同任逐万合带")
AFTER_ONE = re.compile("级|等|带|路|体化|(?:部|处|科|室|组|司|局|所|队|院|系)(?![\u4e00-\u9fff])")
ADDRESS = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+")
HOUSEHOLD = re.compile(r"(?<=[@.])(?:gmail|hotmail|foxmail|email|mail|outlook|aliyun|icloud|vip|sina|21cn)(?=\.)")
"""Parts of addresses that everybody knows."""
DOUBTFUL = re.compile(
    r"(?<![0-9])(?:1|1[1-9]|[2-9]1)(?![0-9])"  # a 1 alone, or with one other digit, may be an l
    r"|(?<=[0-9])l|l(?=[0-9])|l(?![A-Za-z0-9])|I|\|"
    r"|(?<![0-9])0(?![0-9])|(?<=[A-Za-z])0[0-9]*(?=[A-Za-z])|(?<![A-Z])O(?![A-Z])|O(?=[0-9a-z])|(?<=[0-9])[oO]|o(?=[0-9])"
)
STROKES = set("一—–-_=二三·.,、'`:;|丨/\\~")
MIXED = re.compile(r"[A-Za-z][01|]|[01|][A-Za-z]|[a-z]I|\bI[l1]")
"""In names and posts: what may be a letter or a digit."""


def with_dashes(lines: tuple[RecognisedLine, ...]) -> tuple[RecognisedLine, ...]:
    """The lines, each 一 that must be a dash by its neighbours made a dash, in the text and in the probabilities."""
    whole = "".join(line.text for line in lines)
    if ONE not in whole or len(whole) < LEAST_LENGTH:
        return lines
    out, start = [], 0
    for line in lines:
        places = [at for at, one in enumerate(line.text) if one == ONE and _is_dash(whole, start + at)]
        out.append(_dashed(line, places) if places else line)
        start += len(line.text)
    return tuple(out)


def is_doubtful(text: str) -> bool:
    """Whether it holds characters that look alike in print and are not settled by their neighbours."""
    joined = "".join(text.split())
    addresses = any(DOUBTFUL.search(HOUSEHOLD.sub("", found.group())) for found in ADDRESS.finditer(joined))
    return addresses or ("@" not in joined and any(MIXED.search(word) for word in text.split()))


def has_odd_line(lines: Sequence[str]) -> bool:
    """Whether one of several lines is a lone stroke or dot: a wrapped 一 or dash, or the trace of a fold."""
    return len(lines) > 1 and any(line.strip() in STROKES for line in lines)


def _is_dash(whole: str, at: int) -> bool:
    before, after = whole[:at].rstrip(), whole[at + 1 :].lstrip()
    return bool(before) and bool(after) and before[-1] not in BEFORE_ONE and not AFTER_ONE.match(after)


def _dashed(line: RecognisedLine, places: list[int]) -> RecognisedLine:
    text, steps = list(line.text), list(line.lattice.steps)
    for place in places:
        text[place] = DASH
        middle = round(line.positions[place] * len(steps))
        for index in range(max(0, middle - NEIGHBOURHOOD), min(len(steps), middle + NEIGHBOURHOOD + 1)):
            steps[index] = _renamed(steps[index])
    return replace(line, text="".join(text), lattice=Lattice(tuple(steps), line.lattice.floor))


def _renamed(step: dict[str, float]) -> dict[str, float]:
    if ONE not in step:
        return step
    rest = {character: chance for character, chance in step.items() if character != ONE}
    chance = math.exp(step[ONE]) + math.exp(step.get(DASH, -math.inf))
    return rest | {DASH: round(min(0.0, math.log(chance)), 2)}
