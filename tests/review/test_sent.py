"""Answers that did not arrive: shown on today's page and on their case, sent again with the same octets, or left."""

from collections.abc import Iterator

import pytest

from data.database import writing
from haizhi.pipeline import deliver
from intake.imap_address import ImapAddress
from intake.imap_connect import ImapAccount
from outbox.rate import Limits
from outbox.sent_folder import SentFolder
from outbox.smtp import SmtpSink, SmtpWays
from outbox.smtp_address import SmtpAddress
from outbox.smtp_session import SmtpAccount
from review.words import BEIJING
from review.workplace import Workplace
from tests.edges.conftest import dovecot as dovecot  # a real mail server
from tests.edges.dovecot import NAME, PASSWORD, Dovecot
from tests.edges.receiver import Receiver, receiving
from tests.review.client import Somebody
from tests.review.office import AT, trouble

Cases = dict[str, int]
USER = "witness@bed.test"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


def go(place: Workplace, receiver: Receiver, sent: SentFolder | None = None, **ways: object) -> None:
    """One round of sending, over a new connection."""
    address = SmtpAddress("office@bed.test", "127.0.0.1", receiver.port, encrypted=False)
    account = SmtpAccount(address, PASSWORD, seconds=1.0, data_seconds=1.0, plain_allowed=True)
    deliver(place.store(), SmtpSink(account, SmtpWays(**ways), sent))  # type: ignore[arg-type]


def answer(place: Workplace, case: int) -> tuple[int, str, str, bytes]:
    """Number, state, Message-ID and octets of the first answer to a case."""
    asked = "SELECT id, state, message_id, octets FROM outbox WHERE message = ? ORDER BY id"
    number, state, name, octets = place.database.conn.execute(asked, (case,)).fetchone()
    return number, state, name, bytes(octets)


def arrived(receiver: Receiver, name: str) -> list[bytes]:
    """What came under a Message-ID."""
    return [mail.octets for mail in receiver.accepted if mail.message_id == name]


@pytest.mark.parametrize("step", ["dot", "after"])
def test_an_uncertain_answer_goes_again_once_with_the_same_octets_when_a_person_wants_it(
    step: str, place: Workplace, cases: Cases, receiver: Receiver
) -> None:
    receiver.fails(step, "drop")
    for _ in range(2):
        go(place, receiver)
    number, state, name, octets = answer(place, cases["accepted"])
    assert state == "uncertain"
    before = len(arrived(receiver, name))
    person = Somebody(place, "张三")
    assert "原样重发" in person.get("/").text
    for _ in range(2):
        assert person.send(f"/answers/{number}", do="again").status_code == 303
    assert "张三已决定原样重发" in person.get("/").text
    for _ in range(3):
        go(place, receiver)
    assert answer(place, cases["accepted"])[1] == "sent"
    assert arrived(receiver, name) == [octets] * (before + 1)
    assert person.send(f"/answers/{number}", do="again").status_code == 409, "what arrived is not sent again"


def kept(dovecot: Dovecot, octets: bytes) -> None:
    """The host puts what it accepts into Sent."""
    with dovecot.client(USER, None) as client:
        client.append(NAME, octets)


def test_before_it_goes_again_it_is_looked_for_once_more(
    place: Workplace, cases: Cases, receiver: Receiver, dovecot: Dovecot
) -> None:
    receiver.files = lambda mail: kept(dovecot, mail.octets)
    receiver.fails("after", "drop")
    go(place, receiver)
    number, _, name, octets = answer(place, cases["accepted"])
    Somebody(place, "张三").send(f"/answers/{number}", do="again")
    address = ImapAddress(USER, "127.0.0.1", dovecot.ports["imap"], encrypted=False)
    go(place, receiver, SentFolder(ImapAccount(address, PASSWORD)))
    assert answer(place, cases["accepted"])[1] == "sent"
    assert arrived(receiver, name) == [octets]


def test_one_that_is_uncertain_again_waits_for_a_person_again(
    place: Workplace, cases: Cases, receiver: Receiver
) -> None:
    receiver.fails("after", "drop", *[""] * (len(cases) - 1), "drop")
    go(place, receiver)
    number, _, name, octets = answer(place, cases["accepted"])
    Somebody(place, "张三").send(f"/answers/{number}", do="again")
    for _ in range(4):
        go(place, receiver)
    assert answer(place, cases["accepted"])[1] == "uncertain"
    assert arrived(receiver, name) == [octets] * 2


def test_a_refused_answer_goes_again_or_is_left_at_that(place: Workplace, cases: Cases, receiver: Receiver) -> None:
    receiver.fails("rcpt", "550 5.1.1 no such person", "550 5.1.1 no such person")
    go(place, receiver)
    (first, state, name, octets), (second, *_) = (answer(place, cases[which]) for which in ("accepted", "doubtful"))
    assert state == "failed"
    person = Somebody(place, "张三")
    page = person.get(f"/case/{cases['accepted']}").text
    assert "no such person" in page
    assert f'action="/answers/{first}"' in page
    assert person.send(f"/answers/{first}", do="again", at="case").headers["location"].startswith("/case/")
    assert person.send(f"/answers/{second}", do="leave").status_code == 303
    assert f'action="/answers/{second}"' not in person.get("/").text
    for _ in range(2):
        go(place, receiver)
    assert arrived(receiver, name) == [octets]
    assert answer(place, cases["doubtful"])[1] == "failed"


