"""The notice as data: what it prints is what the program knows; another year is another file."""

from datetime import datetime, timedelta

import pytest
from pydantic import ValidationError

from parsers.layout import FormLayout
from rules.annex1 import LABELS, PRINTED, is_complete, layout
from rules.finding import FIELDS
from rules.notice import load_notice
from tests.rules.given import DATA, GOOD, desk

TEXT = (DATA / "notices" / "2022-74.toml").read_text("utf-8")
RECORD = GOOD | {"has_account": False}


def test_the_day_of_the_body_is_in_time_to_its_last_moment():
    late_from = desk().notice.deadline.late_from
    assert late_from == datetime.fromisoformat("2022-09-21T00:00+08:00")
    assert late_from.utcoffset() == timedelta(hours=8)


def test_quotas_and_kinds_are_those_of_section_five():
    quotas = {kind.name: kind.quota for kind in desk().notice.unit_types}
    assert list(quotas.values()) == [10, 10, 10, 5, 5, 5]
    assert [kind.name for kind in desk().notice.unit_types if kind.closed] == ["全国学会", "省级科协"]
    assert [kind.name for kind in desk().notice.unit_types if kind.eligibility_by_office] == ["海外科技团体"]


def test_the_form_has_the_fields_of_the_contract_in_their_order():
    assert tuple(PRINTED) == tuple(LABELS) == FIELDS
    assert tuple(desk().notice.form.labels) == FIELDS


def test_the_layout_has_the_printed_label_first_with_options_and_samples():
    made = layout(desk().notice)
    assert isinstance(made, FormLayout)
    by_key = {field.key: field for field in made.fields}
    assert {key: field.labels[0] for key, field in by_key.items()} == dict(desk().notice.form.labels)
    assert by_key["unit_type"].options == desk().notice.options
    assert len(by_key["unit_department"].samples) == 6
    assert [field.key for field in made.fields if field.place == "line"] == ["unit_name"]


def test_another_years_notice_is_only_another_file():
    text = TEXT.replace("2022-09-21T00:00:00+08:00", "2027-03-01T00:00:00+08:00").replace("〔2022〕74号", "〔2027〕1号")
    other = load_notice(text.replace('name = "省级科协"', 'name = "省级科协组织"'))
    assert other.number == "科协外函〔2027〕1号"
    assert layout(other).fields[6].options[1] == "省级科协组织"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("+08:00", ""),
        ("quota = 10", "quota = 0"),
        ("haizhijihua@cast.org.cn", "haizhijihua"),
        ("'^附后'", "'('"),
        ("[deadline]", "[deadlines]"),
    ],
)
def test_a_notice_with_a_wrong_fact_is_refused(right, wrong):
    text = TEXT.replace("'附后'", "'^附后'")
    with pytest.raises(ValidationError):
        load_notice(text.replace(right, wrong))


def test_a_complete_record_is_complete():
    assert is_complete(RECORD, desk().notice)


@pytest.mark.parametrize(
    "change",
    [
        {"mobile": "010-62190000"},
        {"email": "lin"},
        {"unit_type": "学会"},
        {"has_account": None},
        {"name": ""},
        {"age": "1"},
    ],
)
def test_nothing_incomplete_passes_the_last_guard(change):
    assert not is_complete(RECORD | change, desk().notice)
