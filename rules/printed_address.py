"""An e-mail address as typed, and the picture of a printed one: 1, l and I, 0 and O look alike in many typefaces.

In: an address as typed, the Lattice of the print. Out: how well the picture shows it; whether it may show another.
Elsewhere: which look-alikes a word settles (`rules.look_alikes`), what follows (`rules.agreement`).
"""

from collections.abc import Iterator, Mapping

from parsers.lattice import Lattice
from rules.email_domain import is_large
from rules.folding import comparable, without_blanks
from rules.look_alikes import is_settled

GROUPS = ("1lI", "0Oo")
ONE_SHAPE: Mapping[int, str] = {ord(one): "1" for one in "lI|"} | {ord("O"): "0"}
IN_LOWER_CASE: Mapping[int, str] = {ord(one): "l" for one in "I|"} | {ord("O"): "o"}

PLAINLY_OTHER = -6.0
"""Log ratio below which a print shows another of the look-alikes, whatever the word says."""
CANNOT_TELL, CANNOT_TELL_CAPITALS = -2.0, -5.0
"""So much less likely than the address as typed (a log ratio) may another be that the print shows as well; the second
of an address with capitals, of which I has the very shape of l."""


def ratio_in_its_case(typed: str, lattice: Lattice) -> float:
    """The log ratio for this address; of one in lower case, a capital I that is seen is an l."""
    address = _bare(typed)
    return lattice.ratio_in_shapes(address, IN_LOWER_CASE) if address.islower() else lattice.ratio(address)


def misprints(typed: str) -> Iterator[str]:
    """An address at a domain that everybody knows, as some typefaces print it: with an l like a 1, an o like a 0."""
    local, at, domain = _bare(typed).rpartition("@")
    for one, other in (("l", "1"), ("o", "0")) if is_large(domain) else ():
        for place in (place for place, letter in enumerate(domain) if letter == one):
            yield f"{local}{at}{domain[:place]}{other}{domain[place + 1 :]}"


def may_be_another(typed: str, lattice: Lattice | None) -> bool:
    """Whether the print shows the same address with one look-alike for another as well, and no word settles which."""
    address = _bare(typed)
    if lattice is None or is_settled(address):
        return False
    least = ratio_in_its_case(typed, lattice) + (CANNOT_TELL if address.islower() else CANNOT_TELL_CAPITALS)
    return any(lattice.ratio(other) > least for other in _others(address))


def differs_in_look_alikes_only(typed: str, lattice: Lattice, least: float) -> bool:
    """Where a typeface prints l as 1, a word is still a word. `least`: log ratio from which on shapes are the same."""
    return is_settled(_bare(typed)) and has_its_shapes(typed, lattice, least)


def has_its_shapes(typed: str, lattice: Lattice, least: float) -> bool:
    """Whether the print shows this address, or one that differs from it in look-alikes."""
    return lattice.ratio_in_shapes(_bare(typed), ONE_SHAPE) >= least


def _others(address: str) -> Iterator[str]:
    """With one look-alike changed; nobody has one capital among small letters only."""
    for at, one in enumerate(address):
        for other in (other for group in GROUPS if one in group for other in group if other != one):
            if not (other.isupper() and address.islower()):
                yield address[:at] + other + address[at + 1 :]


def _bare(typed: str) -> str:
    return without_blanks(comparable(typed))
