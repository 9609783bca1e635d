"""Golden stories: mails as QQ, 163, Foxmail, Outlook, Coremail and Apple Mail write them, and broken ones.

In: nothing. Out: STORIES. Every mail brings both versions, written octet by octet.
"""

from collections.abc import Callable, Sequence
from functools import partial

from tests.golden.person import LETTER, SENDER, SUBJECT, WHO, base64, mail, octets_of, raw
from tests.golden.story import Story
from tests.intake.test_containers import signed
from tests.parsers.docx_builder import docx, form

SECTION = "邮件客户端与邮件写法"
HAND = "原始字节"
WORD, PDF = docx(*form(WHO)), octets_of("stamped.pdf")
ARRIVED = "Received: from mail.insect.example.cn by mx.cast.org.cn; Thu, 15 Sep 2022 10:00:00 +0800"
PAGE = "<html><body><div>您好！<br>信息表（WORD版、PDF版）见附件，请查收。</div></body></html>"


def b64(text: str, charset: str = "utf-8") -> str:
    """An encoded-word."""
    return f"=?{charset}?B?{base64(text.encode('gb18030' if charset.startswith('gb') else charset)).decode().strip()}?="


def head(*more: str, sender: str = f"<{SENDER}>", subject: str | None = None) -> list[str]:
    """The headers that every mail has."""
    base = [ARRIVED, "Date: Thu, 15 Sep 2022 09:59:58 +0800", "To: haizhijihua@cast.org.cn", "MIME-Version: 1.0"]
    return [*base, f"From: {sender}", f"Subject: {subject or b64(SUBJECT)}", *more]


def part(octets: bytes, *headers: str) -> bytes:
    """A MIME part in base64."""
    return raw(*headers, "Content-Transfer-Encoding: base64", body=base64(octets))


def multi(boundary: str, *parts: bytes) -> bytes:
    """The body of a multipart."""
    mark = b"--" + boundary.encode()
    return b"".join(mark + b"\r\n" + each + b"\r\n" for each in parts) + mark + b"--\r\n"


def words(text: str = LETTER, kind: str = "plain", charset: str = "utf-8") -> bytes:
    """A part with text."""
    return part(
        text.encode("gb18030" if charset.startswith("gb") else charset),
        f'Content-Type: text/{kind}; charset="{charset}"',
    )


def file(name_header: str, octets: bytes, kind: str = "application/octet-stream") -> bytes:
    """A part with a file; `name_header` is what follows `attachment;`."""
    return part(octets, f"Content-Type: {kind}", f"Content-Disposition: attachment; {name_header}")


FILES = (file(f'filename="{b64("附件1.docx")}"', WORD), file(f'filename="{b64("盖章.pdf")}"', PDF))
BODY = multi("b", words(), *FILES)
MIXED = 'Content-Type: multipart/mixed; boundary="b"'


def qq() -> bytes:
    """QQ webmail: gb18030, two alternatives, names in encoded-words."""
    names = [b64("附件1.docx", "gb18030"), b64("盖章.pdf", "gb18030")]
    both = [part(octets, f'Content-Type: application/octet-stream; charset="gb18030"; name="{name}"',
                 f'Content-Disposition: attachment; filename="{name}"')
            for name, octets in zip(names, (WORD, PDF), strict=True)]  # fmt: skip
    alternative = raw(
        'Content-Type: multipart/alternative; boundary="----=_NextPart_2"',
        body=multi("----=_NextPart_2", words(charset="gb18030"), words(PAGE, "html", "gb18030")),
    )
    return raw(*head("X-QQ-mid: webmail1", "X-Mailer: QQMail 2.x", "Message-ID: <tencent_0A1B2C@qq.com>",
                     'Content-Type: multipart/mixed; boundary="----=_NextPart_1"',
                     "Content-Transfer-Encoding: 8Bit", subject=b64(SUBJECT, "gb18030")),
               body=multi("----=_NextPart_1", alternative, *both))  # fmt: skip


