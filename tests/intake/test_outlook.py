"""Mails saved by Outlook as .msg."""

from tests.intake.mails import PDF, attachment, mixed, opened, words
from tests.intake.ole import Tree, ole


def wide(identifier: str, text: str) -> tuple[str, bytes]:
    return f"__substg1.0_{identifier}001F", text.encode("utf-16-le").ljust(4096, b"\0")


def message(subject: str, text: str, attachments: list[Tree]) -> Tree:
    storages: dict[str, bytes | Tree] = {f"__attach_version1.0_#{n:08X}": each for n, each in enumerate(attachments)}
    return {"__properties_version1.0": bytes(32), **dict([wide("0037", subject), wide("1000", text)]), **storages}


def test_the_attachments_of_an_outlook_mail_are_unpacked_with_their_long_names() -> None:
    file: Tree = dict(
        [("__substg1.0_37010102", PDF.ljust(4096)), wide("3704", "SHORT.PDF"), wide("3707", "信息表.pdf")]
    )
    submission = opened(mixed(words("转上"), attachment(b"a.msg", ole(message("主题", "正文", [file])))))
    (found,) = submission.attachments
    assert (found.filename, found.media_type, found.path) == ("信息表.pdf", "application/pdf", ("a.msg",))
    assert "正文" in submission.text


def test_a_mail_inside_an_outlook_mail_is_gone_through() -> None:
    file: Tree = dict([("__substg1.0_37010102", PDF.ljust(4096)), wide("3707", "信息表.pdf")])
    inner: Tree = {"__substg1.0_3701000D": message("内层", "内文", [file])}
    submission = opened(mixed(attachment(b"a.msg", ole(message("外层", "外文", [inner])))))
    assert [found.filename for found in submission.attachments] == ["信息表.pdf"]
    assert "内文" in submission.text
