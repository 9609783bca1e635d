"""Sums of many marked pages: the figures, the table, and which of them must hold.

In: PageMarks. Out: Figures by tag, lines of a table, failures. Elsewhere: marking (`tests.exam.marking`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rich.table import Table

from tests.exam.marking import Mark, PageMarks

Share = tuple[int, int]
"""So many of so many."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report. `must`: what has to hold, None where nothing is asked."""

    name: str
    value: float
    of: int
    unit: str = "%"
    must: Callable[[float], bool] | None = None
    wanted: str = ""

    @property
    def failed(self) -> bool:
        """True where a must does not hold."""
        return self.must is not None and self.of > 0 and not self.must(self.value)


def _percent(name: str, share: Share, least: float | None = None) -> Figure:
    part, whole = share
    value = 100.0 * part / whole if whole else 0.0
    if least is None:
        return Figure(name, value, whole)
    return Figure(name, value, whole, "%", lambda v: v >= least, f"≥ {least:g}")


def _none(name: str, count: int, of: int) -> Figure:
    return Figure(name, count, of, "", lambda v: v == 0, "0")


def _share(marks: Iterable[bool]) -> Share:
    counted = Counter(marks)
    return counted[True], counted[True] + counted[False]


def figures(pages: Sequence[PageMarks]) -> list[Figure]:
    """Everything that the exam shows."""
    return [*_reading(pages), *_ticks(pages), *_seals(pages), *_agreement(pages), *_speed(pages)]


def _reading(pages: Sequence[PageMarks]) -> list[Figure]:
    marks = [mark for page in pages for mark in page.fields]
    sure = [_sure(mark) for mark in marks]
    return [
        _percent("form found", _share(page.found for page in pages)),
        _none("pages on which the program raised", sum(bool(page.failure) for page in pages), len(pages)),
        _none("wrong and certain values", sum(mark.wrong for mark in marks), len(marks)),
        _percent("fields read with certainty", _share(sure), 97),
        _percent("fields right, certain or not", _share(mark.right for mark in marks)),
        *(
            _percent(f"  {key}", _share(m.read_surely and m.right for m in marks if m.key == key))
            for key in _keys(pages)
        ),
    ]


def _sure(mark: Mark) -> bool:
    return mark.read_surely and mark.right


def _keys(pages: Sequence[PageMarks]) -> list[str]:
    return list(dict.fromkeys(mark.key for page in pages for mark in page.fields))


def _ticks(pages: Sequence[PageMarks]) -> list[Figure]:
    ticks = [page.ticks for page in pages if page.found]
    return [
        _percent("tick set exact", _share(mark.right for mark in ticks), 99.5),
        _percent("tick set exact and certain", _share(mark.right and mark.certain for mark in ticks)),
        _none("tick set wrong and certain", sum(mark.wrong for mark in ticks), len(ticks)),
    ]


def _seals(pages: Sequence[PageMarks]) -> list[Figure]:
    colour = [page.seal for page in pages if page.colour]
    stamped, bare = [s for s in colour if s.stamped], [s for s in colour if not s.stamped]
    grey = [page.seal for page in pages if not page.colour and page.seal.stamped]
    named = [s for s in stamped if s.found and s.owner in ("own", "alias")]
    other = [s for s in stamped if s.found and s.owner == "other"]
    return [
        _percent("seal found (colour)", _share(s.found for s in stamped), 99.5),
        _percent("seal not even suspected (colour)", _share(not s.suspected for s in stamped)),
        _none("seal found on unstamped pages", sum(s.found for s in bare), len(bare)),
        _percent("seal suspected on unstamped pages", _share(s.suspected for s in bare)),
        _percent("seal found (grey, black-and-white)", _share(s.found for s in grey)),
        _percent("seal name same or alias", _share(s.name == "same" for s in named), 85),
        _none("seal name differs though same", sum(s.name == "differs" for s in named), len(named)),
        _none("another unit's seal taken for own", sum(s.name == "same" for s in other), len(other)),
        _percent("another unit's seal noticed", _share(s.name == "differs" for s in other)),
    ]


def _agreement(pages: Sequence[PageMarks]) -> list[Figure]:
    pairs = [pair for page in pages for pair in page.pairs]
    equal, changed = [p for p in pairs if not p.changed], [p for p in pairs if p.changed]
    return [
        _none("changed values accepted as same", sum(p.judged == "same" for p in changed), len(changed)),
        _percent("changed values judged to differ", _share(p.judged == "differs" for p in changed)),
        _percent("equal values judged same", _share(p.judged == "same" for p in equal), 98),
        _none("equal values judged to differ", sum(p.judged == "differs" for p in equal), len(equal)),
    ]


def _speed(pages: Sequence[PageMarks]) -> list[Figure]:
    times = sorted(page.seconds for page in pages)
    if not times:
        return []
    return [
        Figure("seconds a page, median", times[len(times) // 2], len(times), "s"),
        Figure("seconds a page, 95 of 100", times[int(len(times) * 0.95)], len(times), "s"),
    ]


def overview(shown: Sequence[Figure]) -> Table:
    """The table of the exam."""
    table = Table(title="exam")
    for heading, side in (("", "left"), ("value", "right"), ("of", "right"), ("must", "right"), ("", "left")):
        table.add_column(heading, justify=side)  # type: ignore[arg-type]
    for figure in shown:
        value = f"{figure.value:.2f} {figure.unit}" if figure.unit else f"{figure.value:g}"
        verdict = "" if figure.must is None else "[red]FAILED[/]" if figure.failed else "[green]ok[/]"
        table.add_row(figure.name, value, str(figure.of), figure.wanted, verdict)
    return table


BY_TAG = (
    "fields read with certainty",
    "wrong and certain values",
    "tick set exact",
    "seal found (colour)",
    "seal name same or alias",
    "equal values judged same",
)


def by_tag(pages: Sequence[PageMarks], least: int = 5) -> Table:
    """The chief figures for the pages of each tag, worst first."""
    table = Table(title="by tag")
    for heading in ("tag", "pages", *BY_TAG):
        table.add_column(heading, justify="left" if heading == "tag" else "right", max_width=12)
    counts = Counter(tag for page in pages for tag in page.tags)
    rows = []
    for tag, count in counts.items():
        if count >= least:
            shown = {figure.name: figure for figure in figures([page for page in pages if tag in page.tags])}
            rows.append((shown[BY_TAG[0]].value, tag, count, [_short(shown[name]) for name in BY_TAG]))
    for _, tag, count, cells in sorted(rows):
        table.add_row(tag, str(count), *cells)
    return table


def _short(figure: Figure) -> str:
    if not figure.of:
        return "–"
    return f"{figure.value:.1f}" if figure.unit else f"{figure.value:g}"
