"""Whose seal is it: of one of these names, of another known unit, or cannot it be told.

In: Seal, names, Registry. Out: yes, no, None. Elsewhere: comparing letters (`parsers.scan.seal_name`), what follows
(`rules.checks_seal`, `rules.judged`).
"""

from collections.abc import Iterable, Sequence

from parsers.document import CERTAIN, Seal
from parsers.scan.seal_name import compare_name
from rules.folding import unit_key
from rules.registry import Registry


def seal_belongs(seal: Seal, names: Sequence[str], registry: Registry) -> bool | None:
    """Whether the seal is of one of these names; None where it cannot be told."""
    own = {unit_key(name) for name in names}
    others = [key for key in registry.units if key not in own]
    return {"same": True, "differs": False, "unreadable": None}[compare_name(seal, names, others)]


def is_sealed_by(seals: Iterable[Seal], names: Sequence[str], registry: Registry, least: float = CERTAIN) -> bool:
    """Whether one of them is surely a seal (by `least`) and bears one of these names."""
    return any(seal.certainty >= least and seal_belongs(seal, names, registry) is True for seal in seals)
