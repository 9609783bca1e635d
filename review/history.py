"""What happened to a case: every step in order, and what each version of the form changed.

In: Stored. Out: steps and versions in words. Pure. Elsewhere: who writes steps down (`data`).
"""

from dataclasses import dataclass

from data.review_case import Row, Stored
from review.words import LETTERS, event_words, label_of, moment_of, value_words
from rules.finding import FIELDS


@dataclass(frozen=True, slots=True)
class Step:
    """One step: when, who, what."""

    at: str
    who: str
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that one version has otherwise than the one before."""

    about: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One message of the case, and what it changed."""

    row: Row
    changes: tuple[Change, ...]
    is_first: bool


def timeline(stored: Stored, masked: bool) -> list[Step]:
    """Every step, oldest first; `masked`: without what people wrote."""
    message = stored.message
    steps = [
        Step(message["received_at"] or message["arrived_at"], "来信人", f"来信：{message['subject'] or '（无主题）'}")
    ]
    checks = {row["id"]: row for row in stored.checks}
    for event in stored.events:
        who = "程序" if event["actor"] == "program" else event["actor"]
        steps.append(Step(event["at"], who, event_words(event["what"], _told(event, masked)), _values(event, checks)))
    steps += [
        Step(row["created_at"], "程序", f"写好{LETTERS.get(row['kind'], row['kind'])}，等待发送")
        for row in stored.answers
    ]
    return sorted(steps, key=lambda step: _sortable(step.at))


def _told(event: Row, masked: bool) -> str:
    """What of the detail may be shown: which field, which outcome, but no words or file names of people."""
    plain = event["what"] in ("settled", "assigned") or event["what"].startswith("check")
    return event["detail"] if plain or not masked else ""


def versions(stored: Stored) -> list[VersionView]:
    """Every message of the case, oldest first, with what it says otherwise than the one before."""
    found: list[VersionView] = []
    before: dict[str, object] = {}
    for place, row in enumerate(stored.thread):
        record = row["record"] or {}
        changes = (
            Change(key, label_of(key), value_words(before.get(key)), value_words(record[key]))
            for key in FIELDS
            if key in record and before and record[key] != before.get(key)
        )
        found.append(VersionView(row, tuple(changes), place == 0))
        before = record or before
    return found


def _values(event: Row, checks: dict[int, Row]) -> str:
    number = event["detail"].partition("#")[2]
    row = checks.get(int(number)) if number.isdigit() and event["what"] == "check corrected" else None
    return f"{value_words(row['was']) or '（空）'} → {value_words(row['value'])}" if row else ""


def _sortable(at: str) -> str:
    found = moment_of(at)
    return found.isoformat() if found else ""
