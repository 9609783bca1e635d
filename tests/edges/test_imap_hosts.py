"""Hosts with manners of their own: ID demanded, few log-ins allowed, passwords refused, messages not given out."""

import time
from pathlib import Path

import pytest

from haizhi.patience import Patience, log_ins_in
from intake.imap_address import WrongAddress, address_of
from intake.imap_connect import ImapAccount, NotLetIn, Throttled, Unreachable, connect
from tests.edges.dovecot import Dovecot, free_port
from tests.edges.fake163 import CAPABILITIES, PASSWORD, USER, Host, hosting
from tests.edges.mailroom import Mailroom, mail
from tests.edges.visits import Visitor, visitor

LOG_INS_AN_HOUR = 20
"""The most that the program makes with its usual settings, whatever the server does (the first hour; then 12)."""


def guest(folder: Path, dovecot: Dovecot, host: Host, **settings: object) -> Visitor:
    """A visitor of the fake host."""
    return visitor(folder, dovecot, USER, host.port, imap_password=PASSWORD, **settings)


@pytest.mark.parametrize("after", ["keyword", "move:已处理"])
def test_a_host_that_demands_id_and_knows_no_idle_move_or_keywords_is_read(
    after: str, dovecot: Dovecot, tmp_path: Path
) -> None:
    with hosting() as host:
        office = guest(tmp_path, dovecot, host, after=after)
        for number in range(60):
            host.deliver(mail(number))
        assert office.visit(mark=True) == 60
        office.settle()
        assert office.visit(mark=True) == 0
        host.deliver(mail(60))
        assert office.visit(mark=True) == 1
    assert office.kept() == [mail(number) for number in range(61)]
    assert host.commands.index("LOGIN") < host.commands.index("ID") < host.commands.index("SELECT")
    assert len(host.messages["INBOX"]) == (61 if after == "keyword" else 1)
    assert sum(map(len, host.messages.values())) == 61


def test_without_uidplus_nothing_that_others_deleted_is_removed(dovecot: Dovecot, tmp_path: Path) -> None:
    with hosting(capabilities=CAPABILITIES.replace(" UIDPLUS", "")) as host:
        office = guest(tmp_path, dovecot, host, after="move:Done")
        host.deliver(mail(1))
        office.visit()
        office.settle()
        office.visit(mark=True)
    assert host.flags == {1: {r"\Deleted"}}
    assert not any("EXPUNGE" in command for command in host.commands)


def test_a_message_that_the_host_will_not_give_out_holds_up_no_other_and_is_told(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    with hosting(broken={3}) as host:
        office = guest(tmp_path, dovecot, host)
        for number in range(6):
            host.deliver(mail(number))
        office.visit()
        assert office.numbers() == [0, 1, 3, 4, 5]
        with office.open() as inbox:
            assert inbox.count() == (6, 1)
        host.broken.clear()
        with office.open() as inbox:
            assert inbox.count() == (6, 0)
    assert sorted(office.numbers()) == [0, 1, 2, 3, 4, 5]


def test_a_wrong_password_is_no_trouble_of_the_line_and_too_many_log_ins_are_no_wrong_password() -> None:
    with hosting(most_log_ins=1) as host:
        address = address_of(f"imap://{USER}@127.0.0.1:{host.port}")
        with pytest.raises(NotLetIn, match="授权码"):
            connect(ImapAccount(address, "wrong"))
        with pytest.raises(Throttled):
            connect(ImapAccount(address, PASSWORD))
    with pytest.raises(Unreachable):
        connect(ImapAccount(address_of(f"imap://{USER}@127.0.0.1:{free_port()}"), PASSWORD))


def test_a_certificate_that_nobody_vouches_for_is_not_taken(dovecot: Dovecot) -> None:
    address = address_of(f"imaps://{USER}@localhost:{dovecot.ports['imaps']}")
    with pytest.raises(Unreachable, match="证书"):
        connect(ImapAccount(address, "correct-horse"))
    connect(ImapAccount(address, "correct-horse", dovecot.ca_file)).logout()


def test_passwords_travel_encrypted_and_stand_in_no_address() -> None:
    with pytest.raises(WrongAddress, match="不加密"):
        connect(ImapAccount(address_of("imap://office@mail.example.cn"), "secret"))
    with pytest.raises(WrongAddress) as told:
        address_of("imaps://office:secret@mail.example.cn")
    assert "secret" not in str(told.value)
    assert "secret" not in repr(ImapAccount(address_of("imaps://o@mail.example.cn"), "secret"))


def test_a_server_that_throws_out_at_once_sees_few_log_ins_an_hour() -> None:
    assert log_ins_in(3600, 1, 300) <= LOG_INS_AN_HOUR
    assert log_ins_in(24 * 3600, 1, 300) <= 12.5 * 24
    patience = Patience(1, 300)
    assert sum(patience.pause(1, 0) for _ in range(20)) > 2_000
    assert patience.pause(0, 0, throttled=True) >= 900
    patience.pause(4_000, 0)
    assert patience.pause(0, 0) <= 2, "after a connection that held, the next is made soon"


def test_a_host_that_drops_every_session_is_not_stormed(tmp_path: Path) -> None:
    with hosting(drops_after_select=True) as host:
        room = here(tmp_path, host, reconnect_seconds=0.5, reconnect_most_seconds=60)
        with room.running():
            room.until(lambda: len(host.log_ins) >= 3)
            time.sleep(max(0.0, 4 - (time.monotonic() - host.log_ins[0])))
    assert len(host.log_ins) <= log_ins_in(6, 0.5, 60) + 1


def test_a_throttling_host_is_left_alone_for_a_quarter_of_an_hour(tmp_path: Path) -> None:
    with hosting(most_log_ins=1, drops_after_select=True) as host:
        room = here(tmp_path, host, reconnect_seconds=0.1)
        with room.running():
            room.until(lambda: host.refused == 1)
            time.sleep(2)
        assert host.refused == 1


def test_a_wrong_password_ends_the_run_with_a_plain_sentence(tmp_path: Path) -> None:
    with hosting() as host:
        room = here(tmp_path, host, imap_password="wrong")
        assert room.start().wait(30) == 2
        assert room.start("--once").wait(30) == 2
        assert len(host.log_ins) == 2
    assert "设置有误：收件邮箱 office@bed.test 登录被拒绝" in room.log()
    assert "Traceback" not in room.log()


def here(folder: Path, host: Host, **settings: object) -> Mailroom:
    """A run on the fake host."""
    given = {"imap_password": PASSWORD} | settings
    environment = {f"HAIZHI_{key.upper()}": str(value) for key, value in given.items()}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    return Mailroom(folder, f"imap://{USER}@127.0.0.1:{host.port}/INBOX", environment=environment)
