"""A sample of every letter, to invented people of invented units, made by the program's own `compose`.

In: nothing. Out: SAMPLES by name; `letter_of`, `files_of`. Elsewhere: writing them to docs/letters
(`python -m tests.outbox.show_letters`).
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from PIL import Image, ImageDraw, ImageFont

from intake.message import Submission
from outbox.by_hand import reply
from outbox.compose import compose, render
from outbox.entry import Inbound, OutboxEntry
from parsers.form import ExtractedForm, Field
from parsers.reading import AttachmentReading, Reading
from rules.finding import Decision, Finding, Outcome
from tests.outbox.letters import AT, OFFICE, RECORD, decision, envelope

BASE = "中国科协海智计划某某（某某高新技术产业开发区）工作基地"
OF_A_BASE = {
    **RECORD,
    "unit_name": BASE,
    "unit_department": f"{BASE}-某某高新技术产业开发区管委会-科技创新局",
    "unit_type": "中国科协海智计划工作基地",
    "has_account": True,
}
ONLY_WORD, ONLY_PDF = {"word": "here", "pdf": "missing"}, {"word": "missing", "pdf": "here"}
LATER = datetime(2022, 9, 18, 1, 30, tzinfo=UTC)
TOO_LATE = datetime(2022, 9, 21, 1, 30, tzinfo=UTC)
PERSONS_WORDS = "海外科技团体由国际合作部确定推荐资格。\n贵会可先填写附件1，与成立批件一并寄来。"


@dataclass(frozen=True)
class Sample:
    """One letter: what was decided, what had been read, when."""

    about: str
    decided: Decision
    at: datetime = AT
    scanned: Mapping[str, str] | None = None
    """Texts of the scan's cells that have a picture, by field."""


REJECTED, ACCEPTED, REVIEW = Outcome.REJECTED, Outcome.ACCEPTED, Outcome.REVIEW
FAULTS = (
    Finding("missing:position"),
    Finding("invalid:mobile", "139000012", detail="号码只有9位"),
    Finding("invalid:unit_department", "某某学会", detail="只写了单位，没有写部门"),
    Finding("missing:unit_type"),
)
FAULTY = {**RECORD, "position": None, "mobile": "139000012", "unit_department": "某某学会", "unit_type": None}
DIFFERENT = Finding("mismatch:mobile", "13900001234", "13900001284")
SAMPLES: Mapping[str, Sample] = {
    "confirmation": Sample("确认：已登记，将开设账户", decision(ACCEPTED)),
    "confirmation-account": Sample("确认：已登记，已有账户（基地，名额 5 个）", decision(ACCEPTED, record=OF_A_BASE)),
    "confirmation-update": Sample("确认：更新登记", decision(ACCEPTED, update=True)),
    "problems-fields": Sample(
        "补正：几栏有问题，附预填的表",
        decision(REJECTED, *FAULTS, record=FAULTY),
        scanned={"position": "", "mobile": "139000012"},
    ),
    "problems-mismatch": Sample(
        "补正：两个版本不一致（9 月 18 日写信，说明两个日期）",
        decision(REJECTED, DIFFERENT, record=RECORD),
        LATER,
        {"mobile": "13900001284"},
    ),
    "problems-pdf-missing": Sample("补正：缺 PDF 版", decision(REJECTED, "pdf_missing", notes=ONLY_WORD)),
    "problems-word-missing": Sample("补正：缺 WORD 版，附预填的表", decision(REJECTED, "word_missing", notes=ONLY_PDF)),
    "problems-seal": Sample("补正：没有公章", decision(REJECTED, "seal_missing")),
    "problems-no-form": Sample(
        "补正：没有找到信息表，附空白表", decision(REJECTED, "annex1_not_found", record=None, unit_key=None, notes={})
    ),
    "problems-late": Sample(
        "补正：已过报送时间",
        decision(REJECTED, Finding("missing:email"), "late", record={**RECORD, "email": None}),
        TOO_LATE,
    ),
    "receipt": Sample("回执：由工作人员核对", decision(REVIEW, "uncertain:mobile", "uncertain:seal")),
    "receipt-eligibility": Sample("回执：海外科技团体", decision(REVIEW, "eligibility", "late"), TOO_LATE),
}


def entries() -> dict[str, OutboxEntry]:
    """Every sample, rendered."""
    written = reply(PERSONS_WORDS, envelope("请问海外科技团体如何报送"), Inbound("0001", "ab" * 32, AT), OFFICE)
    assert written is not None
    return {name: entry_of(sample) for name, sample in SAMPLES.items()} | {"reply": render(written, OFFICE)}


def entry_of(sample: Sample) -> OutboxEntry:
    """The letter as it goes out."""
    entry = compose(sample.decided, _reading(sample), Inbound("0001", "ab" * 32, sample.at), OFFICE)
    assert entry is not None
    return entry


def message_of(entry: OutboxEntry) -> EmailMessage:
    """As a mail program reads it."""
    message = message_from_bytes(entry.octets, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def _reading(sample: Sample) -> Reading:
    submission = Submission(envelope(), "", ())
    if sample.scanned is None:
        return Reading(submission, ())
    fields = {key: Field(text, picture=cell_picture(text)) for key, text in sample.scanned.items()}
    scan = AttachmentReading("盖章.pdf", "application/pdf", "cd" * 32, "pdf", (ExtractedForm(fields, scanned=True),))
    return Reading(submission, (scan,))


def cell_picture(text: str, wide: int = 420) -> bytes:
    """What a scanned cell looks like; digits and Latin letters only, so that no font is needed."""
    picture = Image.new("RGB", (wide, 90), (247, 246, 242))
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((1, 1, wide - 2, 88), outline=(40, 40, 40), width=2)
    drawn.text((60, 28), text, fill=(25, 25, 30), font=ImageFont.load_default(34))
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def with_record(name: str, **values: object) -> Sample:
    """A sample whose record says something else."""
    sample = SAMPLES[name]
    record = dict(sample.decided.record or {}) | values
    return replace(sample, decided=replace(sample.decided, record=record))
