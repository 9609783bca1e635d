"""Marks one page: what the program read against what the page says.

In: ExamPage, Answer. Out: PageMarks: small, picklable. Elsewhere: reading (`tests.exam.candidate`), sums (`figures`).
"""

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from parsers.document import CERTAIN, Seal
from tests.exam.candidate import Answer, Judged, judge, judge_seal, same_value, word_version
from tests.exam.changes import one_changed
from tests.exam.dice import Dice
from tests.exam.truth import ExamPage

COMPARED = ("unit_name", "name", "unit_department", "position", "mobile", "email")
"""Fields whose text the Word version is compared with."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One field."""

    key: str
    truth: str
    read: str
    certain: bool
    right: bool
    certainty: float = 0.0
    fault: str = ""
    read_surely: bool = False
    """Read with certainty, whatever the rules make of it."""

    @property
    def wrong(self) -> bool:
        """Passed as certain and not what the page says: the error that must never be."""
        return self.certain and not self.right


@dataclass(frozen=True, slots=True)
class SealMark:
    """The page's seal. `found`: certain; `suspected`: certain or doubtful."""

    stamped: bool
    found: bool
    suspected: bool
    owner: str = ""
    name: Judged = "unsure"
    truth: str = ""
    read: str = ""
    certainty: float = 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A Word value, equal or with one changed character, judged against the scan."""

    key: str
    changed: bool
    word: str
    truth: str
    judged: Judged
    ratio: float
    certain: bool
    """Whether the field was read with certainty from the scan alone."""


@dataclass(frozen=True, slots=True)
class PageMarks:
    """One page, marked."""

    seed: int
    tags: frozenset[str]
    quality: Literal["ordinary", "hard"]
    colour: bool
    found: bool
    seconds: float
    fields: tuple[Mark, ...]
    ticks: Mark
    seal: SealMark
    pairs: tuple[Pair, ...]
    failure: str = ""

    @property
    def bad(self) -> bool:
        """Worth looking at: something is wrong, missed or merely doubtful."""
        doubt = not all(mark.certain and mark.right for mark in (*self.fields, self.ticks))
        return doubt or self.seal.stamped != self.seal.found or bool(self.silent)

    @property
    def silent(self) -> tuple[str, ...]:
        """The errors that nobody would notice, in words."""
        told = [f"the program raised: {self.failure}"] if self.failure else []
        told += [
            f"{m.key}: {m.truth!r} read {m.read!r} ({m.certainty:.3f})" for m in (*self.fields, self.ticks) if m.wrong
        ]
        told += [
            f"{p.key}: Word {p.word!r} passed for {p.truth!r} ({p.ratio:.2f})"
            for p in self.pairs
            if p.changed and p.judged == "same"
        ]
        if not self.seal.stamped and self.seal.found and self.colour:
            told.append(f"seal seen on an unstamped page ({self.seal.certainty:.2f})")
        if self.seal.found and self.seal.owner == "other" and self.seal.name == "same":
            told.append(f"seal of {self.seal.truth} taken for the unit's own: {self.seal.read}")
        if self.seal.found and self.seal.owner != "other" and self.seal.name == "differs":
            told.append(f"the unit's own seal, {self.seal.truth}, taken for another's: {self.seal.read}")
        return tuple(told)


def plain(value: str | bool | None) -> str:
    """As values are compared (contract, section 1): NFKC, no blanks between Han characters."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    text = unicodedata.normalize("NFKC", value).strip()
    return "".join(
        letter
        for place, letter in enumerate(text)
        if not (letter.isspace() and not (text[place - 1].isascii() and text[place + 1].isascii()))
    )


def mark(page: ExamPage, answer: Answer) -> PageMarks:
    """Marks the whole page."""
    fields = tuple(_field(page, answer, key) for key in page.fields)
    pairs = tuple(_pairs(page, answer)) if answer.found else ()
    ticks, seal = _ticks(page, answer), _seal(page, answer)
    return PageMarks(
        page.seed, page.tags, page.quality, page.colour, answer.found, answer.seconds, fields, ticks, seal, pairs,
        answer.failure,
    )  # fmt: skip


def _field(page: ExamPage, answer: Answer, key: str) -> Mark:
    truth, read = plain(page.fields[key]), answer.fields.get(key)
    if read is None:
        return Mark(key, truth, "", False, False)
    right = plain(read.normal) == truth
    if key == "unit_type" and truth == "":
        right = read.normal is None
    return Mark(key, truth, plain(read.normal), read.certain, right, read.certainty, read.fault, read.read)


def _ticks(page: ExamPage, answer: Answer) -> Mark:
    truth = "、".join(sorted(page.ticked))
    if answer.ticked is None:
        return Mark("ticks", truth, "?", False, False)
    read, sure = "、".join(sorted(answer.ticked)), answer.ticks_certainty >= CERTAIN
    return Mark("ticks", truth, read, sure, read == truth, answer.ticks_certainty, "", sure)


def _seal(page: ExamPage, answer: Answer) -> SealMark:
    best = max(answer.seals, key=lambda seal: seal.certainty, default=None)
    if not page.seals:
        sure = best.certainty if best else 0.0
        return SealMark(False, sure >= CERTAIN, best is not None, certainty=sure)
    truth = page.own_seal or page.seals[0]
    high, wide = page.image.shape[:2]
    moved = page.turn or "photo" in page.tags
    there = [seal for seal in answer.seals if _near(seal, truth.centre, truth.radius, (wide, high)) or moved]
    if moved and len(page.seals) > 1:
        there = of_unknown_place(there, [judge_seal(seal, page) for seal in there])
    best = max(there, key=lambda seal: seal.certainty, default=None)
    if best is None:
        return SealMark(True, False, False, truth.owner, "unsure", truth.name)
    judged = judge_seal(best, page)
    return SealMark(
        True, best.certainty >= CERTAIN, True, truth.owner, judged, truth.name, best.name or "", best.certainty
    )  # fmt: skip


def of_unknown_place(seals: Sequence[Seal], judged: Sequence[Judged]) -> list[Seal]:
    """Those that may be the one asked for: the unit's own where one is; all of them must speak against the unit before
    the rules believe it, so one that cannot be told is next."""
    for says in ("same", "unsure"):
        found = [seal for seal, one in zip(seals, judged, strict=True) if one == says]
        if found:
            return found
    return list(seals)


def _near(seal: Seal, centre: tuple[float, float], radius: float, size: tuple[int, int]) -> bool:
    """The upright page may be a little larger or smaller than the image, so places are compared as shares."""
    left, top, right, bottom = seal.where.box
    x, y = (left + right) / 2 * size[0], (top + bottom) / 2 * size[1]
    return math.hypot(x - centre[0], y - centre[1]) < radius * 1.2


def _pairs(page: ExamPage, answer: Answer) -> list[Pair]:
    """For each written field the Word version's own value, and one with a changed character."""
    dice, word = Dice(page.seed + 7_000_003), word_version(page)
    pairs = []
    for key in COMPARED:
        read = answer.fields.get(key)
        if not word[key] or read is None:
            continue
        for version in (word, _with_a_change(word, key, dice)):
            judged, ratio = judge(key, version, answer)
            pairs.append(Pair(key, version is not word, version[key], word[key], judged, ratio, read.certain))
    return pairs


def _with_a_change(word: Mapping[str, str], key: str, dice: Dice) -> Mapping[str, str]:
    """The Word version with one character of one field changed, so that the value is another one."""
    for _ in range(100):
        changed = {**word, key: one_changed(word[key], dice)}
        if not same_value(key, word, changed):
            return changed
    raise AssertionError(f"no change changes {word[key]}")
