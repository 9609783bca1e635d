"""Files that the mail host kept back are noticed; ordinary links are not taken for them."""

import pytest

from intake.links import is_download, kept_back
from intake.message import Unopened
from tests.intake.mails import PDF, attachment, mixed, opened, words


@pytest.mark.parametrize(
    "address",
    [
        "https://wx.mail.qq.com/ftn/download?func=3&key=x",
        "http://mail.qq.com/cgi-bin/ftnExs_download?k=1",
        "https://mail.163.com/large-attachment-download/index.html?p=x",
        "https://dashi.163.com/html/cloud-attachment-download/?key=x",
        "https://pan.baidu.com/s/1x",
        "https://kdocs.cn/l/caBc",
        "https://www.kdocs.cn/l/caBc?from=docs",
        "https://docs.qq.com/doc/DQ0F",
        "https://doc.weixin.qq.com/doc/w3_A",
        "https://unit.feishu.cn/docx/ABC",
        "https://shimo.im/docs/abc",
        "https://alidocs.dingtalk.com/i/nodes/abc",
    ],
)
def test_download_pages_are_known(address: str) -> None:
    assert is_download(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://mail.qq.com/",
        "https://www.163.com/news",
        "mailto:a@b.example",
        "https://[bad",
        "",
        "https://unit.example.cn/a.pdf",
        "https://www.feishu.cn/",
        "https://www.wps.cn/",
    ],
)
def test_other_addresses_are_not(address: str) -> None:
    assert not is_download(address)


def test_a_link_in_html_names_the_file_that_stays_away() -> None:
    html = (
        "<div>请查收</div><div>从QQ邮箱发来的超大附件</div><div>信息表盖章扫描件.pdf (56.3M, 2022年10月14日 到期)</div>"
        '<a href="https://wx.mail.qq.com/ftn/download?func=3&amp;k=1">进入下载页面</a>'
    )
    assert opened(mixed(words(html, kind=b"html"))).unopened == (
        Unopened("信息表盖章扫描件.pdf", "link", "wx.mail.qq.com"),
    )


def test_a_link_in_plain_text_counts() -> None:
    (found,) = kept_back("材料见 https://pan.baidu.com/s/1abc 提取码 x1y2")
    assert (found.filename, found.reason, found.detail) == ("", "link", "pan.baidu.com")


def test_a_notice_without_a_link_names_the_files() -> None:
    text = "从163邮箱发来的云附件\n信息表.docx (30.2M, 2022年10月1日到期)\n信息表.pdf (41M)"
    assert [found.filename for found in kept_back(text)] == ["信息表.docx", "信息表.pdf"]


def test_talking_about_big_attachments_is_none() -> None:
    assert kept_back("超大附件发不出去，已改为普通附件，请查收。") == ()


def test_a_link_in_the_quoted_mail_does_not_count() -> None:
    assert kept_back("已补充。\n-----原始邮件-----\nhttps://pan.baidu.com/s/1abc") == ()


def test_a_file_that_did_come_is_not_missed() -> None:
    text = words("从QQ邮箱发来的超大附件已到期，改为普通附件：信息表.pdf")
    assert [found.reason for found in opened(mixed(text)).unopened] == ["link"]
    assert opened(mixed(text, attachment("信息表.pdf".encode(), PDF))).unopened == ()
