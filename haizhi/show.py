"""What reading one file gives, as plain data for `haizhi extract`: what was found, where, how certain, why not more.

In: files' names and octets. Out: dicts and lists ready for JSON, without pictures; sentences for staff, in Chinese.
Each file is read as in a run, in a process that can be ended.
Elsewhere: reading itself (`haizhi.pipeline`), what a mail comes to (`rules.decide`).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.pace import GivenUp, Tell
from haizhi.pipeline import House, read, read_one
from haizhi.running import pool_doing
from haizhi.workers import Unread
from intake.media_type import media_type_of
from intake.message import Attachment, RawMessage
from parsers.document import CERTAIN, Seal, Where
from parsers.form import ExtractedForm, Field
from parsers.reading import AttachmentReading, Reading
from rules.attachments import LINK, REASONS
from rules.case import History
from rules.decide import decide
from rules.finding import FIELDS, Finding

VERSIONS = {"word": "WORD或WPS版", "pdf": "PDF版", "other": "既不是WORD版也不是PDF版"}
ALONE = "只凭这一封邮件得出，不计以前收到的材料"


File = tuple[str, bytes]


def shown(files: Iterable[File], settings: Settings) -> Iterator[dict[str, Any]]:
    """Each file: a mail with its attachments and what it comes to, or an attachment."""
    house, alone = house_of(settings), settings.model_copy(update={"workers": 1})
    for (name, _), found in pool_doing(read_file, alone).map(files):
        if isinstance(found, Unread):
            yield {"file": name, "says": found.reason}
        elif isinstance(found, Reading):
            yield _mail(name, found, house)
        else:
            yield _attachment(found, house)


def read_file(settings: Settings, file: File, given_up: GivenUp, tell: Tell) -> Reading | AttachmentReading:
    """In the reading process."""
    house, (name, octets) = house_of(settings), file
    media_type = media_type_of(octets, name)
    if media_type == "message/rfc822":
        return read(RawMessage(octets, name), house, given_up, tell)
    return read_one(Attachment(name, media_type, octets), house.readers, given_up, tell)


def _mail(name: str, reading: Reading, house: House) -> dict[str, Any]:
    submission = reading.submission
    unopened = [
        {"file": one.filename, "reason": one.reason, "detail": one.detail, "says": _why_shut(one.reason)}
        for one in submission.unopened
    ]
    return {
        "file": name,
        "media_type": "message/rfc822",
        "subject": submission.envelope.subject,
        "from": submission.envelope.from_address,
        "received_at": submission.envelope.received_at.isoformat() if submission.envelope.received_at else None,
        "automatic": list(submission.automatic),
        "decision": _decision(reading, house),
        "unopened": unopened,
        "attachments": [_attachment(one, house) for one in reading.attachments],
    }


def _decision(reading: Reading, house: House) -> dict[str, Any]:
    made = decide(reading, History(), house.desk, reading.submission.envelope.received_at)
    return {
        "outcome": made.outcome.value,
        "problems": [_problem(finding) for finding in made.findings],
        "reasons": list(made.reasons),
        "says": ALONE,
    }


def _problem(finding: Finding) -> dict[str, str]:
    told = {
        "code": finding.code,
        "found": finding.found,
        "found_in_pdf": finding.found_in_pdf,
        "file": finding.filename,
        "detail": finding.detail,
    }
    return {key: text for key, text in told.items() if text}


def _attachment(reading: AttachmentReading, house: House) -> dict[str, Any]:
    found: dict[str, Any] = {"file": reading.filename, "media_type": reading.media_type, "version": reading.version}
    found["says"] = "；".join(_sentences(reading, house))
    if reading.unreadable:
        found["unreadable"] = {"reason": reading.unreadable.reason, "detail": reading.unreadable.detail}
    if reading.doubt:
        found["doubt"] = reading.doubt
    if not reading.forms and not reading.unreadable:
        found["text"] = reading.text_excerpt[:200]
    return found | {"forms": [_form(form) for form in reading.forms]}


def _sentences(reading: AttachmentReading, house: House) -> Iterator[str]:
    """What staff wants to know first."""
    if reading.unreadable:
        yield f"没有读出：{_why_shut(reading.unreadable.reason)}"
        return
    yield f"是信息表，{VERSIONS[reading.version]}" if reading.forms else reading.doubt or "不是信息表，或没有认出信息表"
    if len(reading.forms) > 1:
        yield f"文件中有{len(reading.forms)}张信息表"
    for form in reading.forms:
        yield from _about(form, house.desk.notice.form.labels)


def _about(form: ExtractedForm, labels: Any) -> Iterator[str]:
    named = {key: labels.get(key, key) for key in FIELDS}
    doubtful = [named[key] for key in FIELDS if form.fields[key].text is not None and not _is_certain(form.fields[key])]
    absent = [named[key] for key in FIELDS if form.fields[key].text is None]
    if form.people > 1:
        yield f"填了{form.people}个人"
    yield f"不能确定：{'、'.join(doubtful)}" if doubtful else "读出的各栏都有把握"
    if absent:
        yield f"没有找到：{'、'.join(absent)}"
    if form.scanned or form.laid_out:
        yield _about_seal(form)


def _about_seal(form: ExtractedForm) -> str:
    if form.seals:
        names = "、".join(f"“{seal.name}”" for seal in form.seals if seal.name) or "章上文字没有读出"
        return f"有印章{len(form.seals)}枚（{names}）"
    return "没有印章" if form.seal_decidable else "有没有印章不能确定"


def _is_certain(field: Field) -> bool:
    return field.certainty >= CERTAIN


def _why_shut(reason: str) -> str:
    return LINK if reason == "link" else REASONS.get(reason, reason)


def _form(form: ExtractedForm) -> dict[str, Any]:
    return {
        "people": form.people,
        "scanned": form.scanned,
        "page": form.page,
        "fields": {key: _field(field) for key, field in form.fields.items()},
        "seals": [_seal(seal) for seal in form.seals],
        "seal_decidable": form.seal_decidable,
    }


def _field(field: Field) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": field.text, "certainty": round(field.certainty, 3)}
    if field.ticked is not None:
        shown["ticked"] = list(field.ticked)
    if field.samples_only:
        shown["samples_only"] = True
    return shown | _where(field.where)


def _seal(seal: Seal) -> dict[str, Any]:
    name = {"name": seal.name, "name_certainty": round(seal.name_certainty, 3)}
    return {"certainty": round(seal.certainty, 3), "shape": seal.shape} | name | _where(seal.where)


def _where(where: Where | None) -> dict[str, Any]:
    if where is None:
        return {}
    return {"page": where.page, "box": [round(edge, 4) for edge in where.box]}
