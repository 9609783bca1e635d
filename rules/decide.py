"""What one message comes to: the story of the rules. ★

    automatic, or delivered twice      ignored
    no form in it                      inquiry, or rejected with what is missing (`rules.without_form`)
    forms of several units             review
    otherwise                          gather the versions, check each sentence, let the findings decide

In: Reading, History, Desk, time of receipt. Out: Decision. Pure: no clock, no database.
Elsewhere: the sentences (`rules.checks_*`, `rules.attachments`), keeping what was handed in (`data`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from intake.message import Submission
from intake.quoting import own_words, without_marked
from parsers.reading import Reading
from rules.annex1 import is_complete
from rules.attachments import every_version_came_and_opens
from rules.blank import is_template
from rules.case import Case, History, SeveralUnits
from rules.checks_fields import fields_are_in_order
from rules.checks_seal import the_pdf_bears_the_seal_of_the_unit
from rules.checks_unit import (
    begun_before,
    is_same_person,
    nobody_else_is_registered,
    registered_before,
    unit_is_in_order,
)
from rules.checks_versions import a_version_that_cannot_be_read_is_looked_at, versions_are_in_order
from rules.corrections import words_say_what_the_form_says
from rules.desk import Desk
from rules.doubts import nothing_below_a_question_replaces, nothing_settled_is_undone, was_turned_down
from rules.finding import FIELDS, Decision, Finding, Outcome
from rules.gather import gather, only_sends_back
from rules.judged import Judged, judged, record_of
from rules.reasons import changes_of, reasons_of
from rules.without_form import what_it_says, without_form

FOR_THE_OFFICE = frozenset(("uncertain", "unit_unknown", "eligibility", "duplicate_unit", "late"))
"""Kinds of finding that lead to review; every other kind rejects (contract, section 3)."""
_FORWARDED = re.compile(r"\s*(?:转发|fw|fwd|(?:转|代)报)", re.IGNORECASE)


def decide(reading: Reading, history: History, desk: Desk, received_at: datetime | None) -> Decision:
    """The decision about one message. `received_at` is aware; None: nobody knows, then nothing is late."""
    mail = reading.submission
    if mail.automatic:
        return Decision(Outcome.IGNORED, reasons=tuple(f"自动邮件（{rule}）" for rule in mail.automatic))
    if history.same_message:
        return Decision(Outcome.IGNORED, reasons=("同一封邮件已经收到过，不再处理",))
    case = gather(reading, history, desk, received_at)
    if case is None or _is_taken_back(reading, desk) or (isinstance(case, Case) and _is_foreign(case, reading, desk)):
        return without_form(reading, history, desk)
    if only_sends_back(reading, history, desk) and not what_it_says(reading, desk.notice).encloses:
        return Decision(Outcome.INQUIRY, reasons=("附件是我们寄去的补正用表，没有填写，来信没有报送",))
    if isinstance(case, SeveralUnits):
        return _concluded((case.finding, *it_came_in_time(received_at, desk)), ())
    return _decided(case, _Arrival(reading, history, received_at), desk)


@dataclass(frozen=True, slots=True)
class _Arrival:
    reading: Reading
    history: History
    received_at: datetime | None


def _is_taken_back(reading: Reading, desk: Desk) -> bool:
    """True where the mail asks for a withdrawal: whatever form lies with it is not handed in."""
    says = what_it_says(reading, desk.notice)
    return says.matter and says.withdraws and not says.encloses


def _is_foreign(case: Case, reading: Reading, desk: Desk) -> bool:
    """True where all that came is a paper which could not be read, in a mail about something else; or a blank form
    (the notice sent along) in a mail that asks something."""
    brought = [paper for paper in (case.word, case.pdf) if paper and paper.version not in case.earlier]
    says = what_it_says(reading, desk.notice)
    if not any(paper.form for paper in brought):
        return not says.matter
    return says.asks and not says.encloses and all(map(is_template, brought))


def _decided(case: Case, arrival: _Arrival, desk: Desk) -> Decision:
    sender = arrival.reading.submission.envelope.from_address
    arrived = list(every_version_came_and_opens(case, arrival.reading, desk.notice))
    late = tuple(it_came_in_time(arrival.received_at, desk))
    facts = judged(case, desk)
    if facts is None:
        unread = _concluded((*arrived, *nothing_could_be_read(case), *late), _notes(case))
        return replace(unread, record=dict.fromkeys(FIELDS))
    arrived = _without_what_another_brought(arrived, facts, arrival.history)
    others = nobody_else_is_registered(facts, arrival.history, sender)
    findings = (*arrived, *_checks(facts), *_corrected(facts, arrival), *_undoing(facts, arrival), *others, *late)
    reasons = () if arrival.received_at else ("不知道收到的时间，没有核对是否迟到",)
    decision = _with_record(_concluded(findings, _notes(case), reasons), facts, arrival.history)
    doubts = tuple(_doubts(case, arrival, desk)) if decision.outcome is Outcome.ACCEPTED else ()
    if doubts:
        return replace(decision, outcome=Outcome.REVIEW, update=False, reasons=(*decision.reasons, *doubts))
    return decision


def _doubts(case: Case, arrival: _Arrival, desk: Desk) -> Iterator[str]:
    if what_it_says(arrival.reading, desk.notice).withdraws:
        yield "来信中有撤回、作废等字样，请看是报送还是撤回"
    if was_turned_down(case, arrival.history):
        yield "工作人员退回（或办结）过同样的文件，请看此次是否登记"


def _words(mail: Submission) -> str:
    """Who forwards a form forwards the words that came with it."""
    forwarded = _FORWARDED.match(mail.envelope.subject) or any(file.path for file in mail.attachments)
    return without_marked(mail.text) if forwarded else own_words(mail.text)


def _undoing(facts: Judged, arrival: _Arrival) -> Iterator[Finding]:
    mail, says = arrival.reading.submission, what_it_says(arrival.reading, facts.desk.notice)
    sender = mail.envelope.from_address
    yield from nothing_settled_is_undone(facts, arrival.history, sender, mail.envelope.sent_at)
    enclosed_only = bool(mail.attachments) and all(file.path for file in mail.attachments)
    if not says.encloses and (says.asks or enclosed_only):
        yield from nothing_below_a_question_replaces(facts, arrival.history, sender)


def _corrected(facts: Judged, arrival: _Arrival) -> Iterator[Finding]:
    mail = arrival.reading.submission
    letters = [paper.text_excerpt for paper in arrival.reading.attachments if not paper.forms]
    texts = (mail.envelope.subject, _words(mail), *map(own_words, arrival.history.said), *letters)
    return words_say_what_the_form_says(texts, record_of(facts))


def _without_what_another_brought(arrived: list[Finding], facts: Judged, history: History) -> list[Finding]:
    """A colleague who sends just the other version is not told to send what the unit has sent."""
    opened = begun_before(facts, history)
    brought = {f"{version}_missing" for version in opened.versions} if opened else set()
    return [finding for finding in arrived if finding.code not in brought]


def _checks(facts: Judged) -> Iterator[Finding]:
    yield from fields_are_in_order(facts)
    yield from unit_is_in_order(facts)
    yield from versions_are_in_order(facts)
    yield from a_version_that_cannot_be_read_is_looked_at(facts)
    yield from the_pdf_bears_the_seal_of_the_unit(facts)


def it_came_in_time(received_at: datetime | None, desk: Desk) -> Iterator[Finding]:
    """The body's date decides: in time until the end of that day in Beijing."""
    deadline = desk.notice.deadline
    if received_at is not None and received_at >= deadline.late_from:
        came = received_at.astimezone(deadline.late_from.tzinfo)
        yield Finding("late", found=f"{came:%Y-%m-%d %H:%M}", detail=f"收到时已过通知规定的时间（{deadline.words}）")


