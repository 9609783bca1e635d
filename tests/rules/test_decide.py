"""What a message comes to, code by code: where each code appears, and where it must not."""

from datetime import datetime

import pytest

from parsers.document import Seal, Where
from parsers.form import Field
from rules.case import History
from rules.decide import registers
from rules.finding import FIELDS, Outcome
from tests.rules.given import (
    GOOD,
    IN_TIME,
    SENDER,
    SURE_SEAL,
    after,
    archive,
    desk,
    form,
    judge,
    lattice,
    mail,
    other,
    pdf,
    registered,
    scan,
    stamped,
    unreadable,
    word,
)

GOOD_RECORD = GOOD | {"has_account": False}


def both(changed, pdf_changed=None, **about):
    """A mail whose WORD and PDF versions carry the same change."""
    paper = changed if pdf_changed is None else pdf_changed
    return mail(word(form(changed)), pdf(stamped(paper, **about)))


def test_a_complete_submission_is_accepted_with_its_record():
    decision = judge(mail(word(), pdf()))
    assert decision.outcome is Outcome.ACCEPTED
    assert decision.problems == ()
    assert decision.record == GOOD_RECORD
    assert tuple(decision.record) == FIELDS
    assert decision.unit_key == "中国声学学会"
    assert registers(decision)


def test_a_scan_that_says_what_word_says_is_accepted():
    assert judge(mail(word(), pdf(scan()))).outcome is Outcome.ACCEPTED


def test_automatic_mail_is_ignored_even_with_a_form():
    decision = judge(mail(word(), pdf(), automatic=("R1",)))
    assert decision.outcome is Outcome.IGNORED
    assert "R1" in decision.reasons[0]


def test_the_same_message_again_is_ignored():
    assert judge(mail(word(), pdf()), History(same_message=True)).outcome is Outcome.IGNORED


@pytest.mark.parametrize("key", [key for key in FIELDS if key not in ("unit_type", "unit_department")])
def test_an_empty_field_is_missing(key):
    decision = judge(both({key: ""}))
    assert decision.outcome is Outcome.REJECTED
    assert decision.problems == (f"missing:{key}",)
    assert decision.record[key] is None


def test_no_box_ticked_is_missing():
    assert judge(both({"unit_type": ""})).problems == ("missing:unit_type",)


def test_a_cell_that_the_form_has_not_got_is_for_a_person():
    decision = judge(both({"position": Field(None)}))
    assert decision.outcome is Outcome.REVIEW
    assert decision.problems == ("uncertain:position",)


@pytest.mark.parametrize(
    ("key", "text"),
    [("mobile", "010-62190000"), ("email", "lin#kexue.example.cn"), ("has_account", "待定"), ("name", "XXX")],
)
def test_a_value_that_is_none_of_its_kind_is_invalid(key, text):
    decision = judge(both({key: text}))
    assert decision.outcome is Outcome.REJECTED
    assert decision.problems == (f"invalid:{key}",)
    assert decision.findings[0].detail


def test_an_invalid_number_stands_in_the_record_as_written():
    assert judge(both({"mobile": "010-62190000"})).record["mobile"] == "010-62190000"


def test_two_ticked_boxes_are_invalid_and_undecidable():
    decision = judge(both({"unit_type": "全国学会、省级科协"}))
    assert decision.problems == ("invalid:unit_type",)
    assert decision.record["unit_type"] is None


def test_a_unit_without_department_is_invalid_where_the_samples_name_one():
    decision = judge(both({"unit_department": "中国声学学会"}))
    assert decision.problems == ("invalid:unit_department",)


def test_a_society_abroad_needs_no_department():
    abroad = {"unit_name": "伦敦博士联盟", "unit_department": "伦敦博士联盟", "unit_type": "海外科技团体"}
    decision = judge(both(abroad | {"mobile": "+447400123456"}))
    assert decision.outcome is Outcome.REVIEW
    assert decision.problems == ("eligibility",)


def test_a_department_without_its_unit_is_for_a_person():
    assert judge(both({"unit_department": "国际部"})).problems == ("uncertain:unit_department",)


