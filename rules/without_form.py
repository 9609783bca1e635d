"""A message in which no form came: does a person ask something, or did somebody mean to submit?

In: Reading, History, Notice. Out: Decision: inquiry, or rejected with what is missing.
Elsewhere: messages with a form (`rules.decide`), automatic mail (`intake`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from intake.quoting import own_words
from parsers.reading import AttachmentReading, Reading
from rules.attachments import (
    LINK,
    is_picture,
    links,
    other_paper,
    pdf_missing,
    shut_papers,
    unreadable,
    word_missing,
    wrong_kind,
    wrong_kinds,
)
from rules.case import History
from rules.desk import Desk
from rules.finding import Decision, Finding, Outcome
from rules.folding import narrow, without_blanks
from rules.notice import Notice
from rules.sides import unit_of

_REPLY = re.compile(r"^\s*(re|回复|答复|转发|fw|fwd)\s*[:：]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Says:
    """What the mail's words tell."""

    matter: bool
    """It is about this notice."""
    encloses: bool
    """It says that something is enclosed, or is nothing but the form's name in the subject, or says that again."""
    asks: bool
    """It asks something."""
    refers: bool = False
    """It speaks of what was sent earlier, and does not send it again."""
    withdraws: bool = False
    """It takes back what was submitted, and puts nothing in its place."""


def what_it_says(reading: Reading, notice: Notice) -> Says:
    """By the person's own words, the subject and the names of the files."""
    mail, envelope = reading.submission, reading.submission.envelope
    own = narrow(own_words(mail.text))
    files = [a.filename for a in reading.attachments] + [u.filename for u in mail.unopened]
    about = without_blanks(narrow(" ".join((envelope.subject, own, *files))))
    silent = _letters(own) in _letters(envelope.subject) and not _REPLY.match(envelope.subject)
    silent = silent and notice.form.title[-3:] in envelope.subject
    return Says(
        matter=any(word in about for word in notice.mail.matter),
        encloses=silent or _is_pasted_form(own, notice) or _encloses(own, notice),
        asks=_any(notice.mail.asking, own),
        refers=_refers(own, notice),
        withdraws=_any(notice.mail.withdrawing, own) and not _any(notice.mail.replacing, own),
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _is_pasted_form(own: str, notice: Notice) -> bool:
    """The form itself stands in the text, title and labels."""
    text = without_blanks(own)
    labels = [without_blanks(narrow(label)) for label in notice.form.labels.values()]
    found = sum(label in text for label in labels)
    return notice.form.title in text and found >= len(labels) - 2 and not _any(notice.mail.asking, own)


def _encloses(own: str, notice: Notice) -> bool:
    words = notice.mail
    if _refers(own, notice):
        return False
    speaks_of_it = _any(words.sending, own) and not _any((*words.asking, *words.promising), own)
    return speaks_of_it or _any(words.enclosing, own)


def _refers(own: str, notice: Notice) -> bool:
    return _any(notice.mail.referring, own) and not _any(notice.mail.anew, own)


def _any(patterns: Iterable[str], text: str) -> bool:
    return any(re.search(pattern, text) for pattern in patterns)


def without_form(reading: Reading, history: History, desk: Desk) -> Decision:
    """The decision about a message from a person in which no version of the form could be read."""
    notice = desk.notice
    if reading.submission.machine_hints:
        # a person's form may come through a mailing list; what comes that way without one is not worth an answer
        hints = "、".join(reading.submission.machine_hints)
        return Decision(Outcome.INQUIRY, reasons=(f"可能是自动邮件（{hints}），没有信息表",))
    says = what_it_says(reading, notice)
    if not says.matter and not (history.handed and says.encloses):
        return _inquiry("来信没有说到这项工作，附件（如果有）也不是信息表")
    if says.withdraws and not (says.encloses and _brings_something(reading)):
        return _inquiry("来信要求撤回报送的信息表，由工作人员办理")
    findings = tuple(_what_stands_in_the_way(reading, notice))
    if findings:
        return _rejected(findings, "附件中可能有信息表，但打不开或格式不对")
    if says.withdraws:
        return _inquiry("来信要求撤回报送的信息表，附件不是信息表，由工作人员办理")
    papers = _papers(reading, notice)
    if papers and _is_registered(reading, history, desk):
        return _inquiry("这位寄件人的信息表已登记，这次寄来的不是信息表，请看是否与此有关")
    if says.encloses or (papers and not (says.asks or says.refers)):
        return _rejected((_not_found(reading, notice),), "来信说附有信息表，或附有别的文件，但没有找到信息表")
    return _inquiry("来信是询问或告知，没有报送信息表")


def _is_registered(reading: Reading, history: History, desk: Desk) -> bool:
    """Whether a form that this sender has handed in is accepted."""
    matches = [unit_of(handed.form, desk) for handed in history.handed if handed.form]
    known = [history.registered(match.key) for match in matches if match]
    sender = reading.submission.envelope.from_address
    return any(one and one.sender == sender and one.outcome is Outcome.ACCEPTED for one in known)


def _brings_something(reading: Reading) -> bool:
    return bool(reading.attachments or reading.submission.unopened or links(reading))


def _what_stands_in_the_way(reading: Reading, notice: Notice) -> list[Finding]:
    findings = [unreadable(shut) for shut in shut_papers(reading)]
    wrong = [wrong_kind(attachment) for attachment in wrong_kinds(reading)]
    photographed = [a for a in reading.attachments if a.version == "other" and a.forms]
    if photographed:
        findings += [*wrong, word_missing(reading), pdf_missing(reading, notice)]
    return findings


def _papers(reading: Reading, notice: Notice) -> list[AttachmentReading]:
    """Attachments that somebody may have taken for the form; a picture only where its name says so."""
    named = [a for a in reading.attachments if any(word in a.filename for word in notice.mail.matter)]
    written = [a for a in reading.attachments if not is_picture(a) and (a.version != "other" or a.text_excerpt)]
    return [*written, *(a for a in named if a not in written)]


def _not_found(reading: Reading, notice: Notice) -> Finding:
    if links(reading):
        return Finding("annex1_not_found", detail=LINK)
    for attachment in _papers(reading, notice):
        detail = other_paper(attachment, notice)
        if detail:
            return Finding("annex1_not_found", filename=attachment.filename, detail=detail)
    came = bool(reading.attachments or reading.submission.unopened)
    detail = "寄来的附件中没有信息表" if came else "来信没有附件，可能是忘记添加了"
    return Finding("annex1_not_found", detail=detail)


def _rejected(findings: tuple[Finding, ...], reason: str) -> Decision:
    return Decision(Outcome.REJECTED, findings, reasons=(reason,))


def _inquiry(reason: str) -> Decision:
    return Decision(Outcome.INQUIRY, reasons=(reason,))
