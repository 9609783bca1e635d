"""The MIME walk loses nothing (D6, D8 to D11, D13, D15): one test for each way in which real mails are bent."""

import base64
import quopri

import pytest

from intake.message import Submission
from tests.intake.files import docx, picture, zipped
from tests.intake.mails import HEAD, PDF, attachment, mail, mixed, multipart, opened, part, words

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def names(submission: Submission) -> list[str]:
    return [attachment.filename for attachment in submission.attachments]


def test_word_and_pdf_come_with_their_octets() -> None:
    form = docx()
    submission = opened(mixed(words("请查收", "gbk"), attachment(b"a.docx", form), attachment(b"a.pdf", PDF)))
    assert submission.text == "请查收"
    assert [(a.filename, a.media_type, a.octets) for a in submission.attachments] == [
        ("a.docx", DOCX_TYPE, form),
        ("a.pdf", "application/pdf", PDF),
    ]
    assert submission.unopened == ()


@pytest.mark.parametrize(
    "headers",
    [
        (b"Content-Type: application/pdf", b'Content-Disposition: inline; filename="a.pdf"'),
        (b'Content-Type: application/pdf; name="a.pdf"',),
        (b"Content-Type: application/pdf",),
        (b'Content-Type: text/plain; name="a.pdf"',),
        (b"Content-Type: text/plain",),
        (b"Content-Type: text/html", b"Content-Disposition: attachment"),
        (b"Content-Disposition: attachment",),
        (b"Content-Type: nonsense",),
        (),
    ],
)
def test_a_pdf_is_an_attachment_however_it_is_marked(headers: tuple[bytes, ...]) -> None:
    submission = opened(mixed(words("请查收"), part(PDF, *headers)))
    assert [(a.media_type, a.octets) for a in submission.attachments] == [("application/pdf", PDF)]


def test_plain_text_with_a_file_name_is_a_file() -> None:
    submission = opened(mixed(words("hello"), attachment(b"readme.txt", b"some text")))
    assert (submission.text, names(submission)) == ("hello", ["readme.txt"])


def test_a_message_that_is_one_pdf_and_nothing_else() -> None:
    octets = HEAD + part(PDF, b"Content-Type: application/pdf; name=a.pdf")
    assert names(opened(octets)) == ["a.pdf"]


@pytest.mark.parametrize("boundary", [b"", b"; boundary=wrong", b'; boundary="'])
def test_a_missing_or_wrong_boundary_loses_no_attachment(boundary: bytes) -> None:
    broken = multipart([words("请查收"), attachment(b"a.pdf", PDF)]).replace(b'; boundary="b1"', boundary, 1)
    submission = opened(HEAD + broken)
    assert (submission.text, names(submission)) == ("请查收", ["a.pdf"])


def test_an_empty_line_among_the_headers_loses_no_attachment() -> None:
    octets = HEAD + b"\r\nMIME-Version: 1.0\r\n" + multipart([words("请查收"), attachment(b"a.pdf", PDF)])
    assert names(opened(octets)) == ["a.pdf"]


def test_a_multipart_without_any_content_type_loses_no_attachment() -> None:
    body = multipart([words("请查收"), attachment(b"a.pdf", PDF)]).partition(b"\r\n\r\n")[2]
    assert names(opened(HEAD + b"\r\n" + body)) == ["a.pdf"]


def test_a_cut_message_keeps_what_came() -> None:
    octets = mixed(words("请查收"), attachment(b"a.docx", docx()), attachment(b"b.pdf", PDF * 9))
    assert names(opened(octets[: octets.rindex(b"JVBERi") + 200])) == ["a.docx", "b.pdf"]


def test_a_closing_boundary_too_early_loses_no_attachment() -> None:
    octets = mixed(words("请查收")) + b"\r\n--b1\r\n" + attachment(b"a.pdf", PDF) + b"\r\n--b1--\r\n"
    assert names(opened(octets)) == ["a.pdf"]


def test_apple_mail_nests_a_file_between_two_pieces_of_html_in_an_alternative() -> None:
    html = [words("<div>一</div>", kind=b"html"), attachment(b"a.pdf", PDF), words("<div>二</div>", kind=b"html")]
    octets = HEAD + multipart([words("一\n二"), multipart(html, boundary=b"b2")], b"alternative")
    submission = opened(octets)
    assert (submission.text, names(submission)) == ("一\n二", ["a.pdf"])


