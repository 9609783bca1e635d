"""Today's page and the list: what needs a person first, then everything, filtered, searched, sorted, exported.

In: a Visit. Out: pages, or a workbook of what is filtered. Elsewhere: the queries (`data.review_items`,
`data.review_today`), figures as pictures (`review.charts`).
"""

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlencode

from starlette.responses import Response

from data.review_edits import happened
from data.review_export import workbook
from data.review_items import PAGE, SORTS, Wanted, listed, numbers_of, problem_counts
from data.review_people import people
from data.review_today import (
    answers_waiting,
    attention,
    daily_counts,
    last_poll,
    newest_moment,
    outcome_counts_now,
)
from data.review_units import UnitState, handed_in_by_unit
from review.charts import Coverage, bars, deadline_x, tiles
from review.done import just_done
from review.visit import Visit, back_to
from review.words import ANSWERS, BEIJING, OUTCOMES
from rules.desk import Desk

SORT_WORDS = {"newest": "最新在前", "oldest": "最早在前", "unit": "按单位", "person": "按负责人"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PROVINCIAL = "shengji_kexie.csv"


def show_today(visit: Visit) -> Response:
    """What needs a person, then counts and charts."""
    desk, database = visit.place.tools().desk, visit.database
    states = handed_in_by_unit(database)
    last_day = (desk.notice.deadline.late_from - timedelta(seconds=1)).astimezone(BEIJING).date()
    daily = daily_counts(database)
    found = bars(daily, last_day)
    provincial = next((kind for kind in desk.notice.unit_types if kind.registry == PROVINCIAL), None)
    return visit.page(
        "today.html",
        waiting=attention(database, visit.now),
        polled=last_poll(database),
        counts=outcome_counts_now(database),
        unsent=answers_waiting(database),
        newest=newest_moment(database),
        bars=found,
        not_shown=sum(count for _, count in daily) - sum(bar.count for bar in found),
        deadline=last_day,
        deadline_x=deadline_x(found, last_day),
        coverage=_coverage(desk, states),
        tiles=tiles([u.name for u in desk.registry.of_kind(provincial.name)], states) if provincial else (),
        done=just_done(visit),
    )


def show_list(visit: Visit) -> Response:
    """The list, a page at a time."""
    wanted = wanted_of(visit)
    rows, total = listed(visit.database, wanted)
    only = wanted.words and total == 1 and wanted.page == 1 and visit.asked("go") == "1"
    if only:
        return back_to(f"/case/{rows[0]['message']}")
    return visit.page(
        "list.html",
        rows=rows,
        total=total,
        wanted=wanted,
        pages=max(1, -(-total // PAGE)),
        problems=problem_counts(visit.database),
        types=visit.place.tools().desk.notice.options,
        people=[person.name for person in people(visit.database)],
        answers={"open": "没有送到的"} | {name: ANSWERS[name] for name in ("pending", "sent", "bounced")},
        sorts={name: SORT_WORDS[name] for name in SORTS},
        since=visit.asked("since"),
        until=visit.asked("until"),
        address=lambda **changes: _address(visit, changes),
    )


def export_list(visit: Visit) -> Response:
    """What is filtered, as a workbook."""
    numbers = numbers_of(visit.database, wanted_of(visit))
    octets = workbook(visit.database, numbers, OUTCOMES)
    happened(visit.database, visit.hand(), "exported", f"{len(numbers)}件")
    headers = {"Content-Disposition": 'attachment; filename="haizhi.xlsx"'}
    return Response(octets, media_type=XLSX, headers=headers)


def wanted_of(visit: Visit) -> Wanted:
    """What the address asks for; what makes no sense counts as not asked."""
    page = visit.asked("page")
    wanted = Wanted(
        outcome=visit.asked("outcome"),
        unit_type=visit.asked("type"),
        problem=visit.asked("problem"),
        since=_day(visit.asked("since"), 0),
        before=_day(visit.asked("until"), 1),
        assigned=visit.asked("assigned"),
        answer=visit.asked("answer"),
        words=visit.asked("q"),
        unit=visit.asked("unit"),
        every_version=visit.asked("all") == "1",
        sort=visit.asked("sort") or "newest",
        page=int(page) if page.isdigit() and len(page) < 7 else 1,
    )
    return replace(wanted, masked=visit.masked)


def _day(text: str, later: int) -> str:
    """The beginning of a day in Beijing, `later` days on, in UTC."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return ""
    try:
        day = datetime.fromisoformat(text).date() + timedelta(days=later)
    except (ValueError, OverflowError):
        return ""
    return f"{datetime.combine(day, time(), BEIJING).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _address(visit: Visit, changes: dict[str, object]) -> str:
    asked = dict(visit.request.query_params) | {name: str(value) for name, value in changes.items()}
    asked = {name: value for name, value in asked.items() if value and name != "go"}
    return "?" + urlencode(asked)


def _coverage(desk: Desk, states: dict[str, UnitState]) -> list[Coverage]:
    found = []
    kinds = {unit.name: unit.kind for unit in desk.registry.units.values()}
    for kind in desk.notice.unit_types:
        # A listed unit is of its own type, whatever its form ticks.
        outcomes = [outcome for unit, (outcome, _, of) in states.items() if kinds.get(unit, of) == kind.name]
        accepted = outcomes.count("accepted")
        known = len(desk.registry.of_kind(kind.name)) if kind.closed else 0
        found.append(Coverage(kind.name, accepted, len(outcomes) - accepted, known))
    return found
