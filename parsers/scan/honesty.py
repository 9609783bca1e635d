"""Where pixels cannot tell what a character is: 一 or a dash, l or 1 or I, O or 0. What is plain from its neighbours is
settled here; for the rest the certainty is taken away, however sure the recogniser is.

In: the lines of a cell as read. Out: the same with dashes told from 一; whether a reading stays doubtful.
Elsewhere: comparing with the Word version (`rules.agreement`), what an address must look like (`rules`).
"""

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from parsers.lattice import Lattice, renamed
from parsers.pinyin import is_pinyin
from parsers.scan.recogniser import RecognisedLine
from parsers.traditional import simplified

ONE, DASH = "一", "—"
LEAST_LENGTH = 7
"""Shorter texts are names and posts, where 一 is 一."""
NEIGHBOURHOOD = 3
BEFORE_ONE = set("第统唯之单专同任逐万合带")
AFTER_ONE = re.compile("级|等|带|路|体化|(?:部|处|科|室|组|司|局|所|队|院|系)(?![\u4e00-\u9fff])")
ADDRESS = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+")
HOUSEHOLD = re.compile(r"(?<=[@.])(?:gmail|hotmail|foxmail|email|mail|outlook|aliyun|icloud|vip|sina|21cn)(?=\.)")
WORD_WITH_L = re.compile(
    r"(?<![A-Za-z0-9])(?:intl|international|global|e?mail|national|general|council|personnel|school|hospital|portal"
    r"|journal|medical|chemical|digital|paul|carol|daniel|michael|samuel|(?<=#)n(?:tl|ternational))(?![A-Za-z])"
)
"""Parts of addresses that everybody knows; words that end in l, as no syllable of pinyin does. `#`: an I settled so."""
WORD_WITH_I = re.compile(r"(?<![A-Za-z0-9])I(?=n(?:fo|tl|ternational)(?![A-Za-z]))")
FIRST_WORD = re.compile(r"[A-HJ-Z][a-z]+")
_ENDINGS = (
    "com cn net org edu gov info biz int hk mo tw jp kr sg my th vn id ph in au nz us ca mx br uk ie de fr nl be ch at"
    " it es pt se no fi dk pl cz ru il za eu asia cc tv me io ai tech top vip club xyz online site app dev"
)
ENDINGS = frozenset(_ENDINGS.split())
"""Last parts of domains; not co, which may be the beginning of com."""
DOUBTFUL = re.compile(
    r"(?<![0-9])(?:1|1[1-9]|[2-9]1)(?![0-9])"  # a 1 alone, or with one other digit, may be an l
    r"|(?<=[0-9])l|l(?=[0-9])|l(?![A-Za-z0-9])|I|\|"
    r"|(?<![0-9])0(?![0-9])|(?<=[A-Za-z])0[0-9]*(?=[A-Za-z])|(?<![A-Z])O(?![A-Z])|O(?=[0-9a-z])|(?<=[0-9])[oO]|o(?=[0-9])"
)
LOOK_ALIKES = frozenset("1lI|0Oo")
_UNDOUBTED = {"1": "2", "l": "h", "0": "3", "o": "a", "I": "H", "O": "A"}
RIVAL = math.log(0.04)
DIGITS_FIRST = re.compile(r"(?<![A-Za-z0-9])[0-9]+(?=[A-Za-z][\w.%+\-]*@)")
"""A number before letters, which names do not begin with: its first and last digit may be letters."""
CAPITAL = re.compile(r"[A-Z](?![A-Z]*(?:$|[^A-Za-z0-9]))|[a-z0-9][A-Z]|lll")
INNER_CAPITAL = re.compile(r"[a-z0-9][A-Z]|[A-Z]{2}[a-z]")
"""Where capitals stand beside small letters, and where three strokes do, an l may be an I; where they stand among
them, an o may be an O as well."""
MOST_TURNS = 1
"""A name followed by a number turns once from letters to digits; a part that turns oftener may hold anything."""
STROKES = set("一—–-_=二三·.,、'`:;|丨/\\~")
RANK = re.compile("[一二三](?=级)")
MIXED = re.compile(r"[A-Za-z][01|]|[01|][A-Za-z]|[a-z]I|\bI[l1]")
"""In names and posts: what may be a letter or a digit."""
BROKEN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]\n[a-z\u00c0-\u024f]|[A-Z]\n[A-Z]")
"""Two words, or one that did not fit into its cell."""
ODD_DASH = re.compile("(?<=[\u4e00-\u9fff])[-—·](?:[部处科室组]|级)(?![\u4e00-\u9fff])|·$")
"""More likely a 一, or a speck."""
WRAPPED = re.compile("(?<=[-—][组科])\n(?=[织技学研普协])")
"""But not before 组织, 科技 and the like, half of which stand on the next line."""
SHORT_WITH_DOT = re.compile("[\u4e00-\u9fff]{1,3}·[\u4e00-\u9fff]|[\u4e00-\u9fff]·[\u4e00-\u9fff]{1,3}")
"""More likely a speck within a Chinese name than a foreign one."""
FOREIGN = re.compile("[\u4e00-\u9fff]{2,}(?:·[\u4e00-\u9fff]+)+|[\u4e00-\u9fff](?:·[\u4e00-\u9fff]+){2,}")
LEAST_FOREIGN = 6
DOT_SHAPES = str.maketrans(dict.fromkeys(".,。、'`", "·"))
DOTTED = re.compile("[\u4e00-\u9fff][·.,。、'`](?=[\u4e00-\u9fff]|$)")
"""The dot between the names of foreigners in Chinese characters; no other stands there."""
DOT_AT_END = re.compile(r"·(?=\n)")
"""A foreign name in Chinese characters, which may be wrapped after its dot."""
LATIN_NAME = re.compile(r"(?:[A-Za-z][A-Za-z.'’]+\s+){2,}[A-Za-z][A-Za-z.'’]+")
PARTED_NAME = re.compile(r"['’]\s|[A-Za-z]\s['’]|[A-Za-z]\s-[A-Za-z]|[A-Za-z]-\s[A-Za-z]")
"""More likely one name, such as O'Neill or Chen-Baker, than two words."""
TOWN, NO_TOWN = "亳州", "毫州"
"""A town whose first character is hardly known, and what it is misread as."""
TOWN_SHAPES = {ord(NO_TOWN[0]): TOWN[0]}
LONE_LETTER = re.compile(r"(?:^|[A-Za-z] )[A-Z](?: [A-Z]|$)")
"""Of three words and more nobody knows whether a blank was lost; a letter alone may be the begin of the next word."""
COMMA = re.compile(
    "(?<=[\u4e00-\u9fff)）])(?:[,.'`]$|[,.'`。](?=[\u4e00-\u9fff(（]))|^[-—,.'`·_~|:;。、](?=[\u4e00-\u9fff])"
)
"""A speck, beside characters whose commas are others, or before or between them."""
STRAY_FIRST = re.compile(r"^[-_.·'`][A-Za-z0-9][\w.\-]*@")
"""A speck before an address."""
OPENING, CLOSING = "（([【〔", "）)]】〕"


