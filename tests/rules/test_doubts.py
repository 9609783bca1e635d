"""What a person or a later mail settled is not undone by the same form, or by an older one, unseen."""

from dataclasses import replace
from datetime import timedelta

from rules.case import History, Registered
from rules.finding import Outcome
from rules.gather import handed_in
from tests.rules.given import GOOD, IN_TIME, SENDER, form, judge, mail, pdf, stamped, word

RIGHT = "13900010009"


def known(**about):
    """A history in which the unit of the good form is registered with another mobile."""
    record = GOOD | {"mobile": RIGHT, "has_account": False}
    former = Registered(GOOD["unit_name"], SENDER, GOOD["name"], record, Outcome.ACCEPTED, **about)
    return History(registered=lambda key: former if key == former.unit_key else None)


def written(reading, at):
    """The mail with this Date."""
    envelope = replace(reading.submission.envelope, sent_at=at)
    return replace(reading, submission=replace(reading.submission, envelope=envelope))


def test_a_value_that_a_person_corrected_does_not_come_back_with_the_same_form():
    history = known(corrected={"mobile": GOOD["mobile"]})
    assert judge(mail(word(), pdf()), history).problems == ("uncertain:mobile",)


def test_an_update_to_a_third_value_is_an_update_though_a_person_had_corrected_the_first():
    third = {"mobile": "13900010003"}
    decision = judge(mail(word(form(third)), pdf(stamped(third))), known(corrected={"mobile": GOOD["mobile"]}))
    assert (decision.outcome, decision.update) == (Outcome.ACCEPTED, True)


def test_a_mail_written_before_the_registered_one_and_held_up_does_not_replace_it():
    older = written(mail(word(), pdf()), IN_TIME - timedelta(hours=1))
    decision = judge(older, known(sent_at=IN_TIME))
    assert decision.problems == ("uncertain:mobile",)


def test_a_mail_written_after_the_registered_one_or_without_a_date_replaces_it():
    for at in (IN_TIME + timedelta(seconds=1), None):
        assert judge(written(mail(word(), pdf()), at), known(sent_at=IN_TIME)).outcome is Outcome.ACCEPTED


def test_an_older_mail_that_says_the_same_is_accepted():
    same = {"mobile": RIGHT}
    older = written(mail(word(form(same)), pdf(stamped(same))), IN_TIME - timedelta(hours=1))
    assert judge(older, known(sent_at=IN_TIME)).outcome is Outcome.ACCEPTED


def test_files_that_a_person_turned_down_are_looked_at_when_they_come_again():
    whole = mail(word(), pdf())
    history = History(turned_down=frozenset(paper.digest for paper in handed_in(whole, IN_TIME)))
    assert judge(whole, history).outcome is Outcome.REVIEW
    assert judge(mail(word(), pdf()), history).outcome is Outcome.ACCEPTED


def test_the_very_files_that_a_later_version_replaced_change_nothing_below_a_question():
    whole = mail(word(), pdf(), text="请问之前发的收到了吗？")
    old = tuple(replace(paper, mail=1) for paper in handed_in(whole, IN_TIME))
    assert judge(whole, replace(known(mail=2), handed=old)).problems == ("uncertain:mobile",)


def test_the_same_files_handed_in_anew_replace_what_is_registered_as_the_contract_says():
    whole = mail(word(), pdf())
    old = tuple(replace(paper, mail=1) for paper in handed_in(whole, IN_TIME))
    assert judge(whole, replace(known(mail=2), handed=old)).outcome is Outcome.ACCEPTED


def test_a_print_that_completes_an_update_whose_word_version_came_after_the_registered_one_is_accepted():
    whole = mail(word(), pdf())
    papers = handed_in(whole, IN_TIME)
    history = replace(known(mail=2), handed=tuple(replace(paper, mail=3) for paper in papers[:1]))
    assert judge(whole, history).outcome is Outcome.ACCEPTED
