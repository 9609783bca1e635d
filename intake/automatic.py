"""Is this mail from a program? The rule table R1 to R12 (RFC 3834, RFC 5230 §4.6, and what mail hosts really send).

In: the outer mail's tree and what is known of it. Out: names of the rules that hit, parted into those that decide and
those that only hint. A strong rule always decides. A weak one decides unless a document came with the mail: a form
sent through a mailing list, or by a client that marks everything as bulk, is still a form.
Only the outer mail is looked at: a person who forwards a bounce is a person.
Elsewhere: how often one address is answered (R13, outbox), whether a sender is genuine (R14).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from intake.addresses import is_mailer_daemon, is_system_address, mailboxes
from intake.automatic_words import sounds_automatic
from intake.filenames import parameter
from intake.headers import Part, raw_values, text_of
from intake.tree import children_of, content_octets

_LIST_HEADERS = re.compile(r"list-(?:id|help|subscribe|unsubscribe|post|owner|archive|unsubscribe-post)")
_AUTO_HEADERS = (
    "X-Autoreply",
    "X-Auto-Reply",
    "X-Autorespond",
    "X-Auto-Respond",
    "X-Mail-Autoreply",
    "X-Autoreply-From",
    "X-QQ-AutoReply",
    "X-Failed-Recipients",
    "X-No-Ack",
)
_NO = re.compile(r"\s*(?:no|0|false)?\s*(?:$|[;(])", re.IGNORECASE)
_REPORTS = ("message/delivery-status", "message/disposition-notification", "message/feedback-report")
_SUBJECT = re.compile(
    r"^[【\[（(\s]*(?:(?:系统|邮箱|邮件|假期)?(?:自动|自動)(?:回复|答复|应答|回復|回覆)|来自.{1,20}的自动回复"
    r"|系统退信|退信(?:通知|[:：])|邮件退回|(?:邮件)?(?:投递|发送)失败|未传递[:：]|(?:来自)?.{0,20}的退信"
    r"|(?:外出|休假|出差|不在办公室)(?:.{0,4}(?:自动)?(?:回复|答复|应答)|[:：])|已读[:：]|(?:邮件)?阅读回执"
    r"|auto(?:matic|mated)?[ -]?(?:reply|response|:)|out of (?:the )?office|vacation:|undeliver(?:able|ed)|read:"
    r"|delivery (?:status|failure|failed|report|delayed)|returned mail|failure notice"
    r"|mail (?:system error|delivery (?:failed|failure))|message (?:undeliverable|delivery failure)"
    r"|warning: (?:could not send|message))",
    re.IGNORECASE,
)
_MAX_DEPTH = 10
FROM_A_PROGRAM = "R8 system-sender"
_CALENDAR = re.compile(rb"^METHOD:(?:REQUEST|REPLY|CANCEL|COUNTER)", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`automatic` decides (empty: a person wrote); `hints` hit without deciding."""

    automatic: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suspect:
    """The mail that is judged."""

    tree: Part
    sender: str
    own_addresses: frozenset[str]
    words: str = ""
    """What the writer says, without quoted mails."""

    def values(self, name: str) -> list[str]:
        """All values of a header."""
        return raw_values(self.tree, name)


Rule = Callable[[Suspect], bool]


def verdict_on(suspect: Suspect, has_document: bool) -> Verdict:
    """Which rules say that a program wrote, and whether they decide."""
    strong = tuple(name for name, rule in STRONG.items() if rule(suspect))
    weak = tuple(name for name, rule in WEAK.items() if rule(suspect))
    if strong or (weak and not has_document):
        return Verdict(strong + weak)
    return Verdict(hints=weak)


def the_return_path_is_null(mail: Suspect) -> bool:
    """R1, RFC 3834 §2. An absent Return-Path says nothing."""
    return any(value.strip() in ("<>", "") for value in mail.values("Return-Path"))


def it_says_that_it_was_auto_submitted(mail: Suspect) -> bool:
    """R2, RFC 3834 §5: present, and its first word is not `no`."""
    return any(not _NO.match(re.sub(r"\([^()]*\)", " ", value)) for value in mail.values("Auto-Submitted"))


def it_came_through_a_list(mail: Suspect) -> bool:
    """R3, RFC 2369 and 2919."""
    return any(_LIST_HEADERS.fullmatch(name.lower()) for name in mail.tree.keys())  # noqa: SIM118 - no mapping


def its_precedence_is_bulk(mail: Suspect) -> bool:
    """R4, RFC 3834 §2."""
    return any(re.match(r"\s*(?:bulk|list|junk)\b", value, re.IGNORECASE) for value in mail.values("Precedence"))


