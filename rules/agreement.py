"""Does the PDF version say what the WORD version says? Field by field: same, differs, or cannot be told.

In: two fields with their values. Out: Verdict. ★ The thresholds for "the scan says this" are here and nowhere else.
Typed against typed compares normal forms; typed against scan asks the recogniser's own probabilities.
Elsewhere: values (`rules.values*`), what a verdict leads to (`rules.checks_versions`).
"""

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from parsers.document import CERTAIN
from parsers.form import Field
from parsers.lattice import Lattice, folded, stands_in_order
from rules.folding import DASHES, comparable, middle_dots, without_blanks
from rules.printed_address import (
    PLAINLY_OTHER,
    differs_in_look_alikes_only,
    has_its_shapes,
    may_be_another,
    misprints,
    ratio_in_its_case,
)
from rules.unit_line import HARDLY_READ, Shown, begins_with_one, is_named_again
from rules.values import Value, is_nothing

SAME_AT_LEAST = -0.69
"""Log ratio from which on a scan says exactly this text: half as likely as the best reading. Of 9,000 changed texts
none of Chinese characters came as high; one came to -0.96."""
DIFFERS_AT_MOST = -8.0
"""Log ratio up to which a scan says something else (measured: no equal text falls as low)."""

LONGEST_LABEL = 16
_PRINTED_BEFORE = re.compile(
    r"(?:[推荐单位名称全加盖公章印处]|\W)*(?:[^推荐单位名称全加盖公章印处](?:[推荐单位名称全加盖公章印处]|\W)+)?(?<=[称:)章])"
)
"""The label with （盖章）, of which one character may be misread."""
_PRINTED_AFTER = re.compile(r"[(\[【]?[单位加盖公章印处]{0,6}[)\]】]?[\W_1Il丨一二]{0,2}")
"""（盖章） or a part of it, and specks."""

_SPECKS = re.compile(r"(?:[^\w〓]|[_A-Za-z\d]){0,5}")
TRACES = {
    "name": _SPECKS,
    "unit_department": _SPECKS,
    "position": _SPECKS,
    "mobile": re.compile(r"[^\d+]{0,6}1?[^\d+]?"),
}
"""By field: what no value begins or ends with; a rule beside a number is read as 1. 〓 is a character unread."""
_GOES_ON = re.compile(r"[A-Za-z]{2}")
"""A letter beside a value that begins or ends with one is the value's own."""

MAINLAND, RULE_READ = re.compile(r"1[3-9]\d{9}"), re.compile(r"\d")
"""A number of that many digits has no other beside it; of another nobody knows how many it has."""
_LONE_DASH = re.compile("(?<=[\u4e00-\u9fff])-(?=[部处科室组](?:-|$))")

CHOICES = ("unit_type", "has_account")

Verdict = Literal["same", "differs", "unsure"]


@dataclass(frozen=True, slots=True)
class Side:
    """A field of one version, with its value."""

    field: Field
    value: Value
    scanned: bool = False

    @property
    def certain(self) -> bool:
        """True where it was read with certainty."""
        return self.field.certainty >= CERTAIN and self.field.text is not None

    @property
    def text(self) -> str:
        """As it stands, "" where there is no such cell."""
        return self.field.text or ""


def verdicts(
    word: Mapping[str, Side], pdf: Mapping[str, Side], names: Collection[str] = (), sealed: bool = False
) -> dict[str, Verdict]:
    """Field by field; both hold all eight. `names`: every name of the unit that the WORD version names; `sealed`: a
    seal on the PDF bears one of them."""
    found = {key: agreement(key, word[key], pdf[key]) for key in word}
    if pdf["unit_name"].scanned:
        found["unit_name"] = _unit_on_its_line(found, (word, pdf), names, sealed)
    return found


def _unit_on_its_line(
    found: Mapping[str, Verdict],
    versions: tuple[Mapping[str, Side], Mapping[str, Side]],
    names: Collection[str],
    sealed: bool,
) -> Verdict:
    """The verdict on the unit's name, which the form wants stamped over: 单位-部门 speaks for what a stamp hides."""
    word, pdf = versions
    typed, line = str(word["unit_name"].value.normal or ""), pdf["unit_name"]
    department = str(word["unit_department"].value.normal or "")
    if found["unit_name"] == "unsure" and found["unit_department"] == "same":
        shown = Shown(line.text, line.field.certainty, sealed)
        return "same" if is_named_again(typed, names, department, shown) else "unsure"
    if found["unit_name"] == "same" and line.field.certainty < HARDLY_READ:
        return "same" if begins_with_one(department, (typed, *names)) else "unsure"
    return found["unit_name"]


def agreement(key: str, word: Side, pdf: Side) -> Verdict:
    """Whether the PDF's field says what the WORD version's says."""
    if key in CHOICES:
        return _chosen(key, word, pdf)
    return _written(key, word, pdf)


def _chosen(key: str, word: Side, pdf: Side) -> Verdict:
    if word.value.fault == pdf.value.fault and word.value.normal == pdf.value.normal:
        return "unsure" if word.value.fault == "doubtful" else "same"
    if pdf.scanned and word.field.ticked is None and pdf.field.ticked is None and _scan(key, word, pdf) == "same":
        return "same"
    told = not word.value.fault and not pdf.value.fault and pdf.field.certainty >= CERTAIN
    return "differs" if told and word.field.certainty >= CERTAIN else "unsure"


def _written(key: str, word: Side, pdf: Side) -> Verdict:
    if is_nothing(word.text) and is_nothing(pdf.text):
        return "same" if pdf.certain else "unsure"
    if comparison(key, word.value) == comparison(key, pdf.value) and word.text and pdf.text:
        return "unsure" if pdf.scanned and key == "email" and may_be_another(word.text, pdf.field.lattice) else "same"
    if pdf.scanned:
        return _scan(key, word, pdf)
    return "differs" if word.certain and pdf.certain else "unsure"