def test_one_that_was_withheld_as_a_loop_goes_when_a_person_wants_it(
    place: Workplace, cases: Cases, receiver: Receiver
) -> None:
    number, _, name, _ = answer(place, cases["accepted"])
    limits = Limits(0, 0, 0, 1, 0)
    with writing(place.database) as database:
        database.conn.execute("UPDATE outbox SET thread = '<one@thread>'")
        database.conn.execute("UPDATE outbox SET state = 'sent', claimed_at = ? WHERE id > ?", (AT.isoformat(), number))
    go(place, receiver, limits=limits)
    assert answer(place, cases["accepted"])[1] == "failed"
    assert receiver.accepted == []
    Somebody(place, "张三").send(f"/answers/{number}", do="again")
    go(place, receiver, limits=limits)
    assert len(arrived(receiver, name)) == 1


def test_what_a_person_says_of_an_uncertain_answer_counts(place: Workplace, cases: Cases, receiver: Receiver) -> None:
    receiver.fails("dot", "drop", "drop")
    go(place, receiver)
    person = Somebody(place, "张三")
    found = [answer(place, cases[which])[0] for which in ("accepted", "doubtful")]
    for number, said in zip(found, ("arrived", "lost"), strict=True):
        assert person.send(f"/answers/{number}", do=said).status_code == 303
    assert [answer(place, cases[which])[1] for which in ("accepted", "doubtful")] == ["sent", "failed"]
    page = person.get("/").text
    assert not any(f'action="/answers/{number}"' in page for number in found)
    assert "由工作人员确认" in person.get(f"/case/{cases['accepted']}").text
    assert person.send(f"/answers/{found[0]}", do="nonsense").status_code == 400
    assert person.send("/answers/99999", do="again").status_code == 409


def test_a_bounce_stands_on_todays_page_and_on_the_answered_case_until_it_is_dealt_with(
    place: Workplace, cases: Cases, receiver: Receiver
) -> None:
    go(place, receiver)
    case = cases["accepted"]
    trouble(place.store(), case)
    person = Somebody(place, "张三")
    today = person.get("/").text
    assert "答复被退回" in today
    assert f'href="/case/{case}#answers"' in today
    page = person.get(f"/case/{case}").text
    assert "5.1.1 user unknown" in page
    assert "答复被退回" in page, "in the history too"
    assert "答复被退回" in person.get("/list?answer=bounced").text
    assert f'href="/case/{case}"' in person.get("/list?answer=open").text
    (number,) = place.database.conn.execute("SELECT id FROM bounces").fetchone()
    assert person.send(f"/bounces/{number}", at="case").headers["location"] == f"/case/{case}#answers"
    assert "答复被退回" not in person.get("/").text
    assert f'href="/case/{case}"' not in person.get("/list?answer=open").text


def test_who_may_only_look_decides_nothing_about_answers(place: Workplace, cases: Cases, receiver: Receiver) -> None:
    receiver.fails("dot", "drop")
    go(place, receiver)
    number = answer(place, cases["accepted"])[0]
    looker = Somebody(place, "王五")
    assert "/answers/" not in looker.get("/").text
    assert looker.send(f"/answers/{number}", do="again").status_code == 403
    assert looker.send("/bounces/1").status_code == 403


def test_a_standstill_and_a_mailbox_that_cannot_be_reached_are_told(place: Workplace, cases: Cases) -> None:
    place.store().sendings.stands_still("554 DT:SPM", stop=True)
    folder = place.store().mailbox("office@host/INBOX")
    folder.visit(1)
    folder.counted(10, 2)
    folder.failed("连不上服务器")
    here = f"{place.store().now().astimezone(BEIJING):%m月%d日 %H:}"
    page = Somebody(place, "张三").get("/").text
    assert "554 DT:SPM" in page
    assert "连不上服务器" in page
    assert page.count('role="alert"') == 3
    assert "10 封邮件有 2 封未能收取" in page
    assert page.count(f"自 {here}") == 2, "in Beijing time"


def test_a_mailbox_that_nobody_looks_into_any_more_is_told(place: Workplace, cases: Cases) -> None:
    folder = place.store().mailbox("office@host/INBOX")
    folder.polled()
    person = Somebody(place, "张三")
    page = person.get("/").text
    assert "没有收取过" not in page
    assert "最近一次收取邮箱" in page
    place.database.conn.execute("UPDATE folders SET polled_at = ?", ("2022-09-14T01:00:00+00:00",))
    assert "自 09月14日 09:00 起没有收取过" in person.get("/").text
