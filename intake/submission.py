"""The verb of this folder: one message's octets become one Submission.

In: RawMessage, our own addresses. Out: Submission. Pure; whatever the octets, nothing is raised.
Elsewhere: where messages come from (`intake.sources`), what the attachments say (`parsers`).
"""

import hashlib
import re
from dataclasses import replace

from intake.automatic import FROM_A_PROGRAM, Suspect, Verdict, verdict_on
from intake.bounces import bounce_in
from intake.envelope import envelope_of
from intake.gathering import Gathering
from intake.headers import Part
from intake.limits import LIMITS, Budget, Limits, NotOpened
from intake.links import kept_back
from intake.media_type import HTML, TEXT
from intake.message import Attachment, Envelope, RawMessage, Submission, Unopened
from intake.oversize import size_before_cutting
from intake.quoting import own_words
from intake.tree import headers_only, parsed

MAX_TEXT_CHARACTERS = 200_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_NO_DOCUMENTS = (TEXT, HTML, "text/calendar", "text/xml", "application/octet-stream")
"""Nor are pictures: newsletters are full of them."""


def open_message(raw: RawMessage, own_addresses: frozenset[str], limits: Limits = LIMITS) -> Submission:
    """What the message holds; what could not be opened is named in `unopened`."""
    gathering = Gathering(Budget(limits))
    tree = _tree(raw, gathering)
    text = _tidied("\n\n".join(gathering.texts if any(map(str.strip, gathering.texts)) else gathering.other_texts))
    links = next(filter(None, map(kept_back, [text, *gathering.other_texts])), ())
    return _submission(envelope_of(tree, raw, own_addresses), gathering, text, (tree, own_addresses, links))


def open_headers(raw: RawMessage, own_addresses: frozenset[str]) -> Submission:
    """The message's headers alone, for one whose body broke the program; any hint makes it automatic."""
    tree = headers_only(raw.octets)
    envelope = envelope_of(tree, raw, own_addresses)
    return Submission(
        envelope, "", (), automatic=verdict_on(Suspect(tree, envelope.from_address, own_addresses), False).automatic
    )


def shut_message(raw: RawMessage, own_addresses: frozenset[str]) -> Submission:
    """A message that takes too long to open: its headers, and that the rest stays shut."""
    shut = (Unopened("", "endless"),)
    return replace(open_headers(raw, own_addresses), unopened=shut, content_digest=raw.digest)


def content_digest_of(
    envelope: Envelope, text: str, attachments: tuple[Attachment, ...], unopened: tuple[Unopened, ...]
) -> str:
    """SHA-256 in hex over sender, subject, text and files: equal for a message that was delivered twice."""
    digests = sorted(attachment.digest for attachment in attachments)
    shut = sorted(f"{file.filename}\t{file.reason}\t{file.detail}" for file in unopened)
    lines = [envelope.from_address, envelope.subject, text, *digests, *shut]
    return hashlib.sha256("\0".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def _tree(raw: RawMessage, gathering: Gathering) -> Part:
    """The message's tree, gone through; where it cannot be parsed, its headers."""
    try:
        tree = parsed(raw.octets, gathering.budget)
    except NotOpened as why:
        gathering.shut("", why)
        return headers_only(raw.octets)
    gathering.mail(tree)
    size = size_before_cutting(raw.octets)
    if size is not None:
        _shut_everything(gathering, NotOpened("too_large", f"邮件大小 {size // 1_000_000} MB"))
    return tree


def _shut_everything(gathering: Gathering, why: NotOpened) -> None:
    """For a message that was cut: the last of its files is cut too, and nobody can tell how many are missing."""
    names = [*(found.filename for found in gathering.attachments), *(shut.filename for shut in gathering.unopened), ""]
    gathering.attachments.clear()
    gathering.unopened.clear()
    for name in names:
        gathering.shut(name, why)


def _submission(
    envelope: Envelope, gathering: Gathering, text: str, rest: tuple[Part, frozenset[str], tuple[Unopened, ...]]
) -> Submission:
    tree, own_addresses, links = rest
    attachments = tuple(gathering.attachments)
    names = tuple(attachment.filename for attachment in attachments)
    unopened = (*gathering.unopened, *(link for link in links if not link.filename.endswith(names)))
    suspect = Suspect(tree, envelope.from_address, own_addresses, own_words(text))
    verdict = _verdict(suspect, attachments, unopened)
    bounce = bounce_in(tree, own_addresses) if {*verdict.automatic, *verdict.hints} else None
    if bounce and bounce.returned and FROM_A_PROGRAM in verdict.hints:
        # The document that came with it is one that we had enclosed.
        verdict = Verdict(verdict.hints)
    return Submission(
        envelope=envelope,
        text=text,
        attachments=attachments,
        unopened=unopened,
        automatic=verdict.automatic,
        machine_hints=verdict.hints,
        bounce=bounce if verdict.automatic else None,
        content_digest=content_digest_of(envelope, text, attachments, unopened),
    )


def _verdict(suspect: Suspect, attachments: tuple[Attachment, ...], unopened: tuple[Unopened, ...]) -> Verdict:
    types = {attachment.media_type for attachment in attachments}
    documents = any(kind not in _NO_DOCUMENTS and not kind.startswith("image/") for kind in types)
    return verdict_on(suspect, documents or any(thing.reason != "link" for thing in unopened))


def _tidied(text: str) -> str:
    lines = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:MAX_TEXT_CHARACTERS].split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")
