"""The program as it sits the exam: a drawn page goes in as a scanned page would, its answers come out in normal form.

In: ExamPage. Out: Answer; how a Word value and a seal's name are judged. Loads its models once in each process.
Elsewhere: comparing with the truth (`tests.exam.marking`).
"""

import math
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from parsers.document import Document, Seal
from parsers.form import ExtractedForm, Field, find_forms
from parsers.layout import FormLayout
from parsers.scan.page import PageImage
from parsers.scan.reader import read_pages
from parsers.scan.recogniser import Recogniser
from rules.agreement import Side, comparison, verdicts
from rules.annex1 import layout
from rules.desk import Desk
from rules.notice import load_notice
from rules.registry import load_registry
from rules.seal_owner import is_sealed_by, seal_belongs
from rules.sides import listed_names, names_of, sides_of, unit_of
from rules.values_department import parts_of
from tests.exam.truth import ExamPage

Judged = Literal["same", "differs", "unsure"]
DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """One field in normal form."""

    normal: str | bool | None
    certainty: float
    read: bool
    """Read with certainty."""
    certain: bool
    """Read with certainty, and the rules do not doubt it: this would be stored."""
    fault: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program says about one page."""

    found: bool
    seconds: float
    fields: Mapping[str, FieldAnswer]
    ticked: frozenset[str] | None
    ticks_certainty: float
    seals: tuple[Seal, ...]
    form: ExtractedForm | None
    failure: str = ""
    """Set where the program raised, which it never may."""


@cache
def the_desk() -> Desk:
    """The notice whose form is drawn and the lists of units."""
    notice = load_notice((DATA / "notices" / "2022-74.toml").read_text("utf-8"))
    lists = {path.name: path.read_text("utf-8") for path in (DATA / "registry").glob("*.csv")}
    return Desk(notice, load_registry(lists, notice))


@cache
def the_layout() -> FormLayout:
    """Annex 1 as the readers look for it."""
    return layout(the_desk().notice)


@cache
def the_engine(threads: int = 1) -> Recogniser:
    """The models, once in each process."""
    return Recogniser(threads)


def sit(page: ExamPage) -> Answer:
    """Reads the page; only the reading is timed."""
    the_layout(), the_engine()
    start = time.perf_counter()
    try:
        document = _read(page)
    except Exception as error:  # one page must not end the exam; it is counted as a failure
        told = "".join(traceback.format_exception(error)[-2:])
        return Answer(False, time.perf_counter() - start, {}, None, 0.0, (), None, told)
    seconds = time.perf_counter() - start
    forms = find_forms(document, the_layout())
    return _answer(document, forms[0] if forms else None, seconds)


def _read(page: ExamPage) -> Document:
    images = [PageImage(number, image) for number, image in enumerate(page.pages, 1)]
    return read_pages(images, the_layout(), the_engine())


def _answer(document: Document, form: ExtractedForm | None, seconds: float) -> Answer:
    seals = document.seals
    if form is None:
        return Answer(False, seconds, {}, None, 0.0, seals, None)
    sides = sides_of(form, the_desk())
    fields = {key: _in_normal_form(side) for key, side in sides.items()}
    kind = form.fields["unit_type"]
    ticked = frozenset(kind.ticked) if kind.ticked is not None else None
    return Answer(True, seconds, fields, ticked, kind.certainty, seals, form)


def _in_normal_form(side: Side) -> FieldAnswer:
    certain = side.certain and side.value.fault != "doubtful"
    return FieldAnswer(side.value.normal, side.field.certainty, side.certain, certain, side.value.fault)


def word_version(page: ExamPage) -> dict[str, str]:
    """What the Word version of the same form says in its text fields."""
    return {key: page.typed[key] for key in page.fields if key != "unit_type"}


def judge(key: str, word: Mapping[str, str], answer: Answer) -> tuple[Judged, float]:
    """Whether the scan says in this field what the Word version says, and the recogniser's ratio for it."""
    if answer.form is None:
        return "unsure", math.nan
    typed, scanned = sides_of(_typed(word), the_desk()), sides_of(answer.form, the_desk())
    match = unit_of(_typed(word), the_desk())
    names = listed_names(typed["unit_name"].value, match)
    sealed = is_sealed_by(answer.seals, names, the_desk().registry)
    lattice = scanned[key].field.lattice
    return verdicts(typed, scanned, names, sealed)[key], lattice.ratio(word[key]) if lattice else math.nan


def _typed(word: Mapping[str, str]) -> ExtractedForm:
    return ExtractedForm({name: Field(text) for name, text in word.items()} | {"unit_type": Field("")})


def same_value(key: str, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two Word versions mean the same in this field: then a change was none."""
    sides = [sides_of(_typed(word), the_desk())[key] for word in (one, other)]
    return comparison(key, sides[0].value) == comparison(key, sides[1].value)


def judge_seal(seal: Seal, page: ExamPage) -> Judged:
    """Whether the seal's name is that of the unit that the Word version names."""
    typed = _typed(word_version(page))
    sides, match = sides_of(typed, the_desk()), unit_of(typed, the_desk())
    parts = parts_of(str(sides["unit_department"].value.normal or ""))
    names = tuple(dict.fromkeys((*names_of(sides["unit_name"].value, match), *parts)))
    belongs = seal_belongs(seal, [name for name in names if name], the_desk().registry)
    return "unsure" if belongs is None else "same" if belongs else "differs"