def netease() -> bytes:
    """163 webmail (Coremail): GBK, names in the Content-Type too."""
    names = [b64("附件1.docx", "GBK"), b64("盖章.pdf", "GBK")]
    both = [part(octets, f'Content-Type: application/octet-stream; name="{name}"',
                 f'Content-Disposition: attachment; filename="{name}"')
            for name, octets in zip(names, (WORD, PDF), strict=True)]  # fmt: skip
    return raw(*head("X-Mailer: Coremail Webmail Server Version XT5.0.13", "X-CM-TRANSID: ABC",
                     'Content-Type: multipart/mixed; boundary="----=_Part_1"', "Message-ID: <1.a.b@unit.example.cn>",
                     subject=b64(SUBJECT, "GBK")), body=multi("----=_Part_1", words(PAGE, "html", "gbk"), *both))  # fmt: skip  # noqa: E501


def foxmail() -> bytes:
    """Foxmail: gb2312 labels over GBK, file names split into encoded-words over lines."""
    return raw(*head("X-Mailer: Foxmail 7.2.25.213[cn]", MIXED, "Message-ID: <202209150959@unit.example.cn>",
                     subject=b64(SUBJECT, "gb2312")), body=multi("b", words(charset="gb2312"),
               file(f'filename="{b64("附件", "gb2312")}\r\n {b64("1.docx", "gb2312")}"', WORD),
               file(f'filename="{b64("盖章.pdf", "gb2312")}"', PDF)))  # fmt: skip


def outlook() -> bytes:
    """Outlook: RFC 2231 names in pieces, a related part with a logo."""
    name = "%E9%99%84%E4%BB%B6"
    return raw(*head("X-Mailer: Microsoft Outlook 16.0", MIXED, "Message-ID: <000001d8c8a0$1@unit.example.cn>",
                     "Thread-Index: AdjI"), body=multi("b", words(PAGE, "html"),
               file(f"filename*0*=utf-8''{name};\r\n filename*1*=1.docx", WORD),
               file("filename*=utf-8''%E7%9B%96%E7%AB%A0.pdf", PDF, "application/pdf")))  # fmt: skip


def apple() -> bytes:
    """Apple Mail: the PDF stands inline between two pieces of HTML."""
    inline = part(PDF, "Content-Type: application/pdf; name*=utf-8''%E7%AB%A0.pdf; x-unix-mode=0644",
                  "Content-Disposition: inline; filename*=utf-8''%E7%AB%A0.pdf")  # fmt: skip
    mixed = raw(
        'Content-Type: multipart/mixed; boundary="c"',
        body=multi("c", words(PAGE, "html"), inline, words("<br>", "html"), FILES[0]),
    )
    return raw(*head("X-Mailer: Apple Mail (2.3696)", 'Content-Type: multipart/alternative; boundary="b"',
                     "Message-ID: <A-1@unit.example.cn>"), body=multi("b", words(), mixed))  # fmt: skip


def smime() -> bytes:
    """Signed in the clear."""
    inner = raw(MIXED, body=BODY)
    return raw(*head('Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary="s"'),
               body=multi("s", inner, part(b"\x30\x82", "Content-Type: application/pkcs7-signature; name=smime.p7s",
                                           "Content-Disposition: attachment; filename=smime.p7s")))  # fmt: skip


def opaque() -> bytes:
    """Signed with everything inside the signature."""
    return part(signed(raw(MIXED, body=BODY)), *head("Content-Type: application/pkcs7-mime; name=smime.p7m"))


def forwarded() -> bytes:
    """Forwarded as an attachment."""
    inner = raw(*head(MIXED, sender="<clerk@insect.example.cn>", subject=b64("信息表")), body=BODY)
    return raw(
        *head(MIXED, subject=b64("转发：信息表")),
        body=multi("b", words(), raw("Content-Type: message/rfc822", body=inner)).replace(b"--b--\r\n--b--", b"--b--"),
    )


def forwarded_inline() -> bytes:
    """Forwarded in the text, the files taken along."""
    text = f"请查收。\n\n---------- 转发邮件信息 ----------\n发件人：甲 <clerk@insect.example.cn>\n发送日期：2022-09-14 10:00:00\n收件人：{SENDER}\n主题：信息表\n\n信息表见附件。"  # noqa: E501
    return mail(("附件1.docx", WORD), ("盖章.pdf", PDF), text=text, subject="Fwd: 信息表")


