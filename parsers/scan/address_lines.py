"""The lines of a cell that holds an e-mail address, read as no other text is: without accents, capitals in the domain,
and strokes that are no letters.

In: the lines of one cell as read. Out: the same lines, or fewer. Elsewhere: look-alikes (`honesty`, `look_alikes`).
"""

import math
import unicodedata
from dataclasses import replace
from functools import partial

from parsers.lattice import Lattice, renamed
from parsers.scan.cell_text import ReadLine
from parsers.scan.recogniser import RecognisedLine

AT = "@"
CAPITALS = {"I": "l", "O": "o"}
"""What they are in a domain of small letters; all others are only larger."""


def as_address(lines: tuple[ReadLine, ...]) -> tuple[ReadLine, ...]:
    """The lines of an address; lines of anything else as they are."""
    if not any(AT in line.reading.text for line in lines):
        return lines
    kept = [line for line in lines if len(line.reading.text.strip()) > 1 or line.reading.text.strip().isascii()]
    kept = [line for line in kept if line.reading.text.strip()]
    domain = "".join(line.reading.text for line in kept).partition(AT)[2]
    is_small = sum(map(str.islower, domain)) > sum(map(str.isupper, domain))
    out, begun = [], False
    for line in kept:
        start = _domain_start(line.reading, begun) if is_small else math.inf
        again = _plain(line.again, start) if line.again else None
        out.append(replace(line, reading=_plain(line.reading, start), again=again))
        begun = begun or AT in line.reading.text
    return tuple(out)


def _domain_start(reading: RecognisedLine, begun: bool) -> float:
    """From where on, as a share of the line, the domain stands."""
    at = reading.text.find(AT)
    return reading.positions[at] if at >= 0 else 0.0 if begun else math.inf


def _plain(view: RecognisedLine, start: float) -> RecognisedLine:
    text = "".join(_letter(one, place >= start) for one, place in zip(view.text, view.positions, strict=True))
    inside = start * len(view.lattice.steps)
    steps = (renamed(step, partial(_letter, in_domain=at >= inside)) for at, step in enumerate(view.lattice.steps))
    return replace(view, text=text, lattice=Lattice(tuple(steps), view.lattice.floor))


def _letter(one: str, in_domain: bool) -> str:
    if in_domain and one in CAPITALS:
        return CAPITALS[one]
    base = unicodedata.normalize("NFD", one)[:1]
    letter = base if base.isascii() and base.isalpha() else one
    return letter.lower() if in_domain else letter
