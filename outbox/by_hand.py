"""Letters for which a person has decided: the rules' own letters with his words, and replies to questions.

In: Decision, Envelope, Inbound, Office, the person's words. Out: a Letter, or None where the sender cannot be answered.
Elsewhere: the letter's facts (`outbox.compose.write`), its text and octets (`outbox.compose.render`).
"""

from dataclasses import replace

from intake.message import Envelope
from outbox.answering import may_answer, references, subject
from outbox.compose import write
from outbox.entry import Inbound, Kind
from outbox.letter import Headers, Letter, Office
from outbox.wording import whole_value
from rules.finding import Decision

LONGEST_REMARK = 2_000
"""Characters."""


def write_by_hand(
    decision: Decision, envelope: Envelope, inbound: Inbound, office: Office, remark: str = ""
) -> Letter | None:
    """The letter that the rules would write for this decision, with a remark, which may be all it says."""
    letter = write(decision, envelope, inbound, office)
    return replace(letter, remark=(*letter.remark, *paragraphs(remark)), checking=()) if letter else None


def reply(text: str, envelope: Envelope, inbound: Inbound, office: Office) -> Letter | None:
    """A person's own words to somebody who asked."""
    if not may_answer(envelope.reply_to, office.mailbox):
        return None
    headers = Headers(
        message_id=inbound.answer_id(Kind.REPLY, office.domain),
        recipient=envelope.reply_to,
        subject=subject(envelope.subject, office.notice.title),
        date=inbound.answered_at.astimezone(office.notice.deadline.late_from.tzinfo),
        in_reply_to=envelope.message_id,
        references=references(envelope),
    )
    return Letter(Kind.REPLY, headers, remark=paragraphs(text))


def paragraphs(text: str) -> tuple[str, ...]:
    """Every line that says something, safe to show."""
    lines = (whole_value(line) for line in text[:LONGEST_REMARK].splitlines())
    return tuple(line for line in lines if line)