def test_printed_samples_alone_are_no_department():
    samples = Field("", samples_only=True)
    decision = judge(both({"unit_department": samples}))
    assert decision.problems == ("example_left:unit_department",)
    assert decision.record["unit_department"] is None


def test_the_sample_of_another_unit_is_an_example_left():
    decision = judge(both({"unit_department": "重庆市科协-国际合作部"}))
    assert decision.problems == ("example_left:unit_department",)


def test_the_unit_of_a_sample_may_write_what_the_sample_says():
    own = {"unit_name": "重庆市科学技术协会", "unit_department": "重庆市科协-国际合作部", "unit_type": "省级科协"}
    assert judge(both(own)).outcome is Outcome.ACCEPTED


def test_two_names_in_one_cell_are_several_people():
    decision = judge(both({"name": "林书航、顾北辰", "mobile": "13900010001、13900010002"}))
    assert decision.problems == ("multiple_people",)
    assert decision.record is None


def test_two_filled_rows_are_several_people():
    assert judge(mail(word(form(people=2)), pdf(stamped(people=2)))).problems == ("multiple_people",)


def test_the_type_of_another_kind_of_unit_is_a_conflict():
    decision = judge(both({"unit_type": "省级科协"}))
    assert decision.problems == ("conflict:unit_type",)
    assert decision.findings[0].suggestions == ("全国学会",)


def test_a_unit_outside_the_lists_is_for_a_person():
    decision = judge(both({"unit_name": "中国火星学会", "unit_department": "中国火星学会-国际部"}))
    assert decision.outcome is Outcome.REVIEW
    assert decision.problems == ("unit_unknown",)


def test_a_provincial_capital_is_told_from_a_province():
    names = {"unit_name": "大连市科协", "unit_department": "大连市科协-国际部", "unit_type": "省级科协"}
    decision = judge(both(names))
    assert decision.problems == ("unit_unknown",)
    assert "副省级" in decision.findings[0].detail


def test_an_unlisted_base_with_the_type_of_its_pattern_is_only_unknown():
    name = "国家海外人才离岸创新创业基地（昆仑山）"
    names = {"unit_name": name, "unit_department": f"{name}-管委会-人才处", "unit_type": "国家海外人才离岸创新创业基地"}
    assert judge(both(names)).problems == ("unit_unknown",)


def test_an_unlisted_base_with_another_type_is_a_conflict_too():
    name = "国家海外人才离岸创新创业基地（昆仑山）"
    names = {"unit_name": name, "unit_department": f"{name}-管委会-人才处", "unit_type": "全国学会"}
    decision = judge(both(names))
    assert decision.outcome is Outcome.REJECTED
    assert set(decision.problems) == {"conflict:unit_type", "unit_unknown"}


@pytest.mark.parametrize("key", ["name", "position", "mobile", "email", "unit_department"])
def test_a_changed_value_is_a_mismatch(key):
    changed = {"name": "林书杭", "position": "副主任", "mobile": "13900010007", "email": "1in@kexue.example.cn"}
    other_value = (changed | {"unit_department": "中国声学学会-学术部"})[key]
    decision = judge(mail(word(), pdf(stamped({key: other_value}))))
    assert decision.outcome is Outcome.REJECTED
    assert decision.problems == (f"mismatch:{key}",)
    assert decision.findings[0].found_in_pdf == other_value
    assert decision.record == GOOD_RECORD


def test_a_changed_digit_on_a_certain_scan_is_a_mismatch():
    assert judge(mail(word(), pdf(scan({"mobile": "13900010007"})))).problems == ("mismatch:mobile",)


def test_a_changed_digit_on_a_doubtful_scan_is_for_a_person():
    decision = judge(mail(word(), pdf(scan({"mobile": "13900010007"}, certainty=0.8))))
    assert decision.outcome is Outcome.REVIEW
    assert decision.problems == ("uncertain:mobile",)


def test_a_doubtful_scan_that_says_the_same_is_no_doubt_at_all():
    assert judge(mail(word(), pdf(scan(certainty=0.5)))).outcome is Outcome.ACCEPTED