def with_head(*headers: str, **about: str) -> bytes:
    """Both versions in an ordinary mail with these headers."""
    return raw(*head(MIXED, *headers, **about), body=BODY)


def without(name: str) -> bytes:
    """Both versions in a mail without this header."""
    return raw(*(line for line in head(MIXED) if not line.startswith(name)), body=BODY)


def with_junk() -> bytes:
    """Base64 with blank lines, foreign characters and an advertisement behind it."""
    junk = base64(WORD).replace(b"\r\n", b" \r\n\r\n!", 3) + b"\r\n-- \r\n\xe6\x9d\xa5\xe8\x87\xaa\r\n"
    first = raw("Content-Type: application/octet-stream", 'Content-Disposition: attachment; filename="1.docx"',
                "Content-Transfer-Encoding: base64", body=junk)  # fmt: skip
    return raw(*head(MIXED), body=multi("b", words(), first, FILES[1]))


def calendar() -> bytes:
    """With an invitation beside the files."""
    invitation = part(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "Content-Type: text/calendar; name=a.ics")
    return raw(*head(MIXED), body=multi("b", words(), *FILES, invitation))


def story(name: str, shape: str, octets: Callable[[], bytes]) -> Story:
    """A mail that is read."""
    return Story(f"mail-{name}", SECTION, shape, HAND, octets)


STORIES: Sequence[Story] = (
    story("qq", "QQ邮箱网页版（gb18030）", qq),
    story("163", "163邮箱网页版（Coremail，GBK）", netease),
    story("foxmail", "Foxmail（gb2312标签，附件名折行）", foxmail),
    story("outlook", "Outlook（RFC 2231附件名）", outlook),
    story("apple", "Apple Mail（PDF嵌在正文之间）", apple),
    story("smime", "S/MIME明文签名", smime),
    story("smime-opaque", "S/MIME不透明签名（smime.p7m）", opaque),
    story("forwarded", "作为附件转发", forwarded),
    story("forwarded-inline", "在正文中转发", forwarded_inline),
    story("html-only", "只有HTML正文", lambda: raw(*head(MIXED), body=multi("b", words(PAGE, "html"), *FILES))),
    story("no-text", "没有正文", lambda: raw(*head(MIXED), body=multi("b", *FILES))),
    story("no-boundary", "Content-Type 里没有 boundary", lambda: raw(*head("Content-Type: multipart/mixed"), body=BODY)),  # noqa: E501
    story("wrong-boundary", "boundary 写错", lambda: raw(
        *head('Content-Type: multipart/mixed; boundary="x"'), body=BODY)),
    story("no-closing", "没有结束的 boundary", lambda: raw(*head(MIXED), body=BODY.removesuffix(b"--b--\r\n"))),
    story("base64-junk", "base64里夹有杂质", with_junk),
    story("unix-lines", "换行只有LF", lambda: raw(*head(MIXED), body=BODY).replace(b"\r\n", b"\n")),
    story("no-message-id", "没有 Message-ID", partial(without, "Message-ID")),
    story("no-date", "没有 Date", partial(without, "Date")),
    story("no-subject", "没有主题", partial(without, "Subject")),
    story("future", "Date在未来（以收到时间为准）", lambda: with_head().replace(
        b"Date: Thu, 15 Sep 2022", b"Date: Thu, 15 Sep 2033")),
    story("several-from", "两个 From", partial(with_head, "From: <second@other.example.cn>")),
    story("raw-gbk-subject", "主题是未编码的GBK", lambda: raw(
        *head(MIXED, subject=SUBJECT), charset="gb18030", body=BODY)),
    story("calendar", "附有日程邀请", calendar),
    story("replied", "主题是“回复：回复：”，正文带引用", lambda: mail(
        ("附件1.docx", WORD), ("盖章.pdf", PDF), subject=f"回复：回复：{SUBJECT}",
        text=LETTER + "\n> 请填报附件1\n> 谢谢")),
)  # fmt: skip