def nothing_could_be_read(case: Case) -> Iterator[Finding]:
    """The versions are here, but a person must read them."""
    paper = case.word or case.pdf
    doubt, filename = (paper.doubt, paper.filename) if paper else ("", "")
    yield from (Finding(f"uncertain:{key}", filename=filename, detail=doubt) for key in FIELDS)
    if case.pdf:
        yield Finding("uncertain:seal", filename=case.pdf.filename, detail=case.pdf.doubt)


def _concluded(found: Iterable[Finding], notes: Iterable[tuple[str, str]], reasons: tuple[str, ...] = ()) -> Decision:
    findings = tuple(_without_doubts_about_faults(tuple(found)))
    outcome = _outcome(findings)
    good = ("两个版本齐全，各栏有效且一致，盖有公章",) if outcome is Outcome.ACCEPTED else ()
    return Decision(outcome, findings, reasons=(*good, *reasons_of(findings), *reasons), notes=dict(notes))


def _outcome(findings: tuple[Finding, ...]) -> Outcome:
    if any(finding.kind not in FOR_THE_OFFICE for finding in findings):
        return Outcome.REJECTED
    return Outcome.REVIEW if findings else Outcome.ACCEPTED


def _without_doubts_about_faults(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """What the sender must put right anyway needs no second opinion; an empty field cannot disagree as well."""
    faulty = {f.field for f in findings if f.field and f.kind not in FOR_THE_OFFICE}
    empty = {f.field for f in findings if f.kind in ("missing", "example_left")}
    seen = set()
    for finding in findings:
        doubted = finding.kind == "uncertain" and finding.field in faulty
        if not doubted and not (finding.kind == "mismatch" and finding.field in empty) and finding not in seen:
            seen.add(finding)
            yield finding


def _notes(case: Case) -> tuple[tuple[str, str], ...]:
    came = {"word": case.word, "pdf": case.pdf}
    states = {v: "missing" if p is None else "earlier" if v in case.earlier else "here" for v, p in came.items()}
    return tuple(states.items())


def _with_record(decision: Decision, facts: Judged, history: History) -> Decision:
    several = "multiple_people" in decision.problems
    record = None if several else record_of(facts)
    former = registered_before(facts, history)
    name = str(facts.sides["name"].value.normal or "")
    again = former is not None and former.outcome is Outcome.ACCEPTED and is_same_person(name, former.person)
    outcome, reasons = decision.outcome, decision.reasons
    if outcome is Outcome.ACCEPTED and not (record and is_complete(record, facts.desk.notice)):
        outcome, reasons = Outcome.REVIEW, (*reasons, "登记内容未通过最后的完整性检查")
    update = outcome is Outcome.ACCEPTED and again
    if update and former and record:
        reasons = (*reasons, *changes_of(former.record, record))
    key = facts.match.key if facts.match else None
    return replace(decision, outcome=outcome, record=record, unit_key=key, update=update, reasons=reasons)


def registers(decision: Decision) -> bool:
    """True where this decision makes the unit registered: complete, not rejected, and nobody else is registered."""
    complete = all(decision.notes.get(version, "missing") != "missing" for version in ("word", "pdf"))
    open_outcome = decision.outcome in (Outcome.ACCEPTED, Outcome.REVIEW)
    return bool(complete and open_outcome and decision.unit_key and "duplicate_unit" not in decision.problems)
