"""The rule table R1 to R12: programs get no answer, persons do."""

import pytest

from intake.message import Submission
from tests.intake.files import docx
from tests.intake.mails import OWN, PDF, attachment, mixed, multipart, opened, part, words

BASE = b"From: wang@unit.example.cn\r\nMIME-Version: 1.0\r\n"


def judged(*headers: str, form: bool = False) -> Submission:
    parts = [words("您好")] + ([attachment(b"a.docx", docx())] if form else [])
    head = b"".join(header.encode() + b"\r\n" for header in headers)
    base = b"" if any(header.startswith("From:") for header in headers) else BASE
    return opened(mixed(*parts, head=base + head))


STRONG = [
    ("R1", "Return-Path: <>"),
    ("R1", "Return-Path:"),
    ("R2", "Auto-Submitted: auto-replied"),
    ("R2", 'Auto-Submitted: auto-replied; owner-email="a@b.example"'),
    ("R2", "Auto-Submitted: (really) Auto-Generated"),
    ("R4", "Precedence: auto_reply"),
    ("R6", f"X-Loop: {next(iter(OWN))}"),
    ("R8", "From: MAILER-DAEMON@mx.example.cn"),
    ("R9", f"From: <{next(iter(OWN)).upper()}>"),
    ("R10", "X-Autoreply: yes"),
    ("R10", "X-QQ-AutoReply: 1"),
    ("R10", "X-Failed-Recipients: a@b.example"),
    ("R10", "X-Ack: No"),
    ("R10", "Content-Identifier: Auto-replied"),
]
WEAK = [
    ("R3", "List-Id: <weekly.example>"),
    ("R3", "List-Unsubscribe: <mailto:x@example>"),
    ("R4", "Precedence: bulk"),
    ("R5", "X-Auto-Response-Suppress: DR, OOF, AutoReply"),
    ("R6", "X-Loop: someone@else.example"),
    ("R8", "From: no-reply@unit.example.cn"),
    ("R8", "From: postmaster@unit.example.cn"),
    ("R11", "Subject: 自动回复: 信息表"),
    ("R11", "Subject: =?utf-8?B?6Ieq5Yqo5Zue5aSN77ya5aW9?="),
    ("R11", "Subject: Out of Office: x"),
    ("R11", "Subject: 系统退信/Systems bounce"),
    ("R11", "Subject: 外出自动回复"),
    ("R11", "Subject: 来自张三的自动回复"),
    ("R11", "Subject: 邮箱自动回复：信息表"),
    ("R11", "Subject: 自動回覆：信息表"),
    ("R11", "Subject: 不在办公室: 信息表"),
    ("R11", "Subject: 邮件发送失败"),
    ("R11", "Subject: 未传递: 信息表"),
    ("R11", "Subject: Vacation: x"),
]
PERSONS = [
    "Auto-Submitted: no",
    "Auto-Submitted: NO; x=1",
    "Auto-Submitted: (a person) no",
    "Auto-Submitted:",
    "Return-Path: <wang@unit.example.cn>",
    "Precedence: first-class",
    "X-Auto-Response-Suppress: None",
    "X-Autoreply: no",
    "X-QQ-AutoReply: 0",
    "X-Priority: 1",
    "Subject: 回复：自动回复：信息表",
    "Subject: 外出培训负责人信息表",
    "Subject: 关于退信问题的咨询",
    "Subject: 为什么收到自动回复",
    "Subject: 不在办公室的负责人能否推荐",
    "Listing: x",
    "From: mailer@unit.example.cn",
    "From: postmaster.wang@unit.example.cn",
]


def rules(submission: Submission) -> list[str]:
    return [name.split()[0] for name in submission.automatic]


@pytest.mark.parametrize("form", [True, False])
@pytest.mark.parametrize(("rule", "header"), STRONG)
def test_a_strong_rule_decides_with_or_without_a_form(rule: str, header: str, form: bool) -> None:
    assert rule in rules(judged(header, form=form))


@pytest.mark.parametrize(("rule", "header"), WEAK)
def test_a_weak_rule_decides_only_without_a_form(rule: str, header: str) -> None:
    assert rules(judged(header)) == [rule]
    submission = judged(header, form=True)
    assert submission.automatic == ()
    assert [name.split()[0] for name in submission.machine_hints] == [rule]


