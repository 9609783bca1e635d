"""Names that a misspelt name may mean; offered to a person, never taken by itself.

In: a folded name, folded names with the units they stand for. Out: at most three units' names, nearest first.
Elsewhere: exact matching (`rules.registry`).
"""

from collections.abc import Iterable, Mapping

MOST = 3
SHORTEST_PIECE = 4
"""From this length on, a name inside the other (with a department, a branch, without 中国) counts as near."""
_SWAPS = (("学学会", "学会"), ("中华", "中国"), ("国际", "中国"), ("像", "象"))


def nearest(key: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Names within the distance that a name of this length allows, and names that lie within the key or it in them."""
    ranked = [*_alike(key, names), *_within(key, names), *_near(key, names)]
    return tuple(dict.fromkeys(names[name] for name in ranked))[:MOST]


def longest_beginning(key: str, names: Iterable[str]) -> str:
    """The longest of these names with which the key begins; "" where there is none."""
    return max((name for name in names if key.startswith(name)), key=len, default="")


def ends_with_one(key: str, names: Iterable[str]) -> bool:
    """Whether the key is one of these names with something before it."""
    return any(len(name) >= SHORTEST_PIECE and key.endswith(name) for name in names)


def allowed_distance(key: str) -> int:
    """Short names of societies are close neighbours (notes on units): one slip at most, and three in the longest."""
    return 1 if len(key) <= 7 else 2 if len(key) <= 12 else 3


def _alike(key: str, names: Mapping[str, str]) -> list[str]:
    """Equal but for what people swap most."""
    return [name for name in names if _swapped(name) == _swapped(key)]


def _within(key: str, names: Mapping[str, str]) -> list[str]:
    longer = [name for name in names if len(name) >= SHORTEST_PIECE and (key.startswith(name) or key.endswith(name))]
    shorter = [name for name in names if len(key) >= SHORTEST_PIECE and name.endswith(key)]
    return sorted(longer, key=len, reverse=True) + sorted(shorter, key=len)


def _near(key: str, names: Mapping[str, str]) -> list[str]:
    # Only a name that no list has comes here; everything else starts sooner without it.
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    cutoff = allowed_distance(key)
    hits = process.extract(key, list(names), scorer=DamerauLevenshtein.distance, score_cutoff=cutoff, limit=4 * MOST)
    return [hit[0] for hit in hits]


def _swapped(name: str) -> str:
    for one, other in _SWAPS:
        name = name.replace(one, other)
    return name
