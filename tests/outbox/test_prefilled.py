"""The form that a letter encloses reads back as what was right of the sender's own, and prints on one page."""

import hashlib
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from outbox.form_docx import Filled, form_octets
from outbox.prefilled import WORD, faulty_fields, filename, marked_labels, prefilled
from parsers.document import Document
from parsers.form import ExtractedForm, find_forms
from parsers.readers import docx
from parsers.readers.pdf import read as read_pdf
from rules.annex1 import layout
from rules.finding import FIELDS, Decision, Finding, Outcome, Record
from tests.outbox.letters import NOTICE, RECORD, decision
from tests.outbox.samples import FAULTS, FAULTY, OF_A_BASE

LAYOUT = layout(NOTICE)
LONGEST_UNIT = "国家海外人才离岸创新创业基地【中国（某某）自由贸易试验区某某某某高新技术产业开发区】"
WRITTEN = st.text(
    st.characters(codec="gb18030", categories=["Lo", "Lu", "Ll"], exclude_characters="是否"), min_size=1, max_size=12
)
ANY_TEXT = ("name", "unit_department", "position")
OFFICE_PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")


def read_back(octets: bytes) -> ExtractedForm:
    """As the program reads it when it comes back."""
    document = docx.read(octets)
    assert isinstance(document, Document)
    (form,) = find_forms(document, LAYOUT)
    return form


def said(form: ExtractedForm) -> dict[str, str]:
    """What stands on the form; of options, those that are ticked."""
    texts = {
        key: (field.text or "") if field.ticked is None else "、".join(field.ticked)
        for key, field in form.fields.items()
    }
    return {key: "".join(text.split()) for key, text in texts.items() if text}


def rejected(record: Record, *findings: str | Finding) -> Decision:
    return decision(Outcome.REJECTED, *findings, record=record)


def test_what_was_right_stands_on_it_and_what_was_wrong_is_empty() -> None:
    assert said(read_back(prefilled(rejected(FAULTY, *FAULTS), NOTICE).octets)) == {
        "unit_name": "某某学会",
        "name": "言午阳",
        "email": "yan@unit.example.cn",
        "has_account": "否",
    }


def test_the_box_that_was_ticked_is_ticked_again() -> None:
    found = said(read_back(prefilled(rejected(OF_A_BASE, "pdf_missing"), NOTICE).octets))
    assert (found["unit_type"], found["has_account"]) == (OF_A_BASE["unit_type"], "是")


@given(
    st.fixed_dictionaries(dict.fromkeys(("name", "unit_department", "position"), WRITTEN)),
    st.sets(st.sampled_from(FIELDS)),
)
def test_any_values_read_back_and_no_faulty_one_stands_on_it(values: dict[str, str], faulty: set[str]) -> None:
    record = {**RECORD, **values}
    findings = [Finding(f"invalid:{key}") for key in sorted(faulty)]
    wanted = {**record, "has_account": "否"}
    found = said(read_back(prefilled(rejected(record, *findings), NOTICE).octets))
    assert found == {key: str(text) for key, text in wanted.items() if key not in faulty}


def test_the_same_decision_gives_the_same_octets_without_a_clock() -> None:
    enclosed = [prefilled(rejected(FAULTY, *FAULTS), NOTICE).octets for _ in range(2)]
    assert len({hashlib.sha256(octets).hexdigest() for octets in enclosed}) == 1
    with zipfile.ZipFile(io.BytesIO(enclosed[0])) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_names_the_notices_form_and_is_a_word_file() -> None:
    enclosed = prefilled(rejected(RECORD, "pdf_missing"), NOTICE)
    assert (enclosed.filename, enclosed.media_type) == (filename(NOTICE), WORD)
    assert "附件1" in enclosed.filename
    assert enclosed.filename.endswith(".docx")


def test_of_several_people_none_is_kept() -> None:
    assert faulty_fields([Finding("multiple_people")]) == set(FIELDS) - {"unit_name", "unit_type"}


def test_the_letter_names_what_is_marked_and_of_a_blank_form_nothing() -> None:
    assert marked_labels(rejected(FAULTY, *FAULTS), NOTICE) == ("单位-部门", "职务", "手机号", "单位类型")
    assert marked_labels(decision(Outcome.REJECTED, "annex1_not_found", record=None), NOTICE) == ()


def test_signs_that_no_word_file_may_hold_do_not_stand_on_it() -> None:
    octets = form_octets(Filled({"name": "言\x00午\x0b阳\ufffe"}), NOTICE)
    assert read_back(octets).fields["name"].text == "言午阳"


SHOWN = ("unit_name", "name", "unit_department", "position", "mobile", "email", "unit_type")
LONG: dict[str, Record] = {
    "usual": RECORD,
    "longest": {
        **OF_A_BASE,
        "unit_name": LONGEST_UNIT,
        "unit_department": f"{LONGEST_UNIT}-某某高新技术产业开发区管委会-科技创新与国际合作交流处",
        "name": "阿卜杜拉·买买提·吐尔逊江",
        "mobile": "+8613900001234",
        "email": "a.very.long.address.of.somebody@department.of.something.unit.example.com.cn",
    },
    "mad": {
        **OF_A_BASE,
        "unit_name": LONGEST_UNIT * 4,
        "unit_department": LONGEST_UNIT * 9,
        "position": "主任" * 90,
        "email": "a" * 150 + "@unit.example.cn",
    },
}


@pytest.mark.skipif(OFFICE_PROGRAM is None, reason="LibreOffice is not here")
def test_it_prints_on_one_page_with_every_value_on_it_however_long(tmp_path: Path) -> None:
    for name, record in LONG.items():
        (tmp_path / f"{name}.docx").write_bytes(prefilled(rejected(record, "pdf_missing"), NOTICE).octets)
    command = [str(OFFICE_PROGRAM), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    names = [str(tmp_path / f"{name}.docx") for name in LONG]
    subprocess.run([*command, "--convert-to", "pdf", "--outdir", tmp_path, *names], check=True, timeout=120)
    for name, record in LONG.items():
        octets = (tmp_path / f"{name}.pdf").read_bytes()
        assert len(PdfDocument(octets)) == 1, name
        printed = read_pdf(octets)
        assert isinstance(printed, Document)
        if name != "mad":
            (form,) = find_forms(printed, LAYOUT)
            found = said(form)
            assert {key: found[key] for key in SHOWN} == {key: record[key] for key in SHOWN}
