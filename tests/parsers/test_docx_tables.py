"""Tables come out as the grid that a person sees: merged cells once, wrapped cells in their columns."""

from parsers.document import Document, Paragraph, Table
from parsers.readers.docx import read
from tests.parsers.docx_builder import cell, control, docx, inserted, paragraph, row, table, text_box


def tables_of(*blocks: str) -> list[Table]:
    document = read(docx(*blocks))
    assert isinstance(document, Document)
    return [block for block in document.blocks if isinstance(block, Table)]


def places(found: Table) -> dict[str, tuple[int, int, int, int]]:
    return {c.text: (c.row, c.column, c.row_span, c.column_span) for c in found.cells}


def test_a_cell_merged_across_and_one_merged_down_stand_once() -> None:
    [found] = tables_of(
        table(
            row(cell("甲", span=2), cell("乙", merge="restart")),
            row("丙", "丁", cell("", merge="continue")),
            row("戊", "己", cell("", merge="continue")),
        )
    )
    assert places(found) == {
        "甲": (0, 0, 1, 2),
        "乙": (0, 2, 3, 1),
        "丙": (1, 0, 1, 1),
        "丁": (1, 1, 1, 1),
        "戊": (2, 0, 1, 1),
        "己": (2, 1, 1, 1),
    }
    assert (found.rows, found.columns) == (3, 3)


def test_cells_rows_and_tables_inside_controls_keep_their_places() -> None:
    [found] = tables_of(control(table(row("甲", control(cell("乙")), "丙"), control(row("丁", "戊", "己")))))
    assert places(found) == {t: (n // 3, n % 3, 1, 1) for n, t in enumerate("甲乙丙丁戊己")}


def test_a_row_that_begins_later_keeps_its_columns() -> None:
    [found] = tables_of(table(row("甲", "乙"), row("丙", properties='<w:gridBefore w:val="1"/>')))
    assert places(found)["丙"] == (1, 1, 1, 1)


def test_a_deleted_row_is_gone_and_an_inserted_one_stands() -> None:
    [found] = tables_of(
        table(
            row("甲"), row("乙", properties='<w:del w:id="1" w:author="a"/>'), row("丙", properties='<w:ins w:id="2"/>')
        )
    )
    assert places(found) == {"甲": (0, 0, 1, 1), "丙": (1, 0, 1, 1)}


def test_a_merged_cell_in_the_old_notation_is_one_cell() -> None:
    merged = '<w:tc><w:tcPr><w:hMerge w:val="{}"/></w:tcPr>{}</w:tc>'
    cells = merged.format("restart", paragraph("甲")), merged.format("continue", paragraph(""))
    [found] = tables_of(table(row(*cells, "乙")))
    assert places(found) == {"甲": (0, 0, 1, 2), "乙": (0, 2, 1, 1)}


def test_a_table_in_a_cell_is_part_of_the_cell_and_a_block_of_its_own() -> None:
    outer, inner = tables_of(table(row(cell(paragraph("外"), table(row("里", "面")), paragraph("")))))
    assert outer.cells[0].text == "外\n里\n面"
    assert [c.text for c in inner.cells] == ["里", "面"]


def test_a_tick_in_its_own_cell_of_a_table_in_a_cell_stays_beside_its_words() -> None:
    outer, _ = tables_of(table(row(cell(table(row("", "甲类学会"), row("√", "乙级协会")), paragraph("")))))
    assert outer.cells[0].text == "甲类学会\n☑ 乙级协会"
    outer, _ = tables_of(table(row(cell(table(row("甲类学会", "√"), row("乙级协会", "")), paragraph("")))))
    assert outer.cells[0].text == "甲类学会 ☑\n乙级协会"


def test_a_table_in_a_text_box_is_found() -> None:
    [found] = tables_of(paragraph(text_box(table(row("甲")) + paragraph(""))))
    assert [c.text for c in found.cells] == ["甲"]


def test_an_inserted_cell_content_is_read_in_order() -> None:
    [found] = tables_of(table(row(cell(paragraph("甲", inserted("<w:r><w:t>乙</w:t></w:r>"))))))
    assert found.cells[0].text == "甲乙"


def test_two_tables_stay_two_blocks_in_reading_order() -> None:
    document = read(docx(paragraph("一"), table(row("甲")), table(row("乙")), paragraph("二")))
    assert isinstance(document, Document)
    kinds = [block.text if isinstance(block, Paragraph) else block.cells[0].text for block in document.blocks]
    assert kinds == ["一", "甲", "乙", "二"]


def test_absurd_spans_and_nesting_do_no_harm() -> None:
    deep = paragraph("底")
    for _ in range(30):
        deep = table(row(cell(deep + paragraph(""), span=10**9)))
    assert len(tables_of(deep)) <= 30