def test_html_alone_becomes_text_with_a_line_for_every_block() -> None:
    html = (
        "<html><head><style>p{}</style></head><body><p>您好</p><div>请<b>查收</b><br>附件</div><!-- x --></body></html>"
    )
    assert opened(mixed(words(html, kind=b"html"))).text == "您好\n请查收\n附件"


def test_an_empty_plain_text_leaves_the_words_to_the_html() -> None:
    octets = HEAD + multipart([words(" \n"), words("<p>请查收</p>", kind=b"html")], b"alternative")
    assert opened(octets).text == "请查收"


def test_base64_with_junk_gives_the_file() -> None:
    wire = base64.encodebytes(PDF * 20)
    header = b'Content-Type: application/pdf; name="a.pdf"\r\nContent-Transfer-Encoding: Base64 \r\n\r\n'
    submission = opened(
        mixed(header + wire[:100] + b"\0\xff" + wire[100:] + b"\r\nScanned by a gateway, no virus.\r\n")
    )
    assert submission.attachments[0].octets == PDF * 20


def test_base64_that_nobody_declared_is_decoded() -> None:
    content = base64.encodebytes(docx("y" * 100))
    submission = opened(mixed(part(content, b'Content-Type: application/msword; name="a.docx"', encoding=b"")))
    assert submission.attachments[0].media_type == DOCX_TYPE


def test_an_unknown_transfer_encoding_leaves_the_octets() -> None:
    submission = opened(mixed(part(PDF, b"Content-Type: application/pdf; name=a.pdf", encoding=b"x-strange")))
    assert submission.attachments[0].octets == PDF


@pytest.mark.parametrize("codec", ["gbk", "gb18030", "utf-8"])
@pytest.mark.parametrize("label", [b"gb2312", b"utf-8", b"us-ascii", b"undefined", b""])
@pytest.mark.parametrize("encoding", [b"8bit", b"quoted-printable", b"base64", b""])
def test_a_text_is_read_whatever_its_label_and_encoding(codec: str, label: bytes, encoding: bytes) -> None:
    text = "联系人：瞿镕喆（國際部），请查收附件。"
    content_type = b"Content-Type: text/plain; charset=" + label
    wire = text.encode(codec)
    body = part(wire if encoding != b"quoted-printable" else quopri.encodestring(wire), content_type, encoding=encoding)
    assert opened(HEAD + body).text == text


def test_a_uuencoded_file_in_the_text_is_an_attachment() -> None:
    submission = opened(mail(b"Content-Type: text/plain", body=b"hello\r\nbegin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\n"))
    assert (submission.text, names(submission), submission.attachments[0].octets) == ("hello", ["a.txt"], b"Cat")


def test_a_forwarded_message_gives_its_attachments_and_the_outer_sender_is_answered() -> None:
    inner = "From: zhao@other.example.cn\r\nSubject: 内层信息表\r\n".encode() + multipart(
        [attachment(b"a.pdf", PDF)], boundary=b"b2"
    )
    submission = opened(mixed(words("转上"), b"Content-Type: message/rfc822\r\n\r\n" + inner))
    assert submission.attachments[0].path == ("内层信息表",)
    assert submission.envelope.reply_to == "wang@unit.example.cn"
    assert submission.text.startswith("转上")


def test_a_forwarded_message_without_subject_is_called_by_its_file_name() -> None:
    inner = b"From: zhao@other.example.cn\r\n" + multipart([attachment(b"a.pdf", PDF)], boundary=b"b2")
    header = b'Content-Type: message/rfc822; name="inner.eml"\r\n\r\n'
    assert opened(mixed(header + inner)).attachments[0].path == ("inner.eml",)


@pytest.mark.parametrize("encoding", [b"base64", b""])
def test_a_forwarded_message_as_an_eml_file_is_opened(encoding: bytes) -> None:
    inner = b"From: a@b.example.cn\r\nTo: c@d.example.cn\r\nSubject: inner\r\n" + multipart(
        [attachment(b"a.pdf", PDF)], boundary=b"b2"
    )
    wrapped = part(inner, b'Content-Type: application/octet-stream; name="x.eml"', encoding=encoding)
    assert opened(mixed(wrapped)).attachments[0].path == ("inner",)


def test_a_message_in_base64_inside_a_message_is_opened() -> None:
    inner = b"From: a@b.example.cn\r\nSubject: inner\r\n" + multipart([attachment(b"a.pdf", PDF)], boundary=b"b2")
    assert opened(mixed(part(inner, b"Content-Type: message/rfc822"))).attachments[0].path == ("inner",)


