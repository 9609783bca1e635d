"""Which versions belong together: this message's, and what the same sender had handed in for the same unit.

In: Reading, History, Desk, time of receipt. Out: Case, SeveralUnits, or None where no form came.
Elsewhere: joining earlier versions (`rules.earlier`), choosing among several (`rules.pairing`), messages without a form
(`rules.without_form`), judging the case (`rules.decide`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from parsers.document import CERTAIN, Unreadable
from parsers.form import ExtractedForm, Field
from parsers.reading import AttachmentReading, Reading, Version
from rules.blank import is_blank, is_template
from rules.case import Case, Handed, History, SeveralUnits
from rules.case_number import case_number, numbers_in
from rules.desk import Desk
from rules.earlier import earlier_versions
from rules.pairing import counting, is_sent_back, last_together, paired, without_repeats
from rules.registry import Match
from rules.sides import ABSENT, unit_of

OUR_FAILURE = {"timeout": "在规定时间内没有读完", "no_reader": "本机缺少读取这种文件的程序"}
"""Reasons for which the sender is not to blame: a person reads the file."""


def gather(reading: Reading, history: History, desk: Desk, received_at: datetime | None) -> Case | SeveralUnits | None:
    """The case that this message belongs to."""
    history = replace(history, handed=counting(history.handed, history.enclosed, desk))
    known = history.enclosed.union(paper.digest for paper in history.handed)
    handed = without_repeats(_filled_in(handed_in(reading, received_at), history, desk), known, desk)
    words, pdfs = _of("word", handed), _of("pdf", handed)
    if not words and not pdfs:
        return None
    named = _units(words, desk), _plainly_named(pdfs, desk)
    for units in (*named, _crossing(*named, history.handed, desk)):
        if len(units) > 1:
            return SeveralUnits(tuple(units))
    if not _units((*words, *pdfs), desk):
        history = _as_numbered(history, reading, desk)
    return _complete(words, pdfs, history, desk)


def only_sends_back(reading: Reading, history: History, desk: Desk) -> bool:
    """True where all that a mail brings are forms that lay with our answers, as we had sent them."""
    handed = handed_in(reading, None)
    return bool(handed) and all(is_sent_back(paper, history.enclosed, desk) for paper in handed)


def _filled_in(handed: Sequence[Handed], history: History, desk: Desk) -> Sequence[Handed]:
    """Without our own forms sent back, where anything else was handed in."""
    return [paper for paper in handed if not is_sent_back(paper, history.enclosed, desk)] or handed


def handed_in(reading: Reading, received_at: datetime | None) -> tuple[Handed, ...]:
    """Every version of a form that this message brings, each document once; the store keeps them for later messages."""
    handed: dict[tuple[str, int], Handed] = {}
    for attachment in reading.attachments:
        if attachment.version == "other":
            continue
        sender = reading.submission.envelope.from_address
        forms = () if _doubt(attachment) and all(map(is_blank, attachment.forms)) else attachment.forms
        for number, form in enumerate(forms or _unread(attachment)):
            doubt = "" if form else _doubt(attachment)
            handed[attachment.digest, number] = Handed(
                attachment.digest, sender, received_at, attachment.version, form, attachment.filename, doubt
            )
    return tuple(handed.values())


def _unread(attachment: AttachmentReading) -> tuple[None, ...]:
    return (None,) if _doubt(attachment) else ()


def _doubt(attachment: AttachmentReading) -> str:
    if isinstance(attachment.unreadable, Unreadable):
        return OUR_FAILURE.get(attachment.unreadable.reason, "")
    return attachment.doubt


def _of(version: Version, handed: Iterable[Handed]) -> list[Handed]:
    """This version's papers; blank forms count only where none is filled in, unread ones where none could be read."""
    papers = [paper for paper in handed if paper.version == version]
    read = [paper for paper in papers if paper.form]
    return [paper for paper in read if not is_template(paper)] or read or papers


def _units(papers: Sequence[Handed], desk: Desk) -> dict[str, Match]:
    matches = (unit_of(paper.form, desk) for paper in papers if paper.form)
    return {match.key: match for match in matches if match}


def _plainly_named(papers: Sequence[Handed], desk: Desk) -> dict[str, Match]:
    """Units that these papers name beyond doubt."""
    sure = [paper for paper in papers if paper.form and _unit_name(paper.form).certainty >= CERTAIN]
    return {key: match for key, match in _units(sure, desk).items() if match.status != "unknown"}


def _crossing(
    words: Mapping[str, Match], pdfs: Mapping[str, Match], former: Sequence[Handed], desk: Desk
) -> Mapping[str, Match]:
    """The units of a WORD version of one and a PDF version of another, where either goes with what had come before."""
    units = {**words, **pdfs}
    return units if len(units) > 1 and units.keys() & _units(former, desk).keys() else {}


def _unit_name(form: ExtractedForm) -> Field:
    return form.fields.get("unit_name", ABSENT)


def _complete(words: Sequence[Handed], pdfs: Sequence[Handed], history: History, desk: Desk) -> Case:
    """This message's versions with the newest earlier counterpart."""
    match = next(iter((_units(words, desk) or _units(pdfs, desk)).values()), None)
    filled_in = tuple(paper for paper in history.handed if not is_template(paper))
    former = earlier_versions((*words, *pdfs), match, filled_in, desk)
    all_words = words or last_together(_of("word", former))
    all_pdfs = pdfs or last_together(_of("pdf", former))
    word, pdf = paired(all_words, all_pdfs, match, desk)
    brought = frozenset(paper.version for paper in (*words, *pdfs))
    earlier = frozenset(paper.version for paper in (word, pdf) if paper) - brought
    if word and word.form and not words:
        match = unit_of(word.form, desk) or match
    rivals = (_without(word, all_words), _without(pdf, all_pdfs))
    return Case(word, pdf, *rivals, earlier=earlier, match=match)


def _without(chosen: Handed | None, papers: Sequence[Handed]) -> tuple[Handed, ...]:
    return tuple(paper for paper in papers if paper is not chosen)


def _as_numbered(history: History, reading: Reading, desk: Desk) -> History:
    """What this sender had handed in for the unit whose case number the subject gives, where it gives one of his."""
    envelope = reading.submission.envelope
    numbers = numbers_in(envelope.subject)
    units = [(paper, unit_of(paper.form, desk) if paper.form else None) for paper in history.handed] if numbers else []
    meant = tuple(p for p, unit in units if unit and case_number(envelope.from_address, unit.key) in numbers)
    return replace(history, handed=meant) if meant else history
