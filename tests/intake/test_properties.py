"""Whatever the octets, a Submission comes out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.headers import decoded_words
from intake.html_text import text_of_html
from tests.intake.files import docx, zipped
from tests.intake.mails import PDF, attachment, mixed, opened, part, words

PIECES = [
    b"From: ",
    b"a@b.example",
    b"Subject: ",
    b"Content-Type: ",
    b"multipart/mixed",
    b"; boundary=b1",
    b"\r\n",
    b"\r\n\r\n",
    b"--b1\r\n",
    b"--b1--\r\n",
    b"message/rfc822",
    b"text/html",
    b"Content-Transfer-Encoding: base64",
    b"=?gb2312?B?",
    b"?=",
    b"filename*0*=gbk''%D6",
    b'name="',
    b"Date: ",
    b"Received: ; ",
    b"\xd6\xd0",
    b"\x00",
    b"begin 644 a\r\n",
    b"end\r\n",
    b"Reply-To: <>",
    b"References: <a>",
    b"multipart/alternative",
    b"message/delivery-status",
    b"\n",
    b"text/calendar",
    b"(",
    b'"',
]
GOOD = mixed(
    words("请查收", "gbk"),
    words("<p>请查收</p>", kind=b"html"),
    attachment("附件1.docx".encode(), docx()),
    attachment(b"a.zip", zipped({"a.pdf": PDF})),
    b"Content-Type: message/rfc822\r\n\r\n" + part(PDF, b"Content-Type: application/pdf; name=a.pdf"),
)


@given(st.binary(max_size=500))
def test_any_octets_are_a_submission(octets: bytes) -> None:
    assert opened(octets).attachments is not None


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)), max_size=40))
@settings(max_examples=300)
def test_any_heap_of_mime_is_a_submission(pieces: list[bytes]) -> None:
    submission = opened(b"".join(pieces))
    submission.text.encode()
    submission.envelope.subject.encode()
    for attachment_ in submission.attachments:
        assert attachment_.filename.encode()
        assert not set(attachment_.filename) & set("/\\\0\r\n")


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.binary(max_size=3)), max_size=8), st.integers(0, len(GOOD)))
@settings(max_examples=200)
def test_a_damaged_or_cut_mail_is_a_submission(changes: list[tuple[int, bytes]], length: int) -> None:
    octets = GOOD[:length]
    for place, replacement in changes:
        octets = octets[:place] + replacement + octets[place + 1 :]
    assert opened(octets) == opened(octets)


@given(st.text(max_size=200))
def test_any_header_is_one_line_of_text(text: str) -> None:
    assert not set(decoded_words(text)) & set("\r\n\0")


@given(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(["<div>", "</p>", "<br>", "<!--", "-->", "<td>", "<script>", "&#0;", "<a href='"]), max_size=9
    ),
)
def test_any_html_is_text(text: str, tags: list[str]) -> None:
    text_of_html(text + "".join(tags) + text).text.encode("utf-8", "surrogatepass")
