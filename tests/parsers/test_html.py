"""HTML saved as a Word file."""

import pytest

from parsers.document import EMPTY_BOX, TICKED, Document, Paragraph, Table, Unreadable
from parsers.readers import html


def table(markup: str, codec: str = "utf-8", head: str = "") -> Table:
    """The last table of a page."""
    found = html.read(f"<html><head>{head}</head><body>{markup}</body></html>".encode(codec))
    assert isinstance(found, Document)
    return [block for block in found.blocks if isinstance(block, Table)][-1]


def cell(markup: str) -> str:
    """The text of a cell."""
    return table(f"<table><tr><td>{markup}</td></tr></table>").cells[0].text


def test_rows_and_columns_may_span() -> None:
    found = table("<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><th>丁</th></tr></table>")
    places = [(c.text, c.row, c.column, c.row_span, c.column_span) for c in found.cells]
    assert places == [("甲", 0, 0, 2, 1), ("乙", 0, 1, 1, 2), ("丙", 1, 1, 1, 1), ("丁", 1, 2, 1, 1)]


@pytest.mark.parametrize("codec", ["gb2312", "gbk", "gb18030", "utf-8"])
def test_the_page_tells_its_own_charset(codec: str) -> None:
    head = f'<meta http-equiv=Content-Type content="text/html; charset={codec}">'
    assert table("<table><tr><td>姓名</td></tr></table>", codec, head).cells[0].text == "姓名"


def test_gbk_characters_in_a_page_that_says_gb2312_are_read() -> None:
    head = "<meta charset=gb2312>"
    assert table("<table><tr><td>朱镕基</td></tr></table>", "gbk", head).cells[0].text == "朱镕基"


def test_ticks_of_every_kind() -> None:
    assert cell("<span style='font-family:Wingdings'>&#254;</span>全国学会") == f"{TICKED}全国学会"
    assert cell("<input type=checkbox checked>是 <input type=checkbox>否") == f"{TICKED}是 {EMPTY_BOX}否"
    assert cell("<span style='font-family:\"Wingdings 2\"'>&pound;</span>否") == f"{EMPTY_BOX}否"


def test_what_a_browser_does_not_show_is_not_read() -> None:
    assert cell("可见<span style='display:none'>不</span><del>旧</del><!-- x --><script>y</script>") == "可见"
    assert cell("a<span style='mso-hide:all'>b</span>") == "a"


def test_lines_are_parted_where_they_break() -> None:
    assert cell("<p>甲</p><p>乙<br>丙</p>") == "甲\n乙\n丙"


def test_struck_options_leave_the_others_emphasised() -> None:
    found = table("<table><tr><td><s>甲</s><br>乙<br><s>丙</s></td></tr></table>")
    assert found.cells[0].emphasised == ("乙",)


def test_a_table_within_a_cell_is_a_table_of_its_own() -> None:
    found = html.read("<table><tr><td>外<table><tr><td>内</td></tr></table></td></tr></table>".encode())
    assert isinstance(found, Document)
    assert [b.cells[0].text for b in found.blocks if isinstance(b, Table)] == ["外", "内"]


def test_a_web_archive_is_opened() -> None:
    archive = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<p>=D0=D5=C3=FB</p>\r\n--b--\r\n"
    )
    found = html.read(archive.encode())
    assert isinstance(found, Document)
    assert found.blocks == (Paragraph("姓名"),)


def test_nonsense_is_a_value() -> None:
    assert isinstance(html.read(b""), Unreadable)
    deep = html.read(b"<div>" * 50_000 + "姓名".encode())
    assert isinstance(deep, Document | Unreadable)