def comparison(key: str, value: Value) -> str:
    """What of a written value counts when two are compared; look-alike letters count."""
    text = comparable(str(value.normal or ""))
    if key == "unit_department":
        # A hyphen that stands for a typed blank in one version is gone with the line's end in the other.
        return _LONE_DASH.sub("一", text).replace("-", "").replace("·", "")
    if key == "email":
        local, at, domain = text.rpartition("@")
        return local + at + domain.lower()
    return text


def _scan(key: str, word: Side, pdf: Side) -> Verdict:
    if pdf.field.lattice is None or not word.text:
        return "unsure"
    ratio = how_well(key, pdf.field, (word.text, str(word.value.normal or "")))
    if key == "email":
        shown = [_printed_address(way, pdf.field.lattice) for way in misprints(word.text)]
        verdict = "same" if "same" in shown else _printed_address(word.text, pdf.field.lattice, ratio)
        if verdict:
            return verdict
    if key != "email" and ratio >= SAME_AT_LEAST:
        return "same"
    before, after = _beside(pdf.field)
    understood = folded(pdf.field.lattice.best()) == before + folded(pdf.text) + after
    told = understood and word.certain and pdf.certain and bool(pdf.text) and not _is_cut_or_joined(key, word, pdf)
    return "differs" if told and ratio <= DIFFERS_AT_MOST else "unsure"


def _printed_address(typed: str, lattice: Lattice, ratio: float = -math.inf) -> Verdict | None:
    """Whether the print shows this address, and no other that looks like it; None where it shows another."""
    if max(ratio, ratio_in_its_case(typed, lattice)) >= SAME_AT_LEAST:
        return "unsure" if may_be_another(typed, lattice) else "same"
    if ratio > PLAINLY_OTHER and differs_in_look_alikes_only(typed, lattice, SAME_AT_LEAST):
        return "same"
    return "unsure" if has_its_shapes(typed, lattice, SAME_AT_LEAST) else None


def _is_cut_or_joined(key: str, word: Side, pdf: Side) -> bool:
    """Whether the scan's text only lacks characters or has more: it was cut or joined when it was read, more likely."""
    one, other = comparable(word.text), comparable(pdf.text)
    return key != "position" and (stands_in_order(one, other) or stands_in_order(other, one))


def how_well(key: str, field: Field, texts: Iterable[str]) -> float:
    """The log ratio with which the picture of a field explains the best of these texts; 0: it says exactly this."""
    lattice = field.lattice
    if lattice is None:
        return -math.inf
    texts = tuple(texts)
    around = [("", ""), _beside(field), *(_printed_around(lattice) if key == "unit_name" else ())]
    around += _traces_around(key, lattice, texts)
    return max(
        (
            lattice.ratio(before + printed + after)
            for printed in _printings(key, texts)
            for before, after in dict.fromkeys(around)
        ),
        default=-math.inf,
    )


def _beside(field: Field) -> tuple[str, str]:
    """What the picture shows before and after the value as it was read: samples, labels."""
    value = folded(field.text or "")
    best = folded(field.lattice.best()) if field.lattice else ""
    if not value or best.count(value) != 1:
        return "", ""
    before, _, after = best.partition(value)
    return before, after


def _traces_around(key: str, lattice: Lattice, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is left of rules, stamps and neighbouring cells before and after a value that stands there as typed."""
    trace, best = TRACES.get(key), folded(lattice.best())
    for value in {folded(text) for text in texts if len(text) > 1}:
        before, found, after = best.partition(value)
        is_whole = key != "mobile" or MAINLAND.fullmatch(value) or not RULE_READ.search(before + after)
        is_whole = is_whole and not _GOES_ON.search(f"{before[-1:]}{value[:1]} {value[-1:]}{after[:1]}")
        is_whole = is_whole and not (_is_open(value) and after.startswith(")"))
        if trace and found and is_whole and trace.fullmatch(before) and trace.fullmatch(after):
            yield before, after


def _is_open(value: str) -> bool:
    """Whether a bracket is begun and not ended."""
    return value.count("(") > value.count(")")


def _printed_around(lattice: Lattice) -> Iterator[tuple[str, str]]:
    """Printed words, or what a stamp over them leaves, that may stand before and after a unit's name on its line."""
    best = folded(lattice.best())
    starts = [0, *(at for at in range(1, min(len(best), LONGEST_LABEL)) if _PRINTED_BEFORE.fullmatch(best, 0, at))]
    ends = [at for at in range(max(1, len(best) - LONGEST_LABEL), len(best)) if _PRINTED_AFTER.fullmatch(best, at)]
    for start in starts:
        for end in (*ends, len(best)):
            if start < end:
                yield best[:start], best[end:]


def _printings(key: str, texts: Iterable[str]) -> Iterator[str]:
    """The ways in which a written value may stand on the printed page."""
    ways = [way for text in texts if text for way in (text, comparable(text))]
    for text in dict.fromkeys(map(without_blanks, ways)):
        yield text
        yield from _misread_joints(key, text)


def _misread_joints(key: str, text: str) -> Iterator[str]:
    """Joints whose kind means nothing: a long dash is read as 一 or not at all, a middle dot as a full stop.
    亳 stands in the name of one town only; the recogniser knows the commoner 毫."""
    if key == "unit_department":
        yield from (re.sub(f"[{re.escape(DASHES)}]+", joint, text) for joint in ("一", ""))
        yield text.replace("一", "-")
    yield text.replace("亳", "毫")
    if key == "name":
        yield middle_dots(text).replace("·", ".")