def with_dashes(lines: tuple[RecognisedLine, ...]) -> tuple[RecognisedLine, ...]:
    """The lines, each 一 that must be a dash by its neighbours made a dash, in the text and in the probabilities; no
    dash is a 一 there either."""
    whole = "".join(line.text for line in lines)
    if not set(whole) & {ONE, DASH} or len(whole) < LEAST_LENGTH:
        return lines
    return _renamed_where(lines, lambda at: whole[at] in (ONE, DASH) and _is_dash(whole, at), (ONE, DASH))


def with_town(lines: tuple[RecognisedLine, ...]) -> tuple[RecognisedLine, ...]:
    """The lines, the town of 亳州 put right whose first character is read as a commoner one; no town is named so."""
    whole = "".join(line.text for line in lines)
    if NO_TOWN not in whole:
        return lines
    return _renamed_where(lines, lambda at: whole.startswith(NO_TOWN, at), (NO_TOWN[0], TOWN[0]))


def _renamed_where(
    lines: tuple[RecognisedLine, ...], is_place: Callable[[int], bool], names: tuple[str, str]
) -> tuple[RecognisedLine, ...]:
    """The lines with one character made another in those places of their whole text."""
    out, start = [], 0
    for line in lines:
        places = [at for at in range(len(line.text)) if is_place(start + at)]
        out.append(renamed_at(line, places, *names) if places else line)
        start += len(line.text)
    return tuple(out)


