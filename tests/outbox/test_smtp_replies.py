"""What a host's refusal means: later, never, or stop sending for a while."""

import pytest

from outbox.life import Event
from outbox.smtp_replies import Reply, login_may_succeed_later, refused

STOP = [
    (554, "DT:SPM 163 smtp10,HMCowAC3, please see http://mail.163.example/help/help_spam_16.htm"),
    (550, "Mail content denied. http://service.mail.example/cgi-bin/help?no=1000726"),
    (550, "User frequency limited"),
    (451, "MI:SFQ 163 smtp, too many"),
    (421, "Too many connections from your host"),
    (554, "5.7.1 rejected as SPAM"),
    (552, "发送频率过高，请稍后再试"),
]
FOR_GOOD = [
    (550, "5.1.1 user unknown"),
    (550, "Mailbox not found"),
    (552, "Requested mail action aborted: mailbox is full, quota exceeded"),
    (554, "5.7.1 relay access denied"),
    (552, "message size exceeds fixed maximum"),
]
LATER = [(450, "4.2.0 greylisted, try again in 300 seconds"), (452, "4.2.2 mailbox full"), (421, "going down")]


@pytest.mark.parametrize(("code", "text"), STOP)
def test_a_host_that_minds_how_we_send_stops_us(code: int, text: str) -> None:
    delivery = refused(Reply(code, text))
    assert (delivery.result, delivery.stop) == (Event.DEFERRED, True)


@pytest.mark.parametrize(("code", "text"), FOR_GOOD)
def test_a_refusal_of_one_recipient_stops_nobody_else(code: int, text: str) -> None:
    delivery = refused(Reply(code, text))
    assert (delivery.result, delivery.stop) == (Event.FAILED, False)


@pytest.mark.parametrize(("code", "text"), LATER)
def test_a_refusal_for_now_is_tried_again(code: int, text: str) -> None:
    delivery = refused(Reply(code, text))
    assert (delivery.result, delivery.stop, delivery.again) == (Event.DEFERRED, False, True)


def test_a_login_refused_for_being_too_frequent_says_nothing_of_the_password() -> None:
    assert login_may_succeed_later(Reply(535, "Error: authentication failed, system busy"))
    assert login_may_succeed_later(Reply(454, "4.7.0 Temporary authentication failure"))
    assert not login_may_succeed_later(Reply(535, "5.7.8 authentication failed"))
