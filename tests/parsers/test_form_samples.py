"""The printed samples are never part of the value, and the value is never lost with them."""

import pytest

from tests.parsers.annex1_layout import SAMPLES
from tests.parsers.form_grids import HEADER, LINE, NUMBERED, grid, one, text, the_form


@pytest.mark.parametrize(
    ("cell", "own"),
    [
        (f"{NUMBERED}\n乙海学会-国际部", "乙海学会-国际部"),
        (f"乙海学会-国际部\n{NUMBERED}", "乙海学会-国际部"),
        (NUMBERED.replace("例3：中华医学会-对外联络部", "例3：乙海学会-国际部"), "乙海学会-国际部"),
        (NUMBERED.replace("例3：中华医学会-对外联络部", "乙海学会-国际部"), "乙海学会-国际部"),
        (NUMBERED.replace("\n", " ") + " 乙海学会-国际部", "乙海学会-国际部"),
        ("例3：乙海学会-国际部", "乙海学会-国际部"),
        ("\n".join(SAMPLES) + "\n乙海学会-国际部", "乙海学会-国际部"),
        (f"{NUMBERED}\n{SAMPLES[0]}", SAMPLES[0]),
        (SAMPLES[0], SAMPLES[0]),
        ("乙海学会\n国际部", "乙海学会\n国际部"),
    ],
)
def test_what_the_unit_wrote_is_left_when_the_samples_are_gone(cell: str, own: str) -> None:
    field = the_form(LINE, grid(HEADER, one(unit_department=cell))).fields["unit_department"]
    assert (field.text, field.samples_only, field.certainty) == (own, False, 1.0)


@pytest.mark.parametrize(
    "cell",
    [NUMBERED, NUMBERED.replace("：", ":"), f"例1：{SAMPLES[0]}", "\n".join(SAMPLES), NUMBERED.replace("-", "－")],
)
def test_samples_alone_are_no_value(cell: str) -> None:
    field = the_form(LINE, grid(HEADER, one(unit_department=cell))).fields["unit_department"]
    assert (field.text, field.samples_only) == ("", True)


def test_samples_that_wrap_on_a_printed_page_are_gone_too() -> None:
    wrapped = "\n".join(NUMBERED.replace("\n", "")[n : n + 9] for n in range(0, len(NUMBERED), 9))
    lines = "例1：重庆市科协-国际合\n作部\n例2：北京市科协-北京科技\n国际交流中心-综合办公室\n乙海学会-国际交\n流部"
    for cell, own in ((wrapped, ""), (lines, "乙海学会-国际交\n流部")):
        form = the_form(LINE, grid(HEADER, one(unit_department=cell)), laid_out=True)
        assert text(form, "unit_department") == own


def test_samples_misread_on_a_scan_are_gone_too() -> None:
    misread = NUMBERED.replace("国际合作部", "国际台作部").replace("例4：", "列4:").replace("联合会", "联台会")
    form = the_form(LINE, grid(HEADER, one(unit_department=f"{misread}\n乙海学会-国际部")), scanned=True)
    assert text(form, "unit_department") == "乙海学会-国际部"


@pytest.mark.parametrize("cell", ["例1：重庆市科协国际合作部", "例6：全欧华人专业协会联合会-秘书处"])
def test_a_sample_retyped_with_a_change_is_left_to_a_person(cell: str) -> None:
    field = the_form(LINE, grid(HEADER, one(unit_department=cell))).fields["unit_department"]
    assert field.certainty < 0.95
