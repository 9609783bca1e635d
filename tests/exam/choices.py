"""How the unit's type and the account question are answered: by typed marks, by pen, or not at all.

In: Dice and the right option. Out: Choice: the cell's text with mark letters, pen strokes to come, the truth.
Elsewhere: the look of marks (`tests.exam.ticks`).
"""

from dataclasses import dataclass

from tests.exam.dice import Dice
from tests.exam.ticks import CHECKED, CROSSED, EMPTY, FILLED, HEAVY, THIN, TICK
from tests.exam.truth import OPTIONS

TYPED = {"☑": CHECKED, "√": TICK, "■": FILLED, "☒": CROSSED, "✔": HEAVY, "✓": THIN}
WAYS = {
    "☑": 27, "√": 19, "■": 5, "☒": 4, "✔": 3, "✓": 3, "after": 5, "after_only": 2, "both": 3,
    "pen_tick": 16, "pen_cross": 3, "pen_ring": 0.5, "only": 3, "only_boxed": 0.3, "only_ticked": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One printed option."""

    option: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The answered options. `pens` are pairs (option, way) for the pen."""

    lines: tuple[Line, ...]
    ticked: frozenset[str]
    pens: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    joiner: str = "\n"

    @property
    def text(self) -> str:
        """The cell's text."""
        return self.joiner.join(line.text for line in self.lines)


def a_choice(dice: Dice, right: str) -> Choice:
    """The type cell. One form in twenty ticks none or too many."""
    count = dice.weighted({1: 95, 0: 2.5, 2: 2, 3: 0.5})
    others = [option for option in OPTIONS if option != right]
    chosen = [] if count == 0 else [right, *dice.sample(others, count - 1)]
    way = dice.weighted(WAYS)
    if count != 1 and way.startswith("only"):
        way = "☑"
    kept = [right] if way.startswith("only") else list(OPTIONS)
    gap = dice.weighted({"": 75, " ": 20, "　": 5})
    lines = tuple(Line(option, line(option, way if option in chosen else "", gap)) for option in kept)
    pens = tuple((option, pen(dice, way)) for option in chosen) if way.startswith("pen") else ()
    ways = (
        "tick_" + {"☑": "checked", "√": "sqrt", "■": "filled", "☒": "crossed", "✔": "heavy", "✓": "thin"}.get(way, way),
    )
    joiner = dice.weighted({"\n": 95, "  ": 5}) if len(lines) > 1 else "\n"
    tags = (
        *(ways if chosen else ()),
        *((f"ticked_{count}",) if count != 1 else ()),
        *(("inline_options",) if joiner != "\n" else ()),
    )
    return Choice(lines, frozenset(chosen), pens, tags, joiner)


def pen(dice: Dice, way: str) -> str:
    return way if way != "pen_tick" or dice.chance(0.85) else "pen_tick_beside"


def line(option: str, way: str, gap: str) -> str:
    if way in TYPED:
        return TYPED[way] + gap + option
    return {
        "after": f"{EMPTY}{gap}{option} {TICK}",
        "after_only": f"{EMPTY}{gap}{option}{TICK}",
        "both": f"{TICK}{EMPTY}{gap}{option}",
        "only": option,
        "only_boxed": f"{EMPTY}{gap}{option}",
        "only_ticked": f"{CHECKED}{gap}{option}",
    }.get(way, f"{EMPTY}{gap}{option}")


def an_account(dice: Dice, typed: str, answer: object) -> Choice:
    """The account cell: the word as typed, or (rarely) a pair of boxes."""
    if answer is None or not dice.chance(0.05):
        return Choice((Line("account", typed),), frozenset())
    mark = dice.pick((CHECKED, TICK, FILLED))
    yes, no = (mark, EMPTY) if answer else (EMPTY, mark)
    return Choice(
        (Line("是", f"{yes}是"), Line("否", f"{no}否")), frozenset(), (), ("account_boxes",), dice.pick(("\n", "  "))
    )