@pytest.mark.parametrize("header", PERSONS)
def test_a_person_is_a_person(header: str) -> None:
    submission = judged(header)
    assert (submission.automatic, submission.machine_hints) == ((), ())


RECEIVED = "您好，来信已收到，我会尽快与您联系。"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("张三自动回复", RECEIVED),
        ("Re: 自动回复: 信息表", RECEIVED),
        ("答复: 自动答复: 信息表", RECEIVED),
        ("休假通知：我将于20日返回", RECEIVED),
        ("我正在休假", "我正在休假，20日返回后尽快回复您。"),
        ("Wang is on vacation", "Thank you for your message. I will answer as soon as I am back."),
    ],
)
def test_an_automatic_answer_without_headers_is_told_by_subject_and_words(subject: str, text: str) -> None:
    head = BASE + b"Subject: " + subject.encode() + b"\r\n"
    assert rules(opened(mixed(words(text), head=head))) == ["R11"]
    submission = opened(mixed(words(text), attachment(b"a.docx", docx()), head=head))
    assert submission.automatic == ()


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("回复：信息表", RECEIVED),
        ("外出培训负责人信息表", "来信已收到，请问外出期间如何报送？我会尽快与您联系。"),
        ("回复：自动回复：信息表", "来信已收到，我单位信息表会尽快报送，请问联系谁处理"),
        ("负责人出差，盖章要晚几天", "负责人正在出差，信息表我们尽快回复报送。"),
        ("负责人出差", "负责人正在出差，盖章后尽快回复。"),
        ("负责人出差", "负责人下周才回来，我们只能那时报送。"),
    ],
)
def test_a_person_who_speaks_of_an_absence_is_a_person(subject: str, text: str) -> None:
    assert opened(mixed(words(text), head=BASE + b"Subject: " + subject.encode() + b"\r\n")).automatic == ()


def test_no_return_path_at_all_says_nothing() -> None:
    assert judged().automatic == ()


@pytest.mark.parametrize(
    "report",
    [
        multipart(
            [words("x"), part(b"Action: failed", b"Content-Type: message/delivery-status", encoding=b"")], b"report"
        ),
        multipart(
            [words("x"), part(b"Disposition: x", b"Content-Type: message/disposition-notification", encoding=b"")]
        ),
        multipart([words("x"), part(b"User-Agent: x", b"Content-Type: message/feedback-report", encoding=b"")]),
    ],
)
def test_a_report_is_automatic(report: bytes) -> None:
    assert rules(opened(BASE + report)) == ["R7"]


@pytest.mark.parametrize(
    "calendar",
    [
        part(b"BEGIN:VCALENDAR", b"Content-Type: text/calendar; method=REQUEST"),
        part(b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n", b"Content-Type: text/calendar", encoding=b""),
    ],
)
def test_an_invitation_is_automatic(calendar: bytes) -> None:
    assert rules(opened(mixed(words("x"), calendar, head=BASE))) == ["R12"]


def test_a_person_who_forwards_a_bounce_is_a_person() -> None:
    bounce = b"From: MAILER-DAEMON@mx.example.cn\r\nReturn-Path: <>\r\nAuto-Submitted: auto-replied\r\n" + multipart(
        [words("x"), part(b"Action: failed", b"Content-Type: message/delivery-status", encoding=b"")], b"report", b"b2"
    )
    submission = opened(mixed(words("请看"), b"Content-Type: message/rfc822\r\n\r\n" + bounce, head=BASE))
    assert (submission.automatic, submission.machine_hints) == ((), ())


def test_a_newsletter_full_of_pictures_is_automatic() -> None:
    assert judged("List-Id: <x.example>").automatic
    picture = part(b"\xff\xd8\xff" + bytes(50), b"Content-Type: image/jpeg; name=a.jpg")
    assert opened(mixed(words("x"), picture, head=BASE + b"List-Id: <x.example>\r\n")).automatic


def test_a_pdf_through_a_list_is_looked_at() -> None:
    assert not opened(mixed(attachment(b"a.pdf", PDF), head=BASE + b"List-Id: <x.example>\r\n")).automatic
