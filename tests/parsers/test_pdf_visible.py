"""What stands in a PDF's text and what people see on its pages: only the second is read."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from parsers.document import EMPTY_BOX, TICKED
from parsers.readers.pdf_characters import character
from tests.parsers import pdf_pages as pages
from tests.parsers.pdf_reading import cells, drawn, lines, option_cell

FILES = Path(__file__).parent / "files"


def seal(size: int = 300) -> Image.Image:
    """A red ring on nothing."""
    image = Image.new("RGBA", (size, size), (255, 255, 255, 0))
    ImageDraw.Draw(image).ellipse((8, 8, size - 8, size - 8), outline=(220, 20, 20, 255), width=8)
    return image


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
    before = option_cell(octets)
    assert before.text.split("\n") == [f"{EMPTY_BOX}全国学会", f"{TICKED}省级科协", f"{EMPTY_BOX}海外科技团体"]
    assert before.certainty == 1.0
    assert before.where is not None
    left, top, _, _ = before.where.box

    def tick(canvas: Canvas) -> None:
        x, y = left * pages.WIDTH + 8, pages.HEIGHT * (1 - top) - 13
        canvas.setLineWidth(1.5)
        canvas.lines([(x, y + 5, x + 3, y + 1), (x + 3, y + 1, x + 8, y + 9)])

    after = option_cell(over(octets, tick))
    assert after.text.startswith(f"{TICKED}全国学会\n{TICKED}省级科协")
    assert after.certainty < 0.95


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
    mark = option_cell((FILES / "marked.pdf").read_bytes())
    assert mark.emphasised == ("省级科协",)


def test_vector_check_boxes_of_a_word_processor_are_read() -> None:
    mark = option_cell((FILES / "check_boxes.pdf").read_bytes())
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


def annotated(annotation: bytes) -> bytes:
    """A page with a table of two cells, 13800138000 in the left one, and an annotation over it."""
    drawing = b"BT /F 10 Tf 110 165 Td (13800138000) Tj ET 100 150 200 30 re S 200 150 m 200 180 l S"
    return pages.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Annots[<</Type/Annot" + annotation + b">>]"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        pages.stream(b"", drawing),
    )


def test_text_typed_over_a_page_counts() -> None:
    read = cells(annotated(b"/Subtype/FreeText/Rect[205 160 290 175]/Contents(Example)"))
    assert read[0, 1].text == "Example"


def test_a_cell_with_strokes_drawn_by_hand_is_doubtful() -> None:
    read = cells(annotated(b"/Subtype/Ink/Rect[105 155 180 178]/InkList[[105 155 180 178]]"))
    assert (read[0, 0].text, read[0, 0].certainty < 0.95) == ("13800138000", True)
    assert read[0, 1].certainty == 1.0


def test_a_hidden_annotation_is_not_read() -> None:
    read = cells(annotated(b"/Subtype/FreeText/F 2/Rect[205 160 290 175]/Contents(Example)"))
    assert read[0, 1].text == ""


def test_look_alikes_of_han_characters_are_read_as_people_read_them() -> None:
    assert character("⻓", "SimSun") == "长"
    assert character("\u2f00", "SimSun") == "一"
    assert character("\u00ad", "Arial") == "-"
    assert character("(cid:99)", "SimSun") is None
    assert character("\ue123", "SimSun") is None


@pytest.mark.parametrize(
    ("text", "font", "mark"),
    [
        ("\uf0fe", "ABCDEF+Wingdings-Regular", TICKED),
        ("(cid:254)", "Wingdings", TICKED),
        ("\xa8", "Wingdings", EMPTY_BOX),
        ("R", "Wingdings2", TICKED),
        ("\uf052", "OpenSymbol", TICKED),
        ("(cid:52)", "ZapfDingbats", TICKED),
        ("R", "Arial", "R"),
    ],
)
def test_symbols_mean_what_their_font_draws(text: str, font: str, mark: str) -> None:
    assert character(text, font) == mark