def test_a_misread_scan_that_the_word_value_explains_is_accepted_with_the_word_value():
    wavering = lattice("林书杭", {2: {"杭": -0.6, "航": -0.9}})
    read = Field("林书杭", certainty=0.97, lattice=wavering)
    decision = judge(mail(word(), pdf(scan({"name": read}))))
    assert decision.outcome is Outcome.ACCEPTED
    assert decision.record["name"] == "林书航"


def test_another_ticked_box_on_the_pdf_is_a_mismatch():
    paper = stamped({"unit_type": "省级科协"})
    assert judge(mail(word(), pdf(paper))).problems == ("mismatch:unit_type",)


def test_the_same_unit_in_two_spellings_is_for_a_person():
    province = {"unit_name": "天津市科学技术协会", "unit_department": "天津市科协-国际部", "unit_type": "省级科协"}
    decision = judge(both(province, province | {"unit_name": "天津市科协"}))
    assert decision.outcome is Outcome.REVIEW
    assert decision.problems == ("uncertain:unit_name",)


def test_a_pdf_without_a_seal():
    decision = judge(mail(word(), pdf(stamped(seals=()))))
    assert decision.outcome is Outcome.REJECTED
    assert decision.problems == ("seal_missing",)


def test_a_grey_scan_without_a_visible_seal_is_for_a_person():
    decision = judge(mail(word(), pdf(scan(seals=(), seal_decidable=False))))
    assert decision.outcome is Outcome.REVIEW
    assert decision.problems == ("uncertain:seal",)


def test_something_red_that_may_be_no_seal_is_for_a_person():
    red = Seal(Where(1, (0.1, 0.1, 0.2, 0.2)), 0.5)
    assert judge(mail(word(), pdf(scan(seals=(red,))))).problems == ("uncertain:seal",)


def test_a_seal_beside_something_red_is_enough():
    red = Seal(Where(1, (0.1, 0.1, 0.2, 0.2)), 0.5)
    assert judge(mail(word(), pdf(scan(seals=(red, SURE_SEAL))))).outcome is Outcome.ACCEPTED


def test_a_message_after_the_deadline_is_for_a_person():
    zone = desk().notice.deadline.late_from.tzinfo
    decision = judge(mail(word(), pdf()), received_at=datetime(2022, 9, 21, 0, 0, tzinfo=zone))
    assert decision.outcome is Outcome.REVIEW
    assert decision.problems == ("late",)


def test_the_last_second_of_the_last_day_is_in_time():
    zone = desk().notice.deadline.late_from.tzinfo
    last = datetime(2022, 9, 20, 23, 59, 59, tzinfo=zone)
    assert judge(mail(word(), pdf()), received_at=last).outcome is Outcome.ACCEPTED


def test_the_date_under_the_form_makes_nothing_late():
    zone = desk().notice.deadline.late_from.tzinfo
    decision = judge(mail(word(), pdf()), received_at=datetime(2022, 9, 19, 12, tzinfo=zone))
    assert decision.outcome is Outcome.ACCEPTED


def test_without_a_time_of_receipt_nothing_is_late_and_staff_are_told():
    decision = judge(mail(word(), pdf()), received_at=None)
    assert decision.outcome is Outcome.ACCEPTED
    assert any("迟到" in reason for reason in decision.reasons)


def test_late_and_incomplete_is_rejected_and_says_both():
    zone = desk().notice.deadline.late_from.tzinfo
    decision = judge(mail(word()), received_at=datetime(2022, 9, 22, tzinfo=zone))
    assert decision.outcome is Outcome.REJECTED
    assert set(decision.problems) == {"pdf_missing", "late"}


def test_another_sender_for_a_registered_unit_is_for_a_person():
    decision = judge(mail(word(), pdf()), registered(sender="other@kexue.example.cn"))
    assert decision.outcome is Outcome.REVIEW
    assert decision.problems == ("duplicate_unit",)
    assert not registers(decision)


def test_another_person_from_the_same_sender_is_for_a_person():
    assert judge(mail(word(), pdf()), registered(person="顾北辰")).problems == ("duplicate_unit",)


