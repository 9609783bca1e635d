"""Text PDFs: tables, turned pages, several pages, files that cannot be read."""

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from parsers.document import Paragraph, Table, Unreadable
from parsers.readers import limits, pdf
from tests.parsers import pdf_pages as pages
from tests.parsers.pdf_reading import cells, document, drawn, lines

PAGE = (0.0, 0.0, pages.WIDTH, pages.HEIGHT)


def test_a_ruled_table_becomes_cells_and_the_rest_lines_in_reading_order() -> None:
    blocks = document(drawn()).blocks
    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph]
    assert [c.text for c in blocks[1].cells] == [  # type: ignore[union-attr]
        "姓名", "手机号", "邮箱", "欧阳小满", "13800138000", "ou@demo.cn",
    ]  # fmt: skip
    assert blocks[0].text == "单位名称：（盖章）示例学会"  # type: ignore[union-attr]


def test_a_cell_tells_where_it_stands_on_the_page() -> None:
    where = cells(drawn())[1, 2].where
    assert where is not None
    assert where.page == 1
    left, top, right, bottom = where.box
    assert (left, right) == pytest.approx(((60 + 200) / 842, (60 + 300) / 842), abs=0.002)
    assert (top, bottom) == pytest.approx((160 / 595, 200 / 595), abs=0.002)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_turned_by_its_own_entry_is_read_upright(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        if turn == 90:
            canvas.translate(pages.HEIGHT, 0)
        elif turn == 180:
            canvas.translate(pages.WIDTH, pages.HEIGHT)
        else:
            canvas.translate(0, pages.WIDTH)
        canvas.rotate(turn)
        pages.sheet(canvas)

    read = cells(pages.pdf(draw))
    assert read[1, 1].text == "13800138000"
    assert read[1, 1].where is not None
    assert read[1, 1].where.box[0] == pytest.approx(160 / 842, abs=0.01)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_printed_sideways_is_turned_upright(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(*{90: (pages.HEIGHT, 0), 180: (pages.WIDTH, pages.HEIGHT), 270: (0, pages.WIDTH)}[turn])
        canvas.rotate(turn)
        pages.sheet(canvas)

    size = (pages.WIDTH, pages.HEIGHT) if turn == 180 else (pages.HEIGHT, pages.WIDTH)
    octets = pages.pdf(draw, size=size)
    found = pdf.survey(octets)
    assert isinstance(found, pdf.Survey)
    assert found.turns == (turn // 90,)
    assert cells(octets)[1, 1].text == "13800138000"


def test_a_shifted_crop_box_moves_nothing() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((20, 30, 800, 560))
        pages.sheet(canvas)

    where = cells(pages.pdf(draw))[1, 1].where
    assert where is not None
    assert where.box[0] == pytest.approx((160 - 20) / 780, abs=0.005)


def test_lines_that_fill_their_width_run_on_in_one_paragraph() -> None:
    def draw(canvas: Canvas) -> None:
        pages.grid(canvas, 2, 3)
        pages.words(canvas, pages.LEFT, 90, "单位名称：" + "很" * 23)
        pages.words(canvas, pages.LEFT, 104, "长的学会")

    assert lines(pages.pdf(draw))[0] == "单位名称：" + "很" * 23 + "\n长的学会"


def test_merged_cells_stand_once_with_their_spans() -> None:
    def draw(canvas: Canvas) -> None:
        x, y = pages.LEFT, pages.HEIGHT - pages.TOP
        for top in (0, 80):
            canvas.line(x, y - top, x + 300, y - top)
        canvas.line(x + 100, y - 40, x + 300, y - 40)
        for across in (0, 100, 300):
            canvas.line(x + across, y, x + across, y - 80)
        canvas.line(x + 200, y - 40, x + 200, y - 80)
        pages.in_cell(canvas, 0, 0, "竖跨")
        pages.in_cell(canvas, 0, 1, "横跨")

    read = cells(pages.pdf(draw))
    assert (read[0, 0].row_span, read[0, 1].column_span) == (2, 2)
    assert set(read) == {(0, 0), (0, 1), (1, 1), (1, 2)}


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    def draw(canvas: Canvas) -> None:
        y = pages.HEIGHT - pages.TOP
        for top in (0, 40, 80):
            canvas.line(pages.LEFT, y - top, pages.LEFT + 300, y - top)
        for across in (100, 200):
            canvas.line(pages.LEFT + across, y, pages.LEFT + across, y - 80)
        for column, text in enumerate(("左", "中", "右")):
            pages.in_cell(canvas, 0, column, text)

    read = cells(pages.pdf(draw))
    assert [read[0, column].text for column in range(3)] == ["左", "中", "右"]


def test_text_without_rules_becomes_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for row, texts in enumerate((("姓名", "手机号"), ("欧阳小满", "13800138000"))):
            for column, text in enumerate(texts):
                pages.in_cell(canvas, row, column, text)

    assert not any(isinstance(block, Table) for block in document(pages.pdf(draw)).blocks)


def test_only_the_first_pages_of_a_long_file_are_read_and_it_says_so() -> None:
    found = pdf.survey(pages.pdf(*[pages.sheet] * 14))
    assert isinstance(found, pdf.Survey)
    assert (found.pages, len(found.kinds)) == (14, limits.MAX_PAGES)
    assert "14" in found.document.remarks[0]


@pytest.mark.parametrize("layer", [0, 3])
def test_a_scan_with_recognised_text_over_or_under_it_is_a_scan(layer: int) -> None:
    scan = Image.new("RGB", (800, 560), (235, 235, 228))

    def draw(canvas: Canvas) -> None:
        pages.picture(canvas, scan, PAGE)
        text = canvas.beginText(60, 400)
        text.setFont(pages.HAN, 10)
        text.setTextRenderMode(layer)
        for _ in range(8):
            text.textLine("姓名 欧阳小满 手机号 13800138000")
        canvas.drawText(text)

    assert pdf.inspect(pages.pdf(draw)) == ("scanned",)


def test_each_page_is_told_apart() -> None:
    scan = Image.new("RGB", (800, 560), (90, 90, 90))
    kinds = pdf.inspect(pages.pdf(pages.sheet, lambda c: pages.picture(c, scan, PAGE), lambda c: None))
    assert kinds == ("text", "scanned", "blank")


def test_a_password_is_told_and_an_empty_one_is_no_hindrance() -> None:
    locked = pages.pdf(pages.sheet, encrypt=StandardEncryption("geheim", canPrint=0))
    assert pdf.read(locked) == Unreadable("encrypted", "文件设有打开密码")
    text = "Example Society, 13800138000"
    draw = lambda c: pages.words(c, 60, 90, text, pages.LATIN)  # noqa: E731
    assert lines(pages.pdf(draw, encrypt=StandardEncryption("", ownerPassword="x", canPrint=0))) == [text]


def test_a_cut_or_foreign_file_is_a_value() -> None:
    whole = drawn()
    assert pdf.read(whole[: len(whole) // 3]) == Unreadable("corrupt", "PDF 文件已损坏，无法打开")
    assert isinstance(pdf.read(b"%PDF-1.7\nnothing"), Unreadable)
    assert isinstance(pdf.read(b""), Unreadable)


def test_a_file_whose_table_of_objects_is_lost_is_still_read() -> None:
    whole = drawn()
    assert cells(whole[: whole.rfind(b"xref\n")] + b"trailer\n" + whole[whole.rfind(b"<<\n/ID") :])[1, 0].text


def half(rows: list[tuple[str, ...]]) -> pages.Draw:
    """A page with a table of these rows."""

    def draw(canvas: Canvas) -> None:
        pages.grid(canvas, len(rows), 3)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                pages.in_cell(canvas, row, column, text)

    return draw


def test_a_row_cut_by_the_end_of_a_page_is_joined_and_says_so() -> None:
    heading = ("姓名", "职务", "单位类型")
    octets = pages.pdf(half([heading, ("欧阳小满", "主任", "□全国学会")]), half([heading, ("", "", "□省级科协")]))
    (table,) = [block for block in document(octets).blocks if isinstance(block, Table)]
    assert [c.text for c in table.cells][3:] == ["欧阳小满", "主任", "□全国学会\n□省级科协"]
    assert [c.certainty < 0.95 for c in table.cells][3:] == [False, False, True]


def test_whole_rows_on_the_next_page_are_rows_of_their_own() -> None:
    octets = pages.pdf(half([("姓名", "职务", "手机号"), ("甲", "乙", "1")]), half([("丙", "丁", "2")]))
    (table,) = [block for block in document(octets).blocks if isinstance(block, Table)]
    assert (table.rows, [c.text for c in table.cells][6:]) == (3, ["丙", "丁", "2"])


def drawing(*streams: bytes) -> bytes:
    """A page that draws form 5; each form's instructions, in which /X is the next one and the last one's the first."""
    heads = [b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"] * len(streams)
    following = [*range(6, 5 + len(streams)), 5]
    return pages.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        pages.stream(b"", b"/X Do"),
        *(pages.stream(h % n, s) for h, n, s in zip(heads, following, streams, strict=True)),
    )


@pytest.mark.parametrize("forms", [[b"/X Do /X Do"], [b"/X Do /X Do"] * 25 + [b"0 0 5 5 re f"]])
def test_a_form_that_draws_itself_or_its_like_without_end_is_refused(forms: list[bytes]) -> None:
    assert pdf.read(drawing(*forms)) == Unreadable("bomb", "页面的绘制没有止境")


def test_rules_drawn_as_thin_filled_rectangles_are_rules() -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(3):
            for column in range(3):
                x, y = pages.LEFT + column * 100, pages.HEIGHT - pages.TOP - row * 40
                canvas.rect(x, y, 0.48, 0.48, stroke=0, fill=1)
                if column < 2:
                    canvas.rect(x + 0.48, y, 99.5, 0.48, stroke=0, fill=1)
                if row < 2:
                    canvas.rect(x, y - 39.5, 0.48, 39.5, stroke=0, fill=1)
        for column, text in enumerate(("姓名", "职务")):
            pages.in_cell(canvas, 0, column, text)

    assert [cell.text for cell in cells(pages.pdf(draw)).values()] == ["姓名", "职务", "", ""]
