"""What keeps a form that is in order from being accepted unseen: it would undo what a person, or a later mail, settled.

In: a Judged case, History, the mail's Date. Out: Findings, and sentences for staff where no field is concerned.
Elsewhere: who is registered (`rules.checks_unit`), words that correct or withdraw (`rules.corrections`,
`rules.without_form`).
"""

from collections.abc import Iterator
from datetime import datetime

from rules.case import Case, History, Registered
from rules.checks_unit import registered_before
from rules.finding import FIELDS, Finding
from rules.judged import Judged, record_of


def nothing_settled_is_undone(
    facts: Judged, history: History, sender: str, sent_at: datetime | None
) -> Iterator[Finding]:
    """Against what is registered for the unit by the same sender."""
    former = registered_before(facts, history)
    if former and former.sender == sender:
        yield from what_a_person_corrected_stays(facts, former)
        yield from a_mail_written_earlier_replaces_nothing(facts, former, sent_at)


def nothing_below_a_question_replaces(facts: Judged, history: History, sender: str) -> Iterator[Finding]:
    """In a mail that asks something or sends an older mail along, files from before are no new submission."""
    former = registered_before(facts, history)
    if former and former.sender == sender:
        yield from files_from_before_replace_nothing(facts, former, history)


def what_a_person_corrected_stays(facts: Judged, former: Registered) -> Iterator[Finding]:
    """The value that a person in the office had replaced does not come back with the same form."""
    record = record_of(facts)
    for key, was in former.corrected.items():
        if record.get(key) == was:
            detail = f"工作人员已将此栏更正为“{_shown(former.record.get(key))}”，此次来件仍是更正前的内容"
            yield Finding(f"uncertain:{key}", _shown(was), detail=detail)


def a_mail_written_earlier_replaces_nothing(
    facts: Judged, former: Registered, sent_at: datetime | None
) -> Iterator[Finding]:
    """A mail that was held up on its way, or whose file's name comes later, corrects none that was written after it."""
    if sent_at is None or former.sent_at is None or sent_at >= former.sent_at:
        return
    zone = facts.desk.notice.deadline.late_from.tzinfo
    days = [f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for at in (sent_at, former.sent_at)]
    detail = f"此信写于{days[0]}，早于已登记的来信（{days[1]}），内容不同，以哪一封为准须由工作人员确定"
    yield from _changes(facts, former, detail)


def files_from_before_replace_nothing(facts: Judged, former: Registered, history: History) -> Iterator[Finding]:
    """The very files that a later version had replaced come again."""
    until = former.mail
    known = {p.digest for p in history.handed if until is not None and p.mail is not None and p.mail <= until}
    papers = {paper.digest for paper in (facts.case.word, facts.case.pdf) if paper}
    if papers and papers <= known:
        yield from _changes(
            facts, former, "寄来的是以前寄过的文件，后来登记的内容与它不同，以哪一次为准须由工作人员确定"
        )


def _changes(facts: Judged, former: Registered, detail: str) -> Iterator[Finding]:
    record = record_of(facts)
    for key in FIELDS:
        if record.get(key) != former.record.get(key):
            yield Finding(f"uncertain:{key}", _shown(record.get(key)), detail=detail)


def was_turned_down(case: Case, history: History) -> bool:
    """Whether a person had refused or closed a mail with these very files, which were in order."""
    papers = [paper.digest for paper in (case.word, case.pdf) if paper]
    return bool(papers) and history.turned_down.issuperset(papers)


def _shown(value: str | bool | None) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else value or ""