def its_precedence_is_auto_reply(mail: Suspect) -> bool:
    """R4 as Coremail and procmail write it on out-of-office answers."""
    return any(re.match(r"\s*auto[_-]?reply\b", value, re.IGNORECASE) for value in mail.values("Precedence"))


def it_asks_for_no_automatic_answer(mail: Suspect) -> bool:
    """R5, Microsoft's X-Auto-Response-Suppress."""
    words = re.compile(r"\b(?:all|oof|autoreply)\b", re.IGNORECASE)
    return any(words.search(value) for value in mail.values("X-Auto-Response-Suppress"))


def it_has_been_here_before(mail: Suspect) -> bool:
    """R6: our own address in X-Loop."""
    own = {address.lower() for address in mail.own_addresses}
    return any(value.strip(" <>").lower() in own for value in mail.values("X-Loop"))


def another_program_marked_its_loop(mail: Suspect) -> bool:
    """R6: anybody's X-Loop."""
    return bool(mail.values("X-Loop"))


def it_is_a_report(mail: Suspect) -> bool:
    """R7: bounces, read receipts, feedback reports (RFC 3464, 8098, 5965)."""
    parts = (mail.tree, *children_of(mail.tree))
    return any(part.get_content_type() in ("multipart/report", *_REPORTS) for part in parts)


def its_sender_is_a_mail_server(mail: Suspect) -> bool:
    """R8: MAILER-DAEMON."""
    return is_mailer_daemon(mail.sender)


def its_sender_is_a_program(mail: Suspect) -> bool:
    """R8, RFC 5230 §4.6: postmaster, noreply, owner-…, bounces, …; any of the From mailboxes."""
    return any(is_system_address(box.address) for box in mailboxes(mail.tree, "From"))


def its_sender_is_ourselves(mail: Suspect) -> bool:
    """R9, RFC 3834 §2."""
    own = {address.lower() for address in mail.own_addresses}
    return any(box.address in own for box in mailboxes(mail.tree, "From"))


def it_is_marked_as_an_automatic_answer(mail: Suspect) -> bool:
    """R10: the headers that mail hosts invented for it."""
    marked = any(not _NO.match(value) for name in _AUTO_HEADERS for value in mail.values(name))
    refuses = any(value.strip().lower() == "no" for value in mail.values("X-Ack"))
    return marked or refuses or any("auto-replied" in v.lower() for v in mail.values("Content-Identifier"))


def its_subject_is_that_of_an_automatic_mail(mail: Suspect) -> bool:
    """R11, a hint; a person who answers such a mail has Re: or 回复： before it."""
    return _SUBJECT.match(text_of(mail.tree, "Subject")) is not None


def its_words_are_those_of_an_automatic_answer(mail: Suspect) -> bool:
    """R11, where the subject alone does not tell."""
    return sounds_automatic(text_of(mail.tree, "Subject"), mail.words)


def it_is_an_invitation(mail: Suspect) -> bool:
    """R12: a calendar part with a method that wants an answer or is one (RFC 5546)."""
    return any(
        part.get_content_type() == "text/calendar"
        and (parameter(part, "Content-Type", "method") or _CALENDAR.search(content_octets(part)))
        for part in _outer_parts(mail.tree)
    )


def _outer_parts(tree: Part, depth: int = 0) -> list[Part]:
    """The parts of the outer mail, those of mails inside it left out."""
    if tree.get_content_maintype() != "multipart" or not tree.is_multipart() or depth > _MAX_DEPTH:
        return [tree]
    return [leaf for part in children_of(tree) for leaf in _outer_parts(part, depth + 1)]


STRONG: Mapping[str, Rule] = {
    "R1 null-return-path": the_return_path_is_null,
    "R2 auto-submitted": it_says_that_it_was_auto_submitted,
    "R4 auto-reply-precedence": its_precedence_is_auto_reply,
    "R6 own-loop": it_has_been_here_before,
    "R7 report": it_is_a_report,
    "R8 mailer-daemon": its_sender_is_a_mail_server,
    "R9 own-address": its_sender_is_ourselves,
    "R10 auto-reply-header": it_is_marked_as_an_automatic_answer,
}
WEAK: Mapping[str, Rule] = {
    "R3 list": it_came_through_a_list,
    "R4 bulk-precedence": its_precedence_is_bulk,
    "R5 response-suppressed": it_asks_for_no_automatic_answer,
    "R6 loop": another_program_marked_its_loop,
    FROM_A_PROGRAM: its_sender_is_a_program,
    "R11 subject": its_subject_is_that_of_an_automatic_mail,
    "R11 words": its_words_are_those_of_an_automatic_answer,
    "R12 calendar": it_is_an_invitation,
}
