"""The headers that the program goes by, as one value.

In: the message's tree, its RawMessage, our own addresses. Out: Envelope.
Elsewhere: each header's own rules (`intake.headers`, `intake.addresses`, `intake.dates`).
"""

from intake.addresses import answer_address, sender_of
from intake.dates import received_at, sent_at
from intake.headers import Part, message_id_of, message_ids, text_of
from intake.message import Envelope, RawMessage

MAX_SUBJECT_CHARACTERS = 500
MAX_NAME_CHARACTERS = 200


def envelope_of(tree: Part, raw: RawMessage, own_addresses: frozenset[str]) -> Envelope:
    """Absent and broken headers are None or empty; two From headers: the first counts."""
    sender = sender_of(tree)
    return Envelope(
        message_id=message_id_of(tree),
        in_reply_to=message_ids(tree, "In-Reply-To"),
        references=message_ids(tree, "References"),
        from_address=sender.address,
        from_name=sender.name[:MAX_NAME_CHARACTERS],
        reply_to=answer_address(tree, own_addresses),
        subject=text_of(tree, "Subject")[:MAX_SUBJECT_CHARACTERS],
        received_at=received_at(tree, raw.received_at),
        sent_at=sent_at(tree),
    )
