"""What a message is answered: which letter, to whom, about what. ★ The story of an answer.

In: Decision, Reading, Inbound, Office. Out: OutboxEntry, or None where nobody is answered.
Only what this message and this decision hold is told; nothing of other records, nothing that a mail asks for.
Elsewhere: words for each problem (`outbox.wording`), the letter's text (`outbox.render`), its octets (`outbox.mime`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from intake.message import Envelope
from outbox.answering import may_answer, references, subject
from outbox.cell_pictures import with_scanned_cells
from outbox.entry import Inbound, Kind, OutboxEntry
from outbox.letter import Enclosure, Headers, Letter, Office, Resend
from outbox.mime import message_octets
from outbox.prefilled import marked_labels, prefilled
from outbox.render import html_text, plain_text
from outbox.rows import form_rows, has_values, record_rows
from outbox.wording import checking, is_for_the_office, problem, value
from parsers.reading import Reading
from rules.case_number import case_number
from rules.finding import Decision, Outcome
from rules.notice import Notice

__all__ = ["Office", "compose", "render", "write"]

Said = TypeVar("Said")

KINDS: Mapping[Outcome, Kind] = {
    Outcome.ACCEPTED: Kind.CONFIRMATION,
    Outcome.REJECTED: Kind.PROBLEMS,
    Outcome.REVIEW: Kind.RECEIPT,
}
"""Outcomes that are answered; the others never are."""

ARRIVAL = frozenset(("word_missing", "pdf_missing", "seal_missing", "attachment_unreadable"))
"""Problems that one more file puts right; any other changes what both versions say."""
VERSIONS = {"word": "WORD或WPS版本", "pdf": "PDF版本"}


def compose(decision: Decision, reading: Reading, inbound: Inbound, office: Office) -> OutboxEntry | None:
    """The answer to one message, ready to be sent. The same input gives the same octets."""
    letter = write(decision, reading.submission.envelope, inbound, office)
    return render(with_scanned_cells(letter, reading), office) if letter else None


def write(decision: Decision, envelope: Envelope, inbound: Inbound, office: Office) -> Letter | None:
    """What the letter says; None for inquiries, automatic mail and senders that cannot be answered.

    Pictures of cells belong into its problems (`dataclasses.replace`) before it is rendered.
    """
    kind = KINDS.get(decision.outcome)
    if kind is None or not may_answer(envelope.reply_to, office.mailbox):
        return None
    unit = decision.unit_key
    number = case_number(envelope.from_address, unit) if unit and envelope.from_address else ""
    headers = Headers(
        message_id=inbound.answer_id(kind, office.domain),
        recipient=envelope.reply_to,
        subject=subject(envelope.subject, office.notice.form.title, number),
        date=inbound.answered_at.astimezone(office.notice.deadline.late_from.tzinfo),
        in_reply_to=envelope.message_id,
        references=references(envelope),
    )
    own = tuple(words for about, words in office.remarks if about == kind)
    return _says(Letter(kind, headers, remark=own, number=number), decision, office.notice)


def render(letter: Letter, office: Office, enclosures: Sequence[Enclosure] = ()) -> OutboxEntry:
    """The letter as text, as HTML and as a message, with files that go along."""
    whole = replace(letter, enclosures=(*letter.enclosures, *enclosures))
    octets = message_octets(whole, office, plain_text(whole, office), html_text(whole, office))
    return OutboxEntry(letter.headers.message_id, letter.kind, letter.headers.recipient, octets)


def _says(letter: Letter, decision: Decision, notice: Notice) -> Letter:
    record = decision.record or {}
    unit_type = record.get("unit_type")
    told = replace(letter, addressee=_addressee(decision), update=decision.update)
    told = replace(told, unit_type=str(unit_type) if unit_type else None, has_account=record.get("has_account") is True)
    if letter.kind is Kind.CONFIRMATION:
        return replace(told, record=record_rows(decision, notice))
    told = replace(told, checking=_once(checking(f, notice) for f in decision.findings if is_for_the_office(f)))
    return _with_problems(told, decision, notice) if letter.kind is Kind.PROBLEMS else told


def _with_problems(letter: Letter, decision: Decision, notice: Notice) -> Letter:
    wrong = [finding for finding in decision.findings if not is_for_the_office(finding)]
    kinds = {finding.kind for finding in wrong}
    here = _versions(decision, arrived=True)
    read_in = here[0] if len(here) == 1 else ""
    problems = (problem(finding, notice, letter.unit_type) for finding in wrong)
    told = replace(
        letter,
        problems=_once(replace(one, version=read_in) if one.printed else one for one in problems),
        form=form_rows(decision, notice),
        arrived=_versions(decision, arrived=True),
        missing=_versions(decision, arrived=False),
        resend=_resend(decision, kinds),
    )
    return _with_form(told, decision, notice)


def _with_form(letter: Letter, decision: Decision, notice: Notice) -> Letter:
    """Where the WORD version is to be sent, the form goes along, filled in as far as it was right."""
    if not letter.problems or letter.resend == "pdf":
        return letter
    return replace(
        letter,
        encloses="filled" if has_values(decision) else "blank",
        marked=marked_labels(decision, notice),
        enclosures=(prefilled(decision, notice),),
    )


def _versions(decision: Decision, *, arrived: bool) -> tuple[str, ...]:
    """The versions that are at hand, from this message or an earlier one, or those that are not."""
    return tuple(words for version, words in VERSIONS.items() if _is_here(decision, version) == arrived)


def _is_here(decision: Decision, version: str) -> bool:
    return decision.notes.get(version, "missing") != "missing"


def _resend(decision: Decision, kinds: set[str]) -> Resend:
    lacking = {version for version in VERSIONS if not _is_here(decision, version)}
    lacking |= {"pdf"} if "seal_missing" in kinds else set()
    if not kinds <= ARRIVAL or len(lacking) != 1:
        return "both"
    return "pdf" if "pdf" in lacking else "word"


def _addressee(decision: Decision) -> str:
    """The person's name, unless a finding says that it may be wrong."""
    doubtful = any(finding.field == "name" or finding.kind == "multiple_people" for finding in decision.findings)
    name = (decision.record or {}).get("name")
    return value(name) if isinstance(name, str) and not doubtful and not re.search(r"\d", name) else ""


def _once(items: Iterable[Said]) -> tuple[Said, ...]:
    return tuple(dict.fromkeys(items))
