"""Invented people and what they write into the form, with the normal form beside each value.

In: Dice. Out: Entry. Units are public organisations of the registry, or invented; the people are invented.
Elsewhere: numbers and addresses (`contacts`), word lists (`vocabulary`), how the page looks (`layout`).
"""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.exam.contacts import a_phone, an_email
from tests.exam.dice import Dice
from tests.exam.truth import OPTIONS
from tests.exam.vocabulary import (
    CARRIERS,
    CITIES,
    FIELDS_OF_STUDY,
    FOREIGN,
    GIVEN,
    MINORITY,
    POSITIONS,
    RARE_GIVEN,
    RARE_SURNAMES,
    SECTIONS,
    SURNAMES,
    TRICKY_GIVEN,
)

REGISTRY = Path(__file__).parents[2] / "data" / "registry"
FILES = {
    "全国学会": "quanguo_xuehui.csv",
    "省级科协": "shengji_kexie.csv",
    "国家海外人才离岸创新创业基地": "lian_jidi.csv",
    "中国科协海智计划工作基地": "haizhi_gongzuo_jidi.csv",
    "海外科技团体": "haiwai_tuanti.csv",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that may recommend. `name` is the full name."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What one office writes: `typed` as on paper, `normal` as the contract wants it, for every field but the ticks."""

    unit: Unit
    typed: dict[str, str]
    normal: dict[str, str | bool | None]
    tags: tuple[str, ...] = field(default=())


@cache
def units(kind: str) -> tuple[Unit, ...]:
    """The known units of one type."""
    if kind not in FILES:
        return tuple(Unit(f"中国科协海智计划海外创新创业基地（{place}）", kind) for place in _places())
    rows = csv.DictReader((REGISTRY / FILES[kind]).open(encoding="utf-8"))
    return tuple(Unit(row["name"], kind, tuple(a for a in row["aliases"].split("|") if a)) for row in rows)


def _places() -> tuple[str, ...]:
    rows = csv.DictReader((REGISTRY / "haiwai_jidi_places.csv").open(encoding="utf-8"))
    return tuple(row["name"] for row in rows)


def a_unit(dice: Dice) -> Unit:
    """A unit; one in ten is invented so that no list can help the reader."""
    kind = dice.weighted(dict(zip(OPTIONS, (50, 14, 10, 12, 3, 11), strict=True)))
    if kind == "全国学会" and dice.chance(0.2):
        kind_of_body = dice.pick(("", "工程", "科学", "技术")) + dice.pick(("学会", "协会", "研究会"))
        return Unit(f"中国{dice.pick(FIELDS_OF_STUDY)}{kind_of_body}", kind)
    return dice.pick(units(kind))


def an_entry(dice: Dice) -> Entry:
    """One filled-in form."""
    unit = a_unit(dice)
    written = dice.pick(unit.aliases) if unit.aliases and dice.chance(0.15) else unit.name
    name, name_normal = a_name(dice, unit.kind)
    department, department_normal = a_department(dice, unit)
    phone, phone_normal = a_phone(dice, abroad=unit.kind == "海外科技团体" and dice.chance(0.7))
    email = an_email(dice, f"{unit.name}{name}")
    position = dice.pick(POSITIONS)
    answer, account = dice.weighted(
        {
            ("是", True): 52,
            ("否", False): 30,
            ("已开通", True): 7,
            ("未开通", False): 8,
            ("有", True): 1,
            ("无", False): 2,
        }
    )
    typed = {
        "unit_name": written, "name": name, "unit_department": department, "position": position,
        "mobile": phone, "email": email, "has_account": answer,
    }  # fmt: skip
    normal: dict[str, str | bool | None] = {**typed, "name": name_normal, "unit_department": department_normal}
    normal |= {"mobile": phone_normal, "has_account": account}
    return with_gaps(dice, Entry(unit, typed, normal, tags_of(name_normal, phone_normal)))


def tags_of(name: str, phone: str) -> tuple[str, ...]:
    """What is unusual about these values."""
    found = {
        "name_tricky": any(c in TRICKY_GIVEN for c in name),
        "name_rare": any(c in RARE_GIVEN for c in name),
        "name_dot": "·" in name,
    }
    found |= {"name_foreign": name[0].isascii(), "phone_foreign": phone.startswith("+")}
    return tuple(tag for tag, here in found.items() if here)


def with_gaps(dice: Dice, entry: Entry) -> Entry:
    """One form in fifty leaves a field empty, one in eighty leaves the samples in place of the department."""
    if dice.chance(0.0125):
        gap = {"unit_department": ""}
        return Entry(
            entry.unit,
            entry.typed | gap,
            entry.normal | {"unit_department": None},
            (*entry.tags, "samples_only"),
        )
    if not dice.chance(0.02):
        return entry
    key = dice.pick(list(entry.typed))
    return Entry(entry.unit, entry.typed | {key: ""}, entry.normal | {key: None}, (*entry.tags, "field_empty"))


def a_name(dice: Dice, kind: str) -> tuple[str, str]:
    """A name as typed and in normal form."""
    if kind == "海外科技团体" and dice.chance(0.3):
        name = dice.pick(FOREIGN)
        return name, name
    if dice.chance(0.03):
        name = dice.pick(MINORITY)
        return name.replace("·", dice.pick("··•‧")), name
    surname = dice.pick(RARE_SURNAMES) if dice.chance(0.06 * dice.oddity) else dice.pick(SURNAMES)
    letters = [_given(dice) for _ in range(1 if dice.chance(0.25) else 2)]
    name = surname + "".join(letters)
    typed = f"{name[0]}{dice.pick(('  ', ' ', '　'))}{name[1]}" if len(name) == 2 and dice.chance(0.25) else name
    return typed, name


def _given(dice: Dice) -> str:
    """Where values are odd one name in eight or so holds a character that readers find hard; in life one in thirty."""
    return dice.pick(dice.weighted({GIVEN: 91, RARE_GIVEN: 6 * dice.oddity, TRICKY_GIVEN: 3 * dice.oddity}))


def a_department(dice: Dice, unit: Unit) -> tuple[str, str]:
    """Unit and department as typed and in normal form (parts joined by one hyphen)."""
    parts = [dice.pick(unit.aliases) if unit.aliases and dice.chance(0.3) else unit.name]
    if unit.kind in OPTIONS[2:4]:
        city = dice.pick(CITIES)
        parts.append(city + ("市" if dice.chance(0.4) else "") + dice.pick(CARRIERS))
    if unit.kind != "海外科技团体" or dice.chance(0.4):
        parts.append(dice.pick(SECTIONS))
    parts = [part.replace("-", "") for part in parts]
    dash = dice.weighted({"-": 84, "－": 4, "—": 5, "–": 2, " - ": 3, "——": 2})
    return dash.join(parts), "-".join(parts)
