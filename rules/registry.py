"""The known units: which one a name means, of what type it is, and what it may be instead.

In: rows of the unit lists (CSV text), the notice's types. Out: Registry, and a Match for a name as written.
Elsewhere: reading the files (`haizhi.lists`), what follows from a match (`rules.checks_unit`).
A name is never corrected: a look-alike gives a hint, a near name gives a suggestion, and a person decides.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from parsers.traditional import simplified
from rules.folding import unit_key
from rules.notice import Notice, UnitType
from rules.suggestions import ends_with_one, longest_beginning, nearest

_IN_BRACKETS = re.compile(r"([^()]+)\(([^()]+)\)")
_LAST_PART = re.compile(r"^([^()\-]+)-([^()\-]+)$")
"""A base's place behind a dash instead of in brackets."""

Status = Literal["listed", "pattern", "unknown"]
"""`listed`: a unit of the lists; `pattern`: written as units of one type are, but in no list."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of a list."""

    name: str
    kind: str
    """Its type, as printed on the form."""
    aliases: tuple[str, ...] = ()
    tag: str = ""
    """How sure the name is: A printed so in a source, B, C by wording or pattern only; or another word."""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all its other forms."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Match:
    """What a name as written comes to."""

    key: str
    """Canonical name of a known unit, else the folded name."""
    status: Status
    kind: str | None = None
    """Type of the unit, where list or pattern tells it."""
    unit: Unit | None = None
    hint: str = ""
    """Plain Chinese, for staff: what it probably is instead."""
    suggestions: tuple[str, ...] = ()
    """At most three listed names that look like it."""


@dataclass(frozen=True, slots=True)
class Registry:
    """All lists in memory."""

    notice: Notice
    units: Mapping[str, Unit]
    """By every folded name and alias."""
    cores: Mapping[tuple[str, str], Unit]
    """By type and the words that tell a base from others of its type."""
    hints: Mapping[str, str] = field(default_factory=dict)
    """Sentence by folded name of a unit that is not eligible."""

    def find(self, name: str) -> Match:
        """The unit of this name; exact names and aliases first, then ways of writing, never a mere resemblance."""
        key = unit_key(name)
        unit = self.units.get(key) or self._named_twice(key)
        if unit:
            return Match(unit.name, "listed", unit.kind, unit)
        bracketed = _LAST_PART.sub(r"\1(\2)", key)
        if bracketed != key and self.find(bracketed).status == "listed":
            return self.find(bracketed)
        kind = self._kind_by_pattern(key)
        unit = self.cores.get((kind.name, core_of(key, kind))) if kind else None
        if unit:
            return Match(unit.name, "listed", unit.kind, unit)
        return Match(
            key, "pattern" if kind else "unknown", kind.name if kind else None, None, *self._instead(key, kind)
        )

    def of_kind(self, kind: str) -> tuple[Unit, ...]:
        """All known units of one type, each once, in the order of its list."""
        return tuple({unit.name: unit for unit in self.units.values() if unit.kind == kind}.values())

    def with_name(self, name: str, unit: Unit) -> "Registry":
        """The lists in which this name means this unit too, in every way of writing that its type knows."""
        kind = self.notice.unit_type(unit.kind)
        core = core_of(unit_key(name), kind) if kind and kind.core_drops else ""
        # What already tells another unit is not taken from it.
        cores = {(unit.kind, core): unit, **self.cores} if len(core) > 1 else self.cores
        return replace(self, units={**self.units, unit_key(name): unit}, cores=cores)

    def _named_twice(self, key: str) -> Unit | None:
        """The unit that has both names: the one in brackets and the one before it."""
        names = _IN_BRACKETS.fullmatch(key)
        unit = self.units.get(names[1]) if names else None
        return unit if names and unit and self.units.get(names[2]) == unit else None

    def _kind_by_pattern(self, key: str) -> UnitType | None:
        return next((kind for kind in self.notice.unit_types if any(re.search(p, key) for p in kind.patterns)), None)

    def _instead(self, key: str, kind: UnitType | None) -> tuple[str, tuple[str, ...]]:
        # Suggested only: societies of the same name in traditional characters exist elsewhere.
        key = simplified(key)
        if kind:
            cores = {core: unit.name for (name, core), unit in self.cores.items() if name == kind.name}
            return "", nearest(core_of(key, kind), cores)
        names = {folded: unit.name for folded, unit in self.units.items()}
        hint = self._hint_by_name(key, len(longest_beginning(key, names))) or self._hint_by_pattern(key)
        return hint, () if hint else nearest(key, names)

    def _hint_by_name(self, key: str, longer_than: int) -> str:
        """A unit that may not recommend, perhaps with its department, unless a listed unit says more of the key."""
        found = max((name for name in self.hints if key.startswith(name)), key=len, default="")
        return self.hints[found] if len(found) > longer_than else ""

    def _hint_by_pattern(self, key: str) -> str:
        if ends_with_one(key, self.units):
            return ""
        patterns = (alike for alike in self.notice.look_alikes if alike.pattern)
        return next((alike.sentence for alike in patterns if re.search(alike.pattern, key)), "")


def core_of(key: str, kind: UnitType) -> str:
    """What is left of a base's folded name without the words that all bases of its type share."""
    for words in kind.core_drops:
        key = key.replace(words, "")
    return re.sub(r"[()\-·]", "", key)


def load_registry(files: Mapping[str, str], notice: Notice) -> Registry:
    """The lists that the notice names, from CSV text by file name.

    Raises KeyError where a list is missing, ValueError where a name stands in two lists.
    """
    rows = [(kind, unit) for kind in notice.unit_types for unit in _units(files[kind.registry], kind.name)]
    units: dict[str, Unit] = {}
    for name, unit in _names_first(unit for _, unit in rows):
        if units.setdefault(unit_key(name), unit) != unit:
            raise ValueError(f"{name} 同时是“{units[unit_key(name)].name}”和“{unit.name}”的名称")
    return Registry(notice, units, _cores(rows), _hints(files, notice))


def _names_first(units: Iterable[Unit]) -> Iterable[tuple[str, Unit]]:
    listed = tuple(units)
    yield from ((unit.name, unit) for unit in listed)
    yield from ((alias, unit) for unit in listed for alias in unit.aliases)


def _units(text: str, kind: str) -> Iterable[Unit]:
    for row in csv.DictReader(io.StringIO(text)):
        name = (row.get("name") or "").strip()
        if name:
            tag = re.match(r"\[(\w+)\]", row.get("note") or "")
            yield Unit(name, kind, _aliases(row), tag[1] if tag else "")


def _aliases(row: Mapping[str, str | None]) -> tuple[str, ...]:
    return tuple(alias.strip() for alias in (row.get("aliases") or "").split("|") if alias.strip())


def _cores(rows: Iterable[tuple[UnitType, Unit]]) -> dict[tuple[str, str], Unit]:
    """Only cores that tell one unit: a core that two units share tells none."""
    found: dict[tuple[str, str], set[Unit]] = {}
    for kind, unit in rows:
        for name in unit.names if kind.core_drops else ():
            found.setdefault((kind.name, core_of(unit_key(name), kind)), set()).add(unit)
    return {core: units.pop() for core, units in found.items() if len(units) == 1 and len(core[1]) > 1}


def _hints(files: Mapping[str, str], notice: Notice) -> dict[str, str]:
    listed = ((alike, files[alike.registry]) for alike in notice.look_alikes if alike.registry)
    return {
        unit_key(name): alike.sentence
        for alike, text in listed
        for row in csv.DictReader(io.StringIO(text))
        for name in (row["name"] or "", *_aliases(row))
        if name
    }
