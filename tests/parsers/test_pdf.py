"""Text PDFs: what is read is what people see, and nothing else."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pypdfium2 import PdfDocument
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from parsers.document import EMPTY_BOX, TICKED, Cell, Document, Paragraph, Table, Unreadable
from parsers.readers import limits, pdf
from tests.parsers import pdf_pages as pages

FILES = Path(__file__).parent / "files"
PAGE = (0.0, 0.0, pages.WIDTH, pages.HEIGHT)


def document(octets: bytes) -> Document:
    """The document, which can be read."""
    found = pdf.read(octets)
    assert isinstance(found, Document)
    return found


def cells(octets: bytes) -> dict[tuple[int, int], Cell]:
    """Cells of the first table by row and column."""
    table = next(block for block in document(octets).blocks if isinstance(block, Table))
    return {(cell.row, cell.column): cell for cell in table.cells}


def lines(octets: bytes) -> list[str]:
    """Paragraphs outside tables."""
    return [block.text for block in document(octets).blocks if isinstance(block, Paragraph)]


def drawn(*extra: object) -> bytes:
    """The sample sheet with more drawn over it."""

    def draw(canvas: Canvas) -> None:
        pages.sheet(canvas)
        for each in extra:
            each(canvas)  # type: ignore[operator]

    return pages.pdf(draw)


def seal(size: int = 300) -> Image.Image:
    """A red ring on nothing."""
    image = Image.new("RGBA", (size, size), (255, 255, 255, 0))
    ImageDraw.Draw(image).ellipse((8, 8, size - 8, size - 8), outline=(220, 20, 20, 255), width=8)
    return image


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


def test_text_under_a_transparent_seal_is_certain_text() -> None:
    read = cells(drawn(lambda c: pages.picture(c, seal(), (40, 60, 180, 200), "auto")))
    assert read[1, 0].text == "欧阳小满"
    assert read[1, 0].certainty == 1.0


def test_text_under_an_opaque_picture_is_doubtful() -> None:
    patch = Image.new("RGB", (60, 30), (240, 240, 250))
    box = (161.0, 162.0, 258.0, 198.0)
    read = cells(drawn(lambda c: pages.picture(c, patch, box)))
    assert read[1, 1].certainty < 0.95


@pytest.mark.parametrize("font", [pages.HAN, pages.LATIN])
@pytest.mark.parametrize("way", ["invisible", "white", "outside", "tiny"])
def test_text_that_nobody_sees_is_not_read(font: str, way: str) -> None:
    def hide(canvas: Canvas) -> None:
        text = canvas.beginText(64 if way != "outside" else 900, pages.HEIGHT - 190)
        text.setFont(font, 0.5 if way == "tiny" else 10)
        text.setTextRenderMode(3 if way == "invisible" else 0)
        text.setFillColorRGB(*((1, 1, 1) if way == "white" else (0, 0, 0)))
        text.textOut("19999999999")
        canvas.drawText(text)

    assert "1999" not in cells(drawn(hide))[1, 0].text


def test_an_old_value_under_a_white_patch_is_not_read() -> None:
    def replace(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(161, pages.HEIGHT - 198, 97, 36, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        pages.in_cell(canvas, 1, 1, "13911139111")

    assert cells(drawn(replace))[1, 1].text == "13911139111"


def test_a_character_painted_twice_to_look_bold_stands_once() -> None:
    def again(canvas: Canvas) -> None:
        pages.words(canvas, pages.LEFT + 4.3, pages.TOP + pages.ROW + 4, "欧阳小满")

    assert cells(drawn(again))[1, 0].text == "欧阳小满"


def test_different_text_printed_over_text_is_doubtful() -> None:
    read = cells(drawn(lambda c: pages.in_cell(c, 1, 1, "13911139111")))
    assert read[1, 1].certainty < 0.95


def test_a_tick_printed_over_an_empty_box_ticks_it() -> None:
    def tick(canvas: Canvas) -> None:
        pages.words(canvas, 300, 90, "□是 □否")
        pages.words(canvas, 300, 90, "√")

    assert f"{TICKED}是 {EMPTY_BOX}否" in " ".join(lines(drawn(tick)))


def squares(canvas: Canvas, *, ticked: bool) -> None:
    """Two squares drawn as lines, as form programs do, one with a cross."""
    for number, word in enumerate(("是", "否")):
        canvas.rect(300 + 60 * number, pages.HEIGHT - 102, 11, 11)
        pages.words(canvas, 314 + 60 * number, 91, word)
    if ticked:
        canvas.line(301, pages.HEIGHT - 101, 310, pages.HEIGHT - 92)
        canvas.line(301, pages.HEIGHT - 92, 310, pages.HEIGHT - 101)


@pytest.mark.parametrize("ticked", [True, False])
def test_drawn_squares_are_tick_boxes(ticked: bool) -> None:
    read = " ".join(lines(drawn(lambda c: squares(c, ticked=ticked)))).replace(" ", "")
    assert f"{TICKED if ticked else EMPTY_BOX}是{EMPTY_BOX}否" in read


def over(octets: bytes, draw: pages.Draw) -> bytes:
    """The first page of a file with something drawn over it."""
    target, layer = PdfDocument(octets), PdfDocument(pages.pdf(draw))
    drawing = layer.page_as_xobject(0, target).as_pageobject()
    page = target[0]
    page.insert_obj(drawing)
    page.gen_content()
    stream = io.BytesIO()
    target.save(stream)
    return stream.getvalue()


def test_a_printed_square_with_a_stroke_drawn_into_it_is_a_doubtful_tick() -> None:
    octets = (FILES / "typed.pdf").read_bytes()
    before = next(c for c in cells(octets).values() if "省级科协" in c.text)
    assert before.text.split("\n") == [f"{EMPTY_BOX}全国学会", f"{TICKED}省级科协", f"{EMPTY_BOX}海外科技团体"]
    assert before.certainty == 1.0
    assert before.where is not None
    left, top, _, _ = before.where.box

    def tick(canvas: Canvas) -> None:
        x, y = left * pages.WIDTH + 8, pages.HEIGHT * (1 - top) - 13
        canvas.setLineWidth(1.5)
        canvas.lines([(x, y + 5, x + 3, y + 1), (x + 3, y + 1, x + 8, y + 9)])

    after = next(c for c in cells(over(octets, tick)).values() if "省级科协" in c.text)
    assert after.text.startswith(f"{TICKED}全国学会\n{TICKED}省级科协")
    assert after.certainty < 0.95


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


def test_form_fields_count_as_text_and_ticks() -> None:
    def draw(canvas: Canvas) -> None:
        pages.sheet(canvas)
        form = canvas.acroForm
        form.textfield(name="unit", value="Example Society", x=300, y=pages.HEIGHT - 105, width=150, height=15)
        form.checkbox(name="a", checked=True, x=500, y=pages.HEIGHT - 105, size=14)
        form.checkbox(name="b", checked=False, x=560, y=pages.HEIGHT - 105, size=14)

    text = " ".join(lines(pages.pdf(draw)))
    assert "Example Society" in text
    assert (text.count(TICKED), text.count(EMPTY_BOX)) == (1, 1)


def test_struck_options_leave_the_other_one_emphasised() -> None:
    mark = next(c for c in cells((FILES / "marked.pdf").read_bytes()).values() if "省级科协" in c.text)
    assert mark.emphasised == ("省级科协",)


def test_vector_check_boxes_of_a_word_processor_are_read() -> None:
    mark = next(c for c in cells((FILES / "check_boxes.pdf").read_bytes()).values() if "省级科协" in c.text)
    assert mark.text.split("\n") == [f"{EMPTY_BOX}全国学会", f"{TICKED}省级科协", f"{EMPTY_BOX}海外科技团体"]


def test_a_cell_with_something_pasted_into_it_is_not_certainly_empty() -> None:
    signature = Image.new("RGB", (100, 40), "white")
    ImageDraw.Draw(signature).line((5, 35, 40, 5, 60, 30, 95, 8), fill=(20, 20, 60), width=4)

    def draw(canvas: Canvas) -> None:
        pages.grid(canvas, 2, 2)
        pages.words(canvas, pages.LEFT, 60, "这一页有足够多的文字，所以它不是一张扫描的图片。")
        for column in (0, 1):
            pages.in_cell(canvas, 0, column, "姓名")
        pages.picture(canvas, signature, (pages.LEFT + 10, pages.TOP + 45, pages.LEFT + 80, pages.TOP + 75))

    read = cells(pages.pdf(draw))
    assert read[1, 0].certainty < 0.95
    assert read[1, 1].certainty == 1.0


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
