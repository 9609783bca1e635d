"""The name on a seal: it speaks for a unit or against it, or says nothing."""

from dataclasses import replace

import pytest

from rules.finding import Outcome
from rules.seal_owner import seal_belongs
from tests.rules.given import SURE_SEAL, desk, judge, mail, pdf, stamped, word

OWN = ("河南省科学技术协会", "河南省科协")


def belongs(read, certainty=0.97, names=OWN):
    """Whether a seal that reads so belongs to the names."""
    seal = replace(SURE_SEAL, name=read, name_certainty=certainty)
    return seal_belongs(seal, names, desk().registry)


@pytest.mark.parametrize("read", ["河南省科学技术协会", "河南省科协", "河南省科学技木协会", "南省科学技术协会"])
def test_a_slip_in_the_ring_does_not_make_another_unit(read):
    assert belongs(read) in (True, None)


@pytest.mark.parametrize("read", ["湖南省科学技术协会", "湖北省科学技木协会", "海南省科学技术协会", "某某有限责任公司"])
def test_another_units_name_speaks_against(read):
    assert belongs(read) is False


def test_a_ring_that_was_hardly_read_says_nothing():
    assert belongs("湖南省科学技术协会", certainty=0.5) is None
    assert belongs(None) is None


def test_the_seal_of_the_carrier_speaks_for_the_base():
    assert belongs("某某大学", names=("中国科协海智计划某省（某某大学）工作基地", "某某大学")) is True


def test_the_seal_of_another_unit_is_for_a_person():
    other = replace(SURE_SEAL, name="中国光学学会", name_certainty=0.98)
    decision = judge(mail(word(), pdf(stamped(seals=(other,)))))
    assert decision.outcome is Outcome.REVIEW
    assert decision.problems == ("uncertain:seal",)
    assert "中国光学学会" in decision.reasons[0]


def test_one_own_seal_among_two_is_enough():
    other = replace(SURE_SEAL, name="中国光学学会", name_certainty=0.98)
    own = replace(SURE_SEAL, name="中国声学学会", name_certainty=0.9)
    assert judge(mail(word(), pdf(stamped(seals=(other, own))))).outcome is Outcome.ACCEPTED
