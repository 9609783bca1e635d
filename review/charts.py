"""Figures as pictures: bars by day against the deadline, and the tile map of the provincial associations.

In: counts, units with what they came to. Out: places and sizes for the templates' SVG. Pure.
Elsewhere: counting (`data.review_today`), drawing (`review/templates/charts.html`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

CHART_WIDTH, CHART_HEIGHT = 640, 150
MOST_DAYS = 45
DAYS_AFTER = 20
"""So far past the deadline a chart goes that begins before it."""
TILE = 46
"""Width and height of a tile with its gap."""
# Column and row of each association as the provinces lie to one another; by the first characters of its name.
PLACES: Mapping[str, tuple[int, int]] = {
    "新疆生产建设兵团": (0, 2), "新疆维吾尔": (0, 1), "西藏": (0, 4), "青海": (1, 3), "甘肃": (2, 2), "内蒙古": (3, 1),
    "宁夏": (3, 2), "陕西": (3, 3), "四川": (2, 4), "重庆": (3, 4), "云南": (2, 6), "贵州": (3, 5), "广西": (3, 6),
    "黑龙江": (7, 0), "吉林": (7, 1), "辽宁": (6, 1), "北京": (4, 1), "天津": (5, 1), "河北": (5, 2), "山西": (4, 2),
    "山东": (6, 2), "河南": (4, 3), "江苏": (6, 3), "安徽": (5, 3), "上海": (7, 3), "湖北": (4, 4), "湖南": (4, 5),
    "江西": (5, 4), "浙江": (6, 4), "福建": (6, 5), "广东": (5, 5), "海南": (4, 7),
}  # fmt: skip
SHORT = {"新疆生产建设兵团": "兵团", "新疆维吾尔": "新疆"}
TILE_WORDS = {"accepted": "已登记", "waiting": "办理中", "": "未收到"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One day."""

    day: date
    count: int
    x: float
    y: float
    width: float
    height: float
    is_late: bool
    label: str
    """Day of the month, on some of the bars; else empty."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One association."""

    unit: str
    short: str
    state: str
    words: str
    message: int | None
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one type of unit has come."""

    kind: str
    accepted: int
    waiting: int
    known: int
    """How many units of the type are listed; 0 where no list is."""

    def share(self, number: int) -> float:
        """Per cent of the listed units, or of those that wrote."""
        return 100 * number / max(self.known, self.accepted + self.waiting, 1)


def bars(counts: Sequence[tuple[str, int]], deadline: date) -> tuple[Bar, ...]:
    """A bar for every day from the first to the last, at most the last MOST_DAYS."""
    if not counts:
        return ()
    by_day = {date.fromisoformat(day): count for day, count in counts}
    last = max(max(by_day), deadline)
    if min(by_day) <= deadline:
        last = min(last, deadline + timedelta(days=DAYS_AFTER))
    first = max(min(by_day), last - timedelta(days=MOST_DAYS - 1))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    most = max(by_day.get(day, 0) for day in days) or 1
    step = CHART_WIDTH / max(len(days), 12)
    every = max(1, len(days) // 12)
    found = []
    for place, day in enumerate(days):
        height = CHART_HEIGHT * by_day.get(day, 0) / most
        label = f"{day.month}/{day.day}" if place % every == 0 else ""
        late = day > deadline
        x, y = round(place * step, 1), round(CHART_HEIGHT - height, 1)
        found.append(Bar(day, by_day.get(day, 0), x, y, round(step * 0.72, 1), round(height, 1), late, label))
    return tuple(found)


def deadline_x(found: Sequence[Bar], deadline: date) -> float | None:
    """Where the line of the deadline stands; None where the chart does not reach it."""
    bar = next((bar for bar in found if bar.day == deadline), None)
    return round(bar.x + bar.width * 1.19, 1) if bar else None


def tiles(units: Sequence[str], states: Mapping[str, tuple[str, int, str]]) -> tuple[Tile, ...]:
    """A tile for every association that has a place."""
    found = []
    for unit in units:
        start = next((start for start in sorted(PLACES, key=len, reverse=True) if unit.startswith(start)), None)
        if start is None:
            continue
        outcome, message, _ = states.get(unit, ("", None, ""))
        state = outcome if outcome in ("accepted", "") else "waiting"
        column, row = PLACES[start]
        short = SHORT.get(start, start)
        found.append(Tile(unit, short, state, TILE_WORDS[state], message, column * TILE, row * TILE))
    return tuple(found)