def is_doubtful(text: str, blanks_are_plain: bool = False) -> bool:
    """Whether it holds characters that look alike in print and are not settled by their neighbours; or Latin words of
    which nobody knows where one ends, unless the gaps between their letters say so (`blanks_are_plain`)."""
    joined = "".join(text.split())
    is_foreign = "·" in joined and len(joined) >= LEAST_FOREIGN and FOREIGN.fullmatch(joined.translate(DOT_SHAPES))
    if is_foreign:
        text, joined = text.translate(DOT_SHAPES), joined.translate(DOT_SHAPES)
    if doubtful_places([joined]) or not all(map(_ends_well, ADDRESS.findall(joined))):
        return True
    if SHORT_WITH_DOT.fullmatch(joined) or PARTED_NAME.search(joined if "@" in joined else text) or NO_TOWN in joined:
        return True
    if simplified(joined) != joined:  # a worn 黄 is read as 黃
        return True
    lines = WRAPPED.sub("", DOT_AT_END.sub("", text) if is_foreign else text).splitlines()
    if "@" not in joined and not blanks_are_plain and (LATIN_NAME.search(text) or LONE_LETTER.search(text)):
        return True
    if any(map(ODD_DASH.search, lines)):
        return True
    if ODD_DASH.search(joined) or COMMA.search(joined) or _lacks_a_bracket(joined) or STRAY_FIRST.search(joined):
        return True
    return "@" not in joined and (any(MIXED.search(word) for word in text.split()) or bool(BROKEN_WORD.search(text)))


def _lacks_a_bracket(text: str) -> bool:
    """Whether one was lost, or a stroke was taken for one."""
    return sum(text.count(one) for one in OPENING) != sum(text.count(one) for one in CLOSING)


def _ends_well(address: str) -> bool:
    """Whether nothing can have been cut off: a domain's last part is one of few."""
    return address.rpartition(".")[2].lower() in ENDINGS


def doubtful_places(lines: Sequence[str]) -> set[tuple[int, int]]:
    """Where, by line and character, an address holds look-alikes that their neighbours do not settle."""
    return _places(lines, _doubtful_within)


def places_in_no_word(lines: Sequence[str]) -> set[tuple[int, int]]:
    """Where an address holds look-alikes among digits, in no name: any of them may be a capital."""
    return _places(lines, _in_no_word)


def _places(lines: Sequence[str], within: Callable[[re.Match[str]], Iterator[int]]) -> set[tuple[int, int]]:
    places = [(number, at) for number, line in enumerate(lines) for at, one in enumerate(line) if not one.isspace()]
    joined = "".join(lines[number][at] for number, at in places)
    return {places[at] for found in ADDRESS.finditer(joined) for at in within(found)}


def without_settled(text: str, places: Collection[int]) -> str:
    """The text with characters that nobody doubts in these places, for `is_doubtful`."""
    return "".join(_UNDOUBTED.get(one, one) if at in places else one for at, one in enumerate(text))


