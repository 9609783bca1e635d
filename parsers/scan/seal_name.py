"""Does the name on a seal speak for a unit, against it, or not at all.

In: a Seal as read, the names that may stand on it (the unit's names, its carrier's, its department's), the names of
other units. Out: SealSays.
Elsewhere: reading the seal (`seal_reading`), what follows (`rules`). The name corroborates; it never tells a unit.
Pure; needs neither the picture nor the reader.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from rapidfuzz.distance import Indel, Levenshtein

from parsers.document import Seal
from parsers.lattice import Lattice, folded
from parsers.traditional import simplified

SealSays = Literal["same", "differs", "unreadable"]

SAME_RATIO = -7.0
"""From this log probability on (against the best reading) the ring may well say the name. Measured on 300 made-up
seals: 96 % of the true names are above -8, the likest false ones (one letter changed) all below -10."""
SURE = 0.9
"""So certain a reading speaks against a unit by the letters that tell units apart."""
FAIRLY_SURE, UNLIKE = 0.4, 0.4
"""So certain a reading has hardly a letter wrong; it speaks against a name that it is this unlike altogether."""
IMPOSSIBLE_RATIO, UNLIKELY_RATIO = -18.0, -10.0
"""At most so likely is a name that the ring cannot say; the second where the ring says another unit's name."""
MOST_SLIPS = 0.25
"""Share of wrong letters up to which a reading is a name that it is nearest to."""
SHORT = 3
"""Names of no more letters (abbreviations) are near to everything."""
FEWEST_LETTERS, FEWEST_TELLING, FEWEST_WRONG = 4, 2, 2
MOST_SHARED = 0.2
"""Share of the telling letters that two names of different units may have in common."""

_ORDINARY = """
国际合作交流中心 科学技术协会 国际合作交流 国际合作 国际交流 对外联络 创新创业 海外人才 科学技术 海智计划
中国科协 工程学会 科学学会 技术学会 研究会 联合会 基金会 委员会 秘书处 办公室 专用章 自治区 离岸 海智 科协
学会 协会 业务 合同 外事 人事 国家 中国 中华 全国 计划 工作 基地 国际 合作 交流 科技 科学 技术 工程 大学 学院 中心
省 市 区 县 部 处 室 会 的 与
"""
"""Words that many units' names have; what is left of a name without them tells it from others."""
_WORDS = re.compile("|".join(sorted(_ORDINARY.split(), key=len, reverse=True)))
_MARKS = re.compile(r"[^\w]|_")


def compare_name(seal: Seal, names: Sequence[str], others: Sequence[str] = ()) -> SealSays:
    """`same`: one of the names stands on the ring, whole or as the part that tells it. `differs`: something else surely
    does. `unreadable`: neither is certain, which is no fault of the seal. `others` are names of known units."""
    wanted = [name for name in names if _key(name)]
    if not seal.name or not wanted:
        return "unreadable"
    another = _nearer(seal, wanted, others)
    if any(_says(seal, name) for name in wanted):
        return "unreadable" if another else "same"
    return "differs" if another or all(_is_another(seal, name) for name in wanted) else "unreadable"


def _nearer(seal: Seal, wanted: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the ring was read well and as the name of another unit: units may differ by one letter (河南, 湖南)."""
    read = _key(seal.name or "")
    if seal.name_certainty < SURE or not all(_impossible(seal.lattice, name, UNLIKELY_RATIO) for name in wanted):
        return False
    own = min(Levenshtein.distance(read, _key(name)) for name in wanted)
    keys = (key for name in others if len(key := _key(name)) > SHORT)
    other = min((Levenshtein.distance(read, key, score_cutoff=own) for key in keys), default=own)
    return other < own and other <= MOST_SLIPS * len(read) and not any(_key(name) in read for name in wanted)


def _says(seal: Seal, name: str) -> bool:
    read, wanted = _key(seal.name or ""), _key(name)
    if read == wanted or _likely(seal.lattice, name):
        return True
    if wanted in read:
        return len(wanted) >= FEWEST_LETTERS
    return read in wanted and len(_telling(read)) >= FEWEST_TELLING


def _likely(lattice: Lattice | None, name: str) -> bool:
    return lattice is not None and any(lattice.ratio(form) >= SAME_RATIO for form in _forms(name))


def _is_another(seal: Seal, name: str) -> bool:
    """Two names that share no letter that tells units apart, and of which the ring cannot say the second."""
    read, wanted = _key(seal.name or ""), _key(name)
    if seal.name_certainty < FAIRLY_SURE or len(read) < FEWEST_LETTERS or not _impossible(seal.lattice, name):
        return False
    if Indel.normalized_similarity(read, wanted) <= UNLIKE:
        return True
    one, other = _telling(read), _telling(wanted)
    if seal.name_certainty < SURE or min(len(one), len(other)) < FEWEST_TELLING:
        return False
    shared = sum((Counter(one) & Counter(other)).values())
    return shared <= MOST_SHARED * min(len(one), len(other)) and Levenshtein.distance(read, wanted) >= FEWEST_WRONG


def _impossible(lattice: Lattice | None, name: str, ratio: float = IMPOSSIBLE_RATIO) -> bool:
    return lattice is None or all(lattice.ratio(form) <= ratio for form in _forms(name))


def _forms(name: str) -> Iterator[str]:
    """The name as it may be engraved: with its brackets and without."""
    plain = simplified(folded(name)).translate(str.maketrans("【〔[】〕]", "((()))"))
    yield plain
    bare = plain.replace("(", "").replace(")", "")
    if bare != plain:
        yield bare


def _key(name: str) -> str:
    """Letters and digits only, in one spelling."""
    return _MARKS.sub("", simplified(folded(name))).casefold()


def _telling(key: str) -> str:
    return _WORDS.sub("", key)
