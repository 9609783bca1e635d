"""Several files of one kind in a mail: which two belong together, what came along again, what a person decides."""

from dataclasses import replace
from itertools import permutations

import pytest

from rules.case import History
from rules.finding import Outcome
from rules.gather import handed_in
from tests.rules.given import IN_TIME, form, judge, mail, pdf, scan, stamped, word

NEW = {"mobile": "13900010008"}
OTHER_UNIT = {"unit_name": "中国光学学会", "unit_department": "中国光学学会-办公室"}
OLD_WORD, OLD_PDF, NEW_WORD, NEW_PDF = word(), pdf(), word(form(NEW)), pdf(stamped(NEW))


def came(*mails, enclosed=()):
    """What the store hands over when these mails had arrived before, each a mail of its own."""
    papers = [(number, handed) for number, reading in enumerate(mails, 1) for handed in handed_in(reading, IN_TIME)]
    return History(tuple(_in_mail(paper, number) for number, paper in papers), enclosed=frozenset(enclosed))


def _in_mail(paper, number):
    return replace(paper, mail=number)


@pytest.mark.parametrize("files", [*permutations([OLD_WORD, NEW_WORD, NEW_PDF])])
def test_two_word_files_and_the_print_of_one_are_for_a_person_in_any_order(files):
    assert judge(mail(*files)).problems == ("uncertain:mobile",)


@pytest.mark.parametrize("word_file", [OLD_WORD, NEW_WORD], ids=["old", "new"])
@pytest.mark.parametrize("pdfs", [(OLD_PDF, NEW_PDF), (NEW_PDF, OLD_PDF)], ids=["old first", "new first"])
def test_two_prints_that_differ_are_never_accepted_with_the_word_file_of_one(word_file, pdfs):
    assert judge(mail(word_file, *pdfs)).problems == ("uncertain:mobile",)


def test_a_print_without_seal_beside_the_scan_is_no_other_version():
    unsealed = pdf(stamped(seals=()), name="打印稿.pdf")
    assert judge(mail(word(), unsealed, pdf(scan()))).outcome is Outcome.ACCEPTED
    assert judge(mail(word(), pdf(scan()), unsealed)).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize("files", [*permutations([OLD_WORD, OLD_PDF, NEW_WORD, NEW_PDF])])
def test_old_files_that_came_before_and_lie_beside_the_corrected_ones_again_change_nothing(files):
    decision = judge(mail(*files), came(mail(OLD_WORD, OLD_PDF)))
    assert decision.outcome is Outcome.ACCEPTED
    assert decision.record["mobile"] == NEW["mobile"]


def test_a_file_that_came_before_counts_where_nothing_newer_of_its_kind_lies_beside_it():
    history = came(mail(OLD_WORD, OLD_PDF), mail(NEW_WORD))
    decision = judge(mail(OLD_WORD, OLD_PDF), history)
    assert decision.outcome is Outcome.ACCEPTED
    assert decision.record["mobile"] != NEW["mobile"]


def test_an_old_file_that_came_along_again_is_not_the_newest_later_on():
    history = came(mail(OLD_WORD), mail(NEW_WORD, OLD_WORD))
    assert judge(mail(NEW_PDF), history).outcome is Outcome.ACCEPTED


def test_two_word_files_stay_for_a_person_when_the_print_of_one_follows():
    assert judge(mail(NEW_PDF), came(mail(NEW_WORD, OLD_WORD))).problems == ("uncertain:mobile",)


SENT = word(form({"mobile": ""}), name="附件1（补正用表）.docx")


@pytest.mark.parametrize("files", [(SENT, NEW_WORD, NEW_PDF), (NEW_WORD, NEW_PDF, SENT)], ids=["first", "last"])
def test_our_own_form_that_comes_back_unfilled_beside_the_corrected_ones_is_no_version(files):
    assert judge(mail(*files), came(mail(OLD_WORD), enclosed=[SENT.digest])).outcome is Outcome.ACCEPTED


def test_our_own_form_that_comes_back_unfilled_with_thanks_is_no_submission():
    history = came(mail(OLD_WORD), enclosed=[SENT.digest])
    assert judge(mail(SENT, text="收到，谢谢，我们会尽快修改。"), history).outcome is Outcome.INQUIRY
    assert judge(mail(SENT, text="已更正，请查收附件。"), history).outcome is Outcome.REJECTED


def test_our_own_form_that_was_complete_is_the_word_version_when_it_comes_back():
    complete = word(name="附件1（补正用表）.docx")
    assert judge(mail(complete), came(mail(OLD_PDF), enclosed=[complete.digest])).outcome is Outcome.ACCEPTED


def test_one_units_word_file_and_the_print_of_another_that_completes_an_earlier_mail_are_parted_by_a_person():
    decision = judge(mail(word(form(OTHER_UNIT)), OLD_PDF), came(mail(OLD_WORD)))
    assert decision.problems == ("uncertain:unit_name",)


def test_one_units_word_file_with_the_print_of_another_disagree_where_nothing_came_before():
    assert "mismatch:unit_name" in judge(mail(word(form(OTHER_UNIT)), OLD_PDF)).problems
