"""Several messages that make one submission: what a sender had handed in for the unit counts, and nothing else does."""

from dataclasses import replace

from parsers.form import Field
from rules.finding import Outcome
from tests.rules.given import after, form, judge, lattice, mail, pdf, scan, stamped, unreadable, word

SECOND = {"unit_name": "中国光学学会", "unit_department": "中国光学学会-办公室"}


def test_the_newest_word_version_counts():
    history = after(mail(word(form({"mobile": "13900010008"}))), mail(word()))
    assert judge(mail(pdf()), history).outcome is Outcome.ACCEPTED


def test_a_corrected_word_version_disagrees_with_the_old_pdf():
    history = after(mail(word(form({"mobile": ""})), pdf(stamped({"mobile": ""}))))
    assert judge(mail(word()), history).problems == ("mismatch:mobile",)


def test_a_stamped_pdf_after_one_without_seal_completes_the_submission():
    history = after(mail(word(), pdf(stamped(seals=()))))
    assert judge(mail(pdf()), history).outcome is Outcome.ACCEPTED


def test_an_earlier_version_of_another_unit_does_not_count():
    history = after(mail(word(form(SECOND))))
    assert judge(mail(pdf()), history).problems == ("word_missing",)


def test_a_scan_without_a_readable_unit_joins_the_only_case():
    history = after(mail(word()))
    nameless = scan({"unit_name": Field("", certainty=0.4)})
    decision = judge(mail(pdf(nameless)), history)
    assert decision.notes["word"] == "earlier"
    assert decision.problems == ("uncertain:unit_name",)


def test_a_scan_without_a_readable_unit_joins_none_of_two_cases():
    history = after(mail(word()), mail(word(form(SECOND))))
    blank = Field("", certainty=0.4)
    nameless = scan({"unit_name": blank, "unit_department": blank})
    assert "word_missing" in judge(mail(pdf(nameless)), history).problems


def test_a_misread_unit_finds_its_case_among_two_by_the_picture():
    history = after(mail(word()), mail(word(form(SECOND))))
    wavering = Field("中国声学掌会", certainty=0.97, lattice=lattice("中国声学掌会", {4: {"掌": -0.9, "学": -1.1}}))
    read = replace(wavering, text="中国声掌学会", lattice=lattice("中国声掌学会", {3: {"掌": -0.6, "学": -0.8}}))
    misread = scan({"unit_name": read, "unit_department": Field("国际部", certainty=0.5)})
    decision = judge(mail(pdf(misread)), history)
    assert decision.notes["word"] == "earlier"
    assert decision.unit_key == "中国声学学会"


def test_a_word_version_finds_the_earlier_scan_whose_unit_was_misread():
    read = Field("中国声掌学会", certainty=0.97, lattice=lattice("中国声掌学会", {3: {"掌": -0.6, "学": -0.8}}))
    history = after(mail(pdf(scan({"unit_name": read, "unit_department": Field("", certainty=0.4)}))))
    decision = judge(mail(word()), history)
    assert decision.notes["pdf"] == "earlier"
    assert "pdf_missing" not in decision.problems


def test_a_plainly_read_other_unit_does_not_join_the_only_case():
    history = after(mail(word()))
    stranger = {"unit_name": "中国火星学会", "unit_department": "火星-国际部"}
    assert "word_missing" in judge(mail(pdf(scan(stranger))), history).problems


def test_a_later_locked_pdf_is_told_although_an_earlier_one_is_here():
    history = after(mail(word(), pdf()))
    decision = judge(mail(word(), unreadable("pdf", "信息表.pdf", "encrypted")), history)
    assert decision.problems == ("attachment_unreadable",)


def test_a_word_form_without_unit_joins_the_senders_only_case():
    history = after(mail(pdf(scan())))
    nameless = form({"unit_name": "", "unit_department": "国际部"})
    assert "pdf_missing" not in judge(mail(word(nameless)), history).problems


def test_a_scan_that_could_not_be_read_waits_for_the_word_version():
    history = after(mail(pdf(doubt="扫描件太模糊")))
    decision = judge(mail(word()), history)
    assert decision.outcome is Outcome.REVIEW
    assert "uncertain:seal" in decision.problems
    assert "pdf_missing" not in decision.problems


def test_a_word_version_with_a_slip_in_the_units_name_is_not_asked_for_again_when_the_pdf_follows():
    slip = {"unit_name": "中国声学会", "unit_department": "中国声学会-国际部"}
    assert "mismatch:unit_name" in judge(mail(pdf()), after(mail(word(form(slip))))).problems
    assert "mismatch:unit_name" in judge(mail(word(form(slip))), after(mail(pdf()))).problems


def test_a_unit_of_a_like_name_with_another_person_is_another_unit():
    other = {"unit_name": "中国声学会", "unit_department": "中国声学会-国际部", "name": "顾北辰"}
    assert judge(mail(pdf()), after(mail(word(form(other))))).problems == ("word_missing",)


def test_the_corrected_word_version_goes_with_the_pdf_that_had_come_beside_a_slip():
    slip = {"unit_name": "中国声学会", "unit_department": "中国声学会-国际部"}
    history = after(mail(word(form(slip))), mail(pdf()))
    assert judge(mail(word()), history).outcome is Outcome.ACCEPTED