def test_the_same_person_from_the_same_sender_is_an_update():
    decision = judge(mail(word(), pdf()), registered())
    assert decision.outcome is Outcome.ACCEPTED
    assert decision.update


def test_a_first_submission_is_no_update():
    assert not judge(mail(word(), pdf())).update


def test_forms_of_two_units_in_one_mail_are_for_a_person():
    second = {"unit_name": "中国光学学会", "unit_department": "中国光学学会-办公室"}
    decision = judge(mail(word(), word(form(second), "二.docx"), pdf(), pdf(stamped(second), "二.pdf")))
    assert decision.outcome is Outcome.REVIEW
    assert decision.problems == ("uncertain:unit_name",)
    assert "中国光学学会" in decision.reasons[0]
    assert decision.record is None


def test_the_pdf_of_another_unit_is_a_mismatch():
    second = {"unit_name": "中国光学学会", "unit_department": "中国光学学会-办公室"}
    assert "mismatch:unit_name" in judge(mail(word(), pdf(stamped(second)))).problems


def test_two_word_files_that_differ_are_uncertain_where_they_do():
    older = word(form({"mobile": "13900010008"}), "旧.docx")
    decision = judge(mail(older, word(), pdf()))
    assert decision.outcome is Outcome.REVIEW
    assert decision.problems == ("uncertain:mobile",)


def test_the_same_word_file_twice_is_one():
    assert judge(mail(word(), word(name="信息表副本.docx"), pdf())).outcome is Outcome.ACCEPTED


def test_a_scan_that_could_not_be_read_counts_as_here_but_says_nothing():
    decision = judge(mail(word(), pdf(doubt="扫描件太模糊")))
    assert decision.outcome is Outcome.REVIEW
    assert set(decision.problems) == {f"uncertain:{key}" for key in (*FIELDS, "seal")}
    assert decision.record == GOOD_RECORD


def test_a_scan_alone_holds_nothing_against_the_sender_that_may_be_misread():
    decision = judge(mail(pdf(scan({"mobile": "139000100011"}))))
    assert set(decision.problems) == {"word_missing", "uncertain:mobile"}


def test_the_program_not_being_able_is_not_the_senders_fault():
    decision = judge(mail(unreadable("word", "信息表.wps", "timeout"), pdf()))
    assert decision.outcome is Outcome.REVIEW
    assert "attachment_unreadable" not in decision.problems


def test_a_decision_is_the_same_whenever_it_is_made():
    reading = mail(word(form({"mobile": ""})), pdf(scan()))
    assert judge(reading) == judge(reading)


def test_odds_and_ends_beside_a_complete_submission_are_no_problem():
    extras = (
        other("logo.png", "image/png"),
        other("营业执照.jpg", "image/jpeg", doubt="看不清"),
        unreadable("pdf", "其他材料.pdf", "corrupt"),
        pdf(name="推荐函.pdf", text_excerpt="推荐函"),
        word(name="附件2.docx", text_excerpt="推荐海智合作机构信息表"),
    )
    decision = judge(mail(word(), pdf(), *extras, unopened=(archive("照片.zip", "encrypted"),)))
    assert decision.outcome is Outcome.ACCEPTED


def test_the_sequence_word_then_pdf_is_complete():
    first = mail(word())
    assert judge(first).problems == ("pdf_missing",)
    second = judge(mail(pdf(), text="补报盖章件，请查收。"), after(first))
    assert second.outcome is Outcome.ACCEPTED
    assert second.record == GOOD_RECORD
    assert second.notes == {"word": "earlier", "pdf": "here"}


def test_the_sequence_pdf_then_word_is_complete():
    first = mail(pdf(scan()))
    assert judge(first).problems == ("word_missing",)
    assert judge(mail(word()), after(first)).outcome is Outcome.ACCEPTED


def test_what_another_sender_handed_in_does_not_count():
    assert IN_TIME
    assert GOOD["email"] == SENDER
    assert judge(mail(word()), History()).problems == ("pdf_missing",)