def _doubtful_within(found: re.Match[str]) -> Iterator[int]:
    """The places, in the text that was searched, of one address."""
    address = HOUSEHOLD.sub(_masked, WORD_WITH_L.sub(_masked, WORD_WITH_I.sub(_masked, found.group())))
    for part in DOUBTFUL.finditer(address):
        yield from (found.start() + at for at in range(*part.span()) if address[at] in LOOK_ALIKES)
    for part in DIGITS_FIRST.finditer(address):
        yield from (found.start() + at for at in (part.start(), part.end() - 1) if address[at] in LOOK_ALIKES)
    local = _without_first_capital(address.partition("@")[0])
    doubted = ("1lI" if CAPITAL.search(local) else "") + ("0Oo" if INNER_CAPITAL.search(local) else "")
    yield from (found.start() + at for at, one in enumerate(local) if one in doubted)
    yield from _in_no_word(found)
    for part in re.finditer(r"[A-Za-z0-9]+", address):
        if len(re.findall(r"[A-Za-z]+|[0-9]+", part.group())) > MOST_TURNS + 1:
            yield from (found.start() + at for at in range(*part.span()) if address[at] in "1lI0O")


def _in_no_word(found: re.Match[str]) -> Iterator[int]:
    """The places of letters that look like others, in a part that holds digits too and in which no name is spelt."""
    for part in re.finditer(r"[A-Za-z0-9]*[0-9][A-Za-z0-9]*", found.group().partition("@")[0]):
        for run in re.finditer(r"[A-Za-z]+", part.group()):
            if not is_pinyin(run.group()[:1].lower() + run.group()[1:]):
                start = found.start() + part.start() + run.start()
                yield from (start + at for at, one in enumerate(run.group()) if one in LOOK_ALIKES)


def _without_first_capital(local: str) -> str:
    """Less the capital with which a word processor begins a line, and which makes no other likelier."""
    word = FIRST_WORD.match(local)
    return local[:1].lower() + local[1:] if word and is_pinyin(word.group().lower()) else local


def _masked(word: re.Match[str]) -> str:
    return "#" * len(word.group())


def has_rival(views: Iterable[RecognisedLine]) -> bool:
    """Whether the recogniser wavers between two letters or digits, other than the look-alikes and a letter's cases."""
    return any(
        _is_rival(max(step, key=step.__getitem__), other)
        for view in views
        for step in view.lattice.steps
        for other, chance in step.items()
        if chance >= RIVAL
    )


def _is_rival(best: str, other: str) -> bool:
    if not (best.isascii() and other.isascii() and best.isalnum() and other.isalnum()):
        return False
    return best.lower() != other.lower() and not {best, other} <= LOOK_ALIKES


def has_odd_line(lines: Sequence[str]) -> bool:
    """Whether one of several lines is a lone stroke or dot: a wrapped 一 or dash, or the trace of a fold.

    In a column so narrow that each character stands on a line of its own, 一 before 级 is a 一.
    """
    told = [line.strip() for line in lines]
    column = RANK.sub("#", "".join(told)) if len(told) > 2 and all(len(line) == 1 for line in told) else ""
    return len(told) > 1 and any(line in STROKES for line in column or told)


def _is_dash(whole: str, at: int) -> bool:
    before, after = whole[:at].rstrip(), whole[at + 1 :].lstrip()
    return bool(before) and bool(after) and before[-1] not in BEFORE_ONE and not AFTER_ONE.match(after)


def renamed_at(line: RecognisedLine, places: list[int], old: str, new: str) -> RecognisedLine:
    """The line whose characters in these places, and what was seen near them as such, are another."""
    text, steps = list(line.text), list(line.lattice.steps)
    for place in places:
        text[place] = new
        middle = round(line.positions[place] * len(steps))
        for index in range(max(0, middle - NEIGHBOURHOOD), min(len(steps), middle + NEIGHBOURHOOD + 1)):
            steps[index] = renamed(steps[index], lambda one: new if one == old else one)
    return replace(line, text="".join(text), lattice=Lattice(tuple(steps), line.lattice.floor))
