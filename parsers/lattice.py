"""How well a text explains a picture of text, by the recogniser's own probabilities (CTC).

In: per-step log probabilities of characters, as a line recogniser gives them. Out: Lattice, a compact picklable value
that can score any text later, without the picture and without the model.
Elsewhere: the recogniser (`parsers.scan.recogniser`), thresholds for same/differs (`rules.agreement`).
"""

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from parsers.traditional import is_simplified, simplified

BLANK = ""
IMPOSSIBLE = -1e9
SMALL = 1e-100
BLANK_ALONE = -0.005
"""A step whose blank has at least this logarithm and no rival says nothing but "a gap"."""

_DASHES = "‐‑‒–—―−─━﹘﹣－"
_DOTS = "•‧∙⋅･・"
_ALIKE = (
    {ord(dash): "-" for dash in _DASHES}
    | {ord(dot): "·" for dot in _DOTS}
    | {ord(quote): '"' for quote in "“”„〝〞＂"}
    | {ord(quote): "'" for quote in "‘’‚＇`´"}
)
_IN_OLDER_TEXTS = frozenset("会国学台里准余于后沈斗并")
"""Newer forms that texts in older forms hold too, or Japanese ones."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """CTC steps of one cell or line: for each time step the characters that had any noticeable probability.

    `steps[t]` maps a character to its natural-log probability; the blank is "". Characters not listed have at most
    `floor`. Lines of one cell are joined along time. Full and half width, kinds of dash, quote and middle dot count as
    one character, and white space as nothing, both in the steps and in the text that is asked about.
    """

    steps: tuple[dict[str, float], ...]
    floor: float = -12.0

    def log_probability(self, text: str, shapes: Mapping[int, str] | None = None) -> float:
        """Natural-log CTC probability of exactly `text` (0 = certain). `shapes`: as for `ratio_in_shapes`."""
        steps, told = _folded_steps(self.steps), folded(text)
        if shapes:
            steps, told = _merged(steps, shapes), told.translate(shapes)
        return _forward(steps, told, self.floor)

    def ratio(self, text: str) -> float:
        """`log_probability(text)` less that of the best reading: 0 where the picture says exactly this."""
        steps = _folded_steps(self.steps)
        wanted, best = folded(text), _best(steps)
        if wanted == best:
            return 0.0
        return min(0.0, _forward(steps, wanted, self.floor) - _forward(steps, best, self.floor))

    def ratio_in_shapes(self, text: str, shapes: Mapping[int, str]) -> float:
        """`ratio`, where characters that `shapes` (as of `str.maketrans`) makes one count as one: look-alikes."""
        steps = _merged(_folded_steps(self.steps), shapes)
        wanted, best = folded(text).translate(shapes), _best(steps)
        if wanted == best:
            return 0.0
        return min(0.0, _forward(steps, wanted, self.floor) - _forward(steps, best, self.floor))

    def best(self) -> str:
        """The best reading, folded."""
        return _best(_folded_steps(self.steps))


def joined(lattices: Iterable[Lattice]) -> Lattice:
    """Lines of one cell as one text."""
    steps: list[dict[str, float]] = []
    for lattice in lattices:
        steps += [{BLANK: 0.0}] if steps else []
        steps += lattice.steps
    return Lattice(tuple(steps))


def compact(lattice: Lattice) -> Lattice:
    """Without repeated steps that say nothing but "a gap": one gap parts two characters as well as ten do."""
    kept: list[dict[str, float]] = []
    for step in lattice.steps:
        if not (_is_gap(step) and kept and _is_gap(kept[-1])):
            kept.append(step)
    return Lattice(tuple(kept), lattice.floor)


def renamed(step: dict[str, float], name: Callable[[str], str]) -> dict[str, float]:
    """A step whose characters are others by name; those that become one have their chances together."""
    if all(name(one) == one for one in step):
        return step
    chances: dict[str, float] = {}
    for one, logarithm in step.items():
        chances[name(one)] = chances.get(name(one), 0.0) + math.exp(logarithm)
    return {one: round(min(0.0, math.log(chance)), 2) for one, chance in chances.items()}


def stands_in_order(part: str, whole: str) -> bool:
    """Whether the whole has all characters of the part, in their order."""
    rest = iter(whole)
    return all(one in rest for one in part)


def in_newer_forms(text: str) -> str:
    """A text in newer forms, with the older forms put right that the recogniser now and then sees in some typefaces.

    Names of units abroad may be written in older forms throughout, and 協 is Japanese beside 会.
    """
    if not any(is_simplified(character) and character not in _IN_OLDER_TEXTS for character in text):
        return text
    return "".join(c if c == "協" else simplified(c) for c in text)


def folded(text: str) -> str:
    """The characters of a text that count as evidence, each in one spelling."""
    return "".join(folded_character(character) for character in text)


@lru_cache(maxsize=32_768)
def folded_character(character: str) -> str:
    """One character in the spelling that stands for all like it; "" for white space."""
    plain = unicodedata.normalize("NFKC", character.translate(_ALIKE)).translate(_ALIKE)
    plain = simplified("".join(plain.split()))
    return plain if len(plain) <= 1 else character


def _merged(steps: Sequence[dict[str, float]], shapes: Mapping[int, str]) -> list[dict[str, float]]:
    out = []
    for step in steps:
        chances: dict[str, float] = {}
        for character, chance in step.items():
            shape = character.translate(shapes)
            chances[shape] = chances.get(shape, 0.0) + chance
        out.append(chances)
    return out


def _is_gap(step: dict[str, float]) -> bool:
    return step.get(BLANK, IMPOSSIBLE) >= BLANK_ALONE and len(step) == 1


def _folded_steps(steps: Sequence[dict[str, float]]) -> list[dict[str, float]]:
    """Probabilities (not logarithms) of folded characters."""
    out = []
    for step in steps:
        chances: dict[str, float] = {}
        for character, logarithm in step.items():
            key = folded_character(character)
            chances[key] = chances.get(key, 0.0) + math.exp(logarithm)
        out.append(chances)
    return out


def _best(steps: Sequence[dict[str, float]]) -> str:
    text, before = [], BLANK
    for step in steps:
        character = max(step, key=step.__getitem__, default=BLANK)
        if character != before:
            text.append(character)
        before = character
    return "".join(text)


def _forward(steps: Sequence[dict[str, float]], text: str, floor: float) -> float:
    """CTC forward pass, in probabilities that are rescaled before they get too small to count."""
    if not steps:
        return 0.0 if not text else IMPOSSIBLE
    unlisted = math.exp(floor)
    states = [BLANK, *(part for character in text for part in (character, BLANK))]
    emitted = np.array([[step.get(state, unlisted) for state in states] for step in steps])
    skips = [float(state not in (BLANK, before)) for before, state in zip(states, states[2:], strict=False)]
    may_skip = np.array(skips)
    mass = np.zeros(len(states))
    mass[:2] = emitted[0, :2]
    logarithm = 0.0
    for chances in emitted[1:]:
        moved = mass.copy()
        moved[1:] += mass[:-1]
        moved[2:] += may_skip * mass[:-2]
        mass = moved * chances
        total = mass.sum()
        if total < SMALL:
            if total <= 0:
                return IMPOSSIBLE
            mass /= total
            logarithm += math.log(total)
    arrived = mass[-2:].sum()
    return logarithm + math.log(arrived) if arrived > 0 else IMPOSSIBLE
