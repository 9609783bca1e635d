"""The values of intake: what a sender handed in, before anybody has looked inside a document.

In: nothing (types only). Out: RawMessage, Envelope, Attachment, Unopened, Bounce, Submission.
Elsewhere: how octets become a Submission (`intake.submission`), where messages come from (`intake.sources`).
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One message as it was fetched. `octets` is the whole RFC 5322 message, byte for byte."""

    octets: bytes
    source: str
    """File name in the mailbox folder, or `UIDVALIDITY/UID` of an IMAP folder."""
    received_at: datetime | None = None
    """IMAP INTERNALDATE (aware), None where the mailbox has none; then the headers tell."""

    @property
    def digest(self) -> str:
        """SHA-256 of the octets in hex: the identity of the stored message."""
        return hashlib.sha256(self.octets).hexdigest()


@dataclass(frozen=True, slots=True)
class Envelope:
    """The headers that the program goes by, decoded. Absent headers are None or empty, never an error."""

    message_id: str | None
    """With its angle brackets, as sent; None where absent or not of the form `<token>`."""
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    from_address: str
    """Bare address in lower case of the first From mailbox; "" where there is none."""
    from_name: str
    reply_to: str
    """Bare address answers go to (notes on answering: From, or a Reply-To of the same domain); "" = answer nobody."""
    subject: str
    received_at: datetime | None
    """Aware. INTERNALDATE, else topmost Received, else Date, else None."""
    sent_at: datetime | None = None
    """Aware. Date, as the sender's own clock told it; None where it is absent or no date."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file that came with the message, unpacked from archives and nested messages."""

    filename: str
    """Decoded, base name only, control characters removed, at most 120 characters; never used as a path."""
    media_type: str
    """Told from the bytes (`intake.media_type`), never from the name."""
    octets: bytes
    path: tuple[str, ...] = ()
    """Names of the archives or messages it lay in, outermost first."""
    inline: bool = False
    """True for a picture that the HTML text shows (Content-ID referenced): a logo, not a submission."""

    @property
    def digest(self) -> str:
        """SHA-256 of the octets in hex."""
        return hashlib.sha256(self.octets).hexdigest()


@dataclass(frozen=True, slots=True)
class Unopened:
    """Something attached that could not be opened as a container; a finding, never an exception."""

    filename: str
    reason: str
    """One of: encrypted, corrupt, bomb, too_large, too_many, too_deep, endless, unsupported, empty, link."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Bounce:
    """An answer of ours that did not arrive, or not yet, as a mail server tells it."""

    answer_ids: tuple[str, ...]
    """Message-IDs that may be the answer's, the likeliest first."""
    recipient: str
    """Address that failed, in lower case; "" where none is told."""
    permanent: bool
    """False: it is only late."""
    status: str = ""
    """Such as 5.1.1 (RFC 3463), or a reply code; "" where none is told."""
    reason: str = ""
    returned: bool = False
    """One of our answers lies in it."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What one message holds."""

    envelope: Envelope
    text: str
    """The words as plain text (HTML stripped), quoted earlier mail included; `intake.quoting.own_words` drops it."""
    attachments: tuple[Attachment, ...]
    unopened: tuple[Unopened, ...] = ()
    automatic: tuple[str, ...] = ()
    """Names of the rules (R1…R12 of RFC 3834 practice) by which the mail is automatic; empty: a person wrote."""
    machine_hints: tuple[str, ...] = ()
    """Names of the rules that hit but did not decide, since a document came with the mail; for the office to see."""
    content_digest: str = ""
    """Of sender, subject, text and attachments: equal for a message that was delivered twice."""
    bounce: Bounce | None = None
    """What an automatic mail tells of an answer that did not arrive."""
