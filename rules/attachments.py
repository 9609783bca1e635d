"""Attachments that are no readable version of the form: which of them matter, and what to say about each.

In: Reading, which versions are at hand, whether the mail is about this notice. Out: Findings.
Elsewhere: the versions themselves (`rules.gather`), mails in which no form came (`rules.without_form`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.message import Unopened
from parsers.reading import AttachmentReading, Reading
from rules.case import Case
from rules.finding import Finding
from rules.gather import OUR_FAILURE
from rules.notice import Notice

REASONS = {
    "encrypted": "文件设有密码，无法打开，请发送不设密码的文件",
    "corrupt": "文件已损坏或不完整，无法打开，请重新保存（扫描）后发送",
    "bomb": "文件解开后异常庞大，为安全起见没有打开，请直接发送信息表文件",
    "too_large": "文件过大，没有打开，请直接发送信息表文件",
    "too_many": "压缩包内文件过多，没有全部打开，请直接发送信息表文件",
    "too_deep": "压缩包层层相套，没有全部打开，请直接发送信息表文件",
    "endless": "文件打开时耗时异常，为安全起见没有打开，请重新保存（盖章件请重新扫描）后发送",
    "unsupported": "这种文件格式不在接收之列，请发送WORD或WPS版和盖章后扫描的PDF版",
    "empty": "文件是空的（0字节），请重新发送",
    "timeout": "文件没有读完，请直接发送信息表文件",
    "no_reader": "这种文件格式不在接收之列，请发送WORD或WPS版和盖章后扫描的PDF版",
}
LINK = "来信中只有文件的下载链接（超大附件、网盘），请将文件本身作为附件发送"
_PAPER = re.compile(
    r"\.(docx?|wps|wpt|rtf|odt|pdf|ofd|xlsx?|et|zip|rar|7z|tar|gz|tgz|bz2|xz|pptx?|p7m)$", re.IGNORECASE
)
_SHEETS = re.compile(r"spreadsheet|excel|csv|ofd|presentation|powerpoint|keynote|pages|numbers")
_ANYTHING_INSIDE = frozenset(("bomb", "too_deep", "too_large", "too_many"))
"""Reasons for which nobody knows what lies inside, whatever the thing is called; a nested mail has no file's name."""


@dataclass(frozen=True, slots=True)
class Shut:
    """Something that could not be read and may be the form."""

    filename: str
    reason: str
    version: str
    """word, pdf, or other where it can be either, such as an archive."""


def shut_papers(reading: Reading) -> tuple[Shut, ...]:
    """Attachments that may be the form and could not be opened; the program's own failures excepted."""
    unread = (
        Shut(a.filename, a.unreadable.reason, a.version)
        for a in reading.attachments
        if a.unreadable and not (a.version != "other" and a.unreadable.reason in OUR_FAILURE) and _may_be_paper(a)
    )
    return (*unread, *(shut for unopened in reading.submission.unopened if (shut := _unopened(unopened))))


def _may_be_paper(attachment: AttachmentReading) -> bool:
    named_so = _PAPER.search(attachment.filename) or _SHEETS.search(attachment.media_type)
    return attachment.version != "other" or bool(named_so)


def _unopened(unopened: Unopened) -> Shut | None:
    if unopened.reason == "link":
        return None
    if unopened.filename and unopened.reason not in _ANYTHING_INSIDE and not _PAPER.search(unopened.filename):
        return None
    if not unopened.filename:
        return Shut("（整封邮件）", unopened.reason, "other")
    suffix = unopened.filename.rpartition(".")[2].lower()
    version = "pdf" if suffix == "pdf" else "word" if suffix in ("doc", "docx", "wps", "wpt", "rtf", "odt") else "other"
    return Shut(unopened.filename, unopened.reason, version)


def wrong_kinds(reading: Reading) -> tuple[AttachmentReading, ...]:
    """Attachments that hold the form in a kind of file that is neither WORD nor PDF nor a picture."""
    return tuple(a for a in reading.attachments if a.version == "other" and a.forms and not is_picture(a))


def pictures(reading: Reading) -> tuple[AttachmentReading, ...]:
    """Pictures that hold the form, or else pictures that may hold it."""
    images = [a for a in reading.attachments if is_picture(a) and not a.unreadable]
    return tuple([a for a in images if a.forms] or [a for a in images if a.doubt])


def is_picture(attachment: AttachmentReading) -> bool:
    """True for a photograph or any other image."""
    return attachment.media_type.startswith("image/")


def links(reading: Reading) -> bool:
    """True where files were left on a server and only linked."""
    return any(unopened.reason == "link" for unopened in reading.submission.unopened)


def every_version_came_and_opens(case: Case, reading: Reading, notice: Notice) -> Iterator[Finding]:
    """Section 6.1: a WORD or WPS version and a PDF version; what could not be opened explains what is missing."""
    explained = set()
    for shut in shut_papers(reading):
        wanted = _stands_for(shut, case)
        explained |= wanted
        if wanted:
            yield unreadable(shut)
    wrong = wrong_kinds(reading) if case.word is None else ()
    yield from (wrong_kind(a) for a in wrong)
    if case.word is None and "word" not in explained:
        yield word_missing(reading)
    if case.pdf is None and "pdf" not in explained:
        yield pdf_missing(reading, notice)


def _stands_for(shut: Shut, case: Case) -> set[str]:
    """Which versions a file that cannot be opened may be: those that did not come with this very message."""
    here = {paper.version for paper in (case.word, case.pdf) if paper} - case.earlier
    return {"word", "pdf"} - here if shut.version == "other" else {shut.version} - here


def unreadable(shut: Shut) -> Finding:
    """`attachment_unreadable` with its reason."""
    return Finding("attachment_unreadable", filename=shut.filename, detail=REASONS.get(shut.reason, REASONS["corrupt"]))


def wrong_kind(attachment: AttachmentReading) -> Finding:
    """`attachment_unreadable` for a form in a kind of file that is not accepted."""
    return Finding("attachment_unreadable", filename=attachment.filename, detail=REASONS["unsupported"])


def word_missing(reading: Reading) -> Finding:
    """`word_missing`, with what came instead."""
    return Finding("word_missing", detail=LINK if links(reading) else "")


def pdf_missing(reading: Reading, notice: Notice) -> Finding:
    """`pdf_missing`, with what came instead."""
    if links(reading):
        return Finding("pdf_missing", detail=LINK)
    for picture in pictures(reading):
        detail = f"寄来的“{picture.filename}”是图片，请将盖章后的信息表扫描（或转换）成PDF文件发送"
        return Finding("pdf_missing", filename=picture.filename, detail=detail)
    for attachment in reading.attachments:
        if attachment.version == "pdf" and not attachment.forms and not attachment.unreadable:
            detail = other_paper(attachment, notice) or f"寄来的“{attachment.filename}”不是信息表"
            return Finding("pdf_missing", filename=attachment.filename, detail=detail)
    return Finding("pdf_missing")


def other_paper(attachment: AttachmentReading, notice: Notice) -> str:
    """What a readable paper is instead of the form; "" where nobody can tell."""
    text = re.sub(r"\s", "", attachment.text_excerpt)
    return next((paper.sentence for paper in notice.form.other_papers if any(m in text for m in paper.marks)), "")