def test_signatures_are_not_attachments_and_the_signed_parts_are() -> None:
    signed = multipart([words("hello"), attachment(b"a.pdf", PDF)], boundary=b"b2")
    signature = part(b"\x30\x03", b'Content-Type: application/pkcs7-signature; name="smime.p7s"')
    submission = opened(HEAD + multipart([signed, signature], b"signed"))
    assert (names(submission), submission.unopened) == (["a.pdf"], ())


def test_the_finder_s_notes_beside_a_file_are_no_attachment() -> None:
    notes = part(b"\0\5\x16\7notes", b'Content-Type: application/applefile; name="a.pdf"')
    assert names(opened(HEAD + multipart([notes, attachment(b"a.pdf", PDF)], b"appledouble"))) == ["a.pdf"]


def test_a_calendar_part_is_a_file_of_its_own_kind() -> None:
    calendar = part(b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n", b"Content-Type: text/calendar; method=REQUEST")
    assert opened(mixed(words("x"), calendar)).attachments[0].media_type == "text/calendar"


def test_an_empty_file_is_named() -> None:
    (unopened,) = opened(mixed(words("x"), attachment("附件1.docx".encode(), b""))).unopened
    assert (unopened.filename, unopened.reason) == ("附件1.docx", "empty")


def test_an_encrypted_message_and_a_piece_of_one_are_named() -> None:
    pieces = multipart([part(b"Version: 1", b"Content-Type: application/pgp-encrypted")], b"encrypted")
    assert [u.reason for u in opened(HEAD + pieces).unopened] == ["encrypted"]
    partial = mail(b"Content-Type: message/partial; id=x; number=1", body=b"half")
    assert [u.reason for u in opened(partial).unopened] == ["unsupported"]


def related(picture_octets: bytes, shown: bool, name: bytes = b"image001.png") -> Submission:
    html = '<p>x</p><img src="cid:P1@x">' if shown else "<p>x</p>"
    headers = (b'Content-Type: image/png; name="' + name + b'"', b"Content-ID: <p1@X>")
    parts = [words(html, kind=b"html"), part(picture_octets, *headers)]
    return opened(HEAD + multipart(parts, b"related"))


def test_a_logo_that_the_html_shows_is_decoration() -> None:
    assert related(picture(300, 80), shown=True).attachments[0].inline


def test_a_tiny_picture_beside_the_html_is_decoration() -> None:
    assert related(picture(20, 20), shown=False).attachments[0].inline


def test_a_photographed_page_dragged_into_the_text_is_an_attachment() -> None:
    assert not related(picture(1240, 1754), shown=True).attachments[0].inline


def test_a_wide_letterhead_is_decoration_whatever_its_size() -> None:
    assert related(picture(2000, 400), shown=True).attachments[0].inline


def test_a_picture_sent_as_a_file_is_an_attachment() -> None:
    assert not opened(mixed(words("x"), attachment(b"scan.png", picture(200, 200)))).attachments[0].inline


def test_the_same_message_delivered_twice_has_the_same_content_digest() -> None:
    octets = mixed(words("请查收"), attachment(b"a.docx", docx()))
    again = octets.replace(b"Wed, 14 Sep 2022 11:10:52", b"Thu, 15 Sep 2022 08:00:00").replace(b"b1", b"b9")
    assert octets != again
    assert opened(octets).content_digest == opened(again).content_digest


def test_another_attachment_text_subject_or_sender_changes_the_content_digest() -> None:
    octets = mixed(words("请查收"), attachment(b"a.docx", docx()))
    others = [
        mixed(words("请查收"), attachment(b"a.docx", docx("y"))),
        mixed(words("请查"), attachment(b"a.docx", docx())),
        octets.replace(b"From: <wang@", b"From: <li@"),
        b"Subject: x\r\n" + octets,
    ]
    digests = {opened(each).content_digest for each in [octets, *others]}
    assert len(digests) == 5


def test_lock_files_and_mac_litter_are_passed_over() -> None:
    archive = zipped({"~$a.docx": b"x", "__MACOSX/._a.pdf": b"x", ".DS_Store": b"x", "a.pdf": PDF})
    submission = opened(mixed(attachment(b"a.zip", archive), attachment("~$附件1.docx".encode(), b"lock")))
    assert (names(submission), submission.unopened) == (["a.pdf"], ())
