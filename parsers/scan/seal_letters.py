"""Letters on seals in one spelling: the reader of lines takes a worn 学 for 學, and seals abroad do bear 學.

In: a Lattice. Out: the same in simplified characters.
Elsewhere: the characters (`parsers.traditional`), widths, dashes, brackets (`parsers.lattice.folded`).
"""

import math

from parsers.lattice import Lattice
from parsers.traditional import simplified


def simplified_lattice(lattice: Lattice) -> Lattice:
    """The lattice in which a traditional character counts as its simplified one."""
    return Lattice(tuple(_step(step) for step in lattice.steps), lattice.floor)


def _step(step: dict[str, float]) -> dict[str, float]:
    if simplified("".join(step)) == "".join(step):
        return step
    chances: dict[str, float] = {}
    for character, logarithm in step.items():
        plain = simplified(character)
        chances[plain] = chances.get(plain, 0.0) + math.exp(logarithm)
    return {character: round(math.log(min(1.0, chance)), 3) for character, chance in chances.items()}
