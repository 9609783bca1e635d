"""People decide: doubts must be settled first, letters go the rules' way, and nobody overwrites anybody."""

import json
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from data.store import Store
from outbox.entry import OutboxEntry
from review.workplace import Workplace
from tests.review.client import Somebody
from tests.review.office import Sent, hand_in, values_of

Cases = dict[str, int]


def outbox(place: Workplace, case: int) -> list[tuple[str, str]]:
    """Kind and state of every answer to a case."""
    asked = "SELECT kind, state FROM outbox WHERE message = ? ORDER BY id"
    return place.database.conn.execute(asked, (case,)).fetchall()


def outcome(place: Workplace, case: int) -> str:
    """What a case stands at."""
    return str(place.database.conn.execute("SELECT outcome FROM items WHERE message = ?", (case,)).fetchone()[0])


def clear(person: Somebody, case: int) -> None:
    """Settle both doubts of the doubtful case: the mobile is right as typed, the address is corrected."""
    values = values_of(Sent(), 2)
    assert person.check(case, "mobile", value=values["mobile"]).json()["verdict"] == "right"
    assert person.check(case, "email", value="user2@corrected.example.cn").json()["verdict"] == "corrected"


def test_the_cases_of_these_tests_are_what_they_are_called(place: Workplace, cases: Cases) -> None:
    assert {name: outcome(place, number) for name, number in cases.items()} == {
        "accepted": "accepted",
        "doubtful": "review",
        "seal": "review",
        "missing": "rejected",
        "abroad": "review",
    }


def test_nothing_is_accepted_before_every_doubt_is_settled(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    person.check(cases["doubtful"], "mobile", value=values_of(Sent(), 2)["mobile"])
    refused = person.decide(cases["doubtful"], "accepted")
    assert refused.status_code == 409
    assert "邮箱" in refused.text
    assert outcome(place, cases["doubtful"]) == "review"


def test_an_accepted_case_is_confirmed_with_the_corrected_value(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    clear(person, cases["doubtful"])
    assert person.decide(cases["doubtful"], "accepted", remark="已电话核实。").status_code == 303
    assert outcome(place, cases["doubtful"]) == "accepted"
    assert outbox(place, cases["doubtful"]) == [("receipt", "pending"), ("confirmation", "pending")]
    text = plain_text(place, cases["doubtful"], "confirmation")
    assert "user2@corrected.example.cn" in text
    assert "已电话核实。" in text


def plain_text(place: Workplace, case: int, kind: str) -> str:
    """An answer's plain text."""
    asked = "SELECT octets FROM outbox WHERE message = ? AND kind = ? ORDER BY id DESC"
    octets = place.database.conn.execute(asked, (case, kind)).fetchone()[0]
    body = message_from_bytes(octets, policy=default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_correction_stands_beside_what_was_read_and_never_over_it(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    before = read_rows(place, cases["doubtful"])
    clear(person, cases["doubtful"])
    person.decide(cases["doubtful"], "accepted")
    assert read_rows(place, cases["doubtful"]) == before


def read_rows(place: Workplace, case: int) -> list[tuple[object, ...]]:
    """Everything that was read of a message, and what it came to when handled."""
    fields = place.database.conn.execute("SELECT * FROM fields WHERE message = ?", (case,)).fetchall()
    message = "SELECT outcome, record, problems FROM messages WHERE id = ?"
    return fields + place.database.conn.execute(message, (case,)).fetchall()


def test_the_contracts_export_still_shows_what_the_message_came_to_when_handled(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    before = list(place.store().export_rows())
    clear(person, cases["doubtful"])
    person.decide(cases["doubtful"], "accepted")
    assert list(place.store().export_rows()) == before


def test_a_value_that_is_none_of_its_kind_is_not_taken(place: Workplace, cases: Cases) -> None:
    said = Somebody(place, "张三").check(cases["doubtful"], "mobile", value="1381234567").json()
    assert not said["ok"]
    assert said["words"]
    assert said["verdict"] == ""


def test_two_people_on_one_case_do_not_overwrite_each_other(place: Workplace, cases: Cases) -> None:
    one, two = Somebody(place, "张三"), Somebody(place, "李四")
    seen = two.version(cases["doubtful"])
    one.check(cases["doubtful"], "mobile", value="13811112222")
    late = two.check(cases["doubtful"], "mobile", value="13833334444", version=seen)
    assert late.status_code == 409
    assert "张三" in late.json()["words"]
    values = place.database.conn.execute("SELECT value FROM checks").fetchall()
    assert values == [(json.dumps("13811112222"),)]


def test_two_decisions_at_once_send_one_letter(place: Workplace, cases: Cases) -> None:
    one, two = Somebody(place, "张三"), Somebody(place, "李四")
    one.check(cases["seal"], "seal")
    seen = two.version(cases["seal"])
    assert one.decide(cases["seal"], "accepted", version=seen).status_code == 303
    assert two.decide(cases["seal"], "rejected", remark="公章不清", version=seen).status_code == 409
    assert [kind for kind, _ in outbox(place, cases["seal"])] == ["receipt", "confirmation"]


def test_a_new_mail_of_the_same_case_stops_a_decision_on_the_old_one(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    person.check(cases["seal"], "seal")
    seen = person.version(cases["seal"])
    hand_in(place.store(), Sent(unit=values_of(Sent(), 3)["unit_name"], sender="user3@unit3.example.cn"), 33)
    refused = person.decide(cases["seal"], "accepted", version=seen)
    assert refused.status_code == 409
    assert outbox(place, cases["seal"]) == [("receipt", "pending")]


def test_undoing_takes_the_letter_out_of_the_outbox_and_everything_back(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    before = cases_table(place)
    person.check(cases["seal"], "seal")
    person.decide(cases["seal"], "accepted")
    person.send(f"/case/{cases['seal']}/undo", version=person.version(cases["seal"]))
    assert outbox(place, cases["seal"]) == [("receipt", "pending")]
    assert outcome(place, cases["seal"]) == "review"
    assert cases_table(place) == before
    person.send(f"/case/{cases['seal']}/undo", version=person.version(cases["seal"]))
    assert person.decide(cases["seal"], "accepted").status_code == 409


def cases_table(place: Workplace) -> list[tuple[object, ...]]:
    """Who is registered for what."""
    return place.database.conn.execute("SELECT id, unit_key, status, registered_by FROM cases ORDER BY id").fetchall()


def test_what_has_gone_out_cannot_be_undone_but_decided_anew(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    person.check(cases["seal"], "seal")
    person.decide(cases["seal"], "accepted")
    store = place.store()
    for entry in list(store.pending_answers()):
        assert store.claim(entry)
    refused = person.send(f"/case/{cases['seal']}/undo", version=person.version(cases["seal"]))
    assert refused.status_code == 409
    person.send(f"/case/{cases['seal']}/undo", version=person.version(cases["seal"]), again="1")
    assert outcome(place, cases["seal"]) == "review"
    assert person.decide(cases["seal"], "accepted").status_code == 303
    ids = {number for (number,) in place.database.conn.execute("SELECT message_id FROM outbox").fetchall()}
    assert sum(".confirmation.2@" in number for number in ids) == 1


def test_a_decision_waits_before_its_letter_may_go_out(place: Workplace, cases: Cases) -> None:
    place.hold = timedelta(seconds=30)
    person = Somebody(place, "张三")
    person.check(cases["seal"], "seal")
    person.decide(cases["seal"], "accepted")
    assert not place.store().claim(confirmation(place.store()))
    later = Store(place.database, lambda: place.clock() + timedelta(seconds=31))
    assert later.claim(confirmation(later))


def confirmation(store: Store) -> OutboxEntry:
    """The newest confirmation that waits."""
    return [entry for entry in store.pending_answers() if entry.kind == "confirmation"][-1]


def test_an_accepted_case_registers_its_unit_for_what_comes_later(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    person.check(cases["seal"], "seal")
    person.decide(cases["seal"], "accepted")
    unit = values_of(Sent(), 3)["unit_name"]
    later = hand_in(place.store(), Sent(unit=unit, sender="other@example.cn"), 44)
    assert "duplicate_unit" in problems(place, later)


@pytest.mark.parametrize("outcome_wanted", ["accepted", "rejected", "closed"])
def test_every_decision_is_in_the_history_with_its_person(place: Workplace, cases: Cases, outcome_wanted: str) -> None:
    person = Somebody(place, "李四")
    person.check(cases["seal"], "seal")
    person.decide(cases["seal"], outcome_wanted, remark="如此")
    page = person.get(f"/case/{cases['seal']}").text
    assert "李四" in page
    asked = "SELECT actor, what FROM events WHERE message = ? ORDER BY id DESC LIMIT 1"
    found = place.database.conn.execute(asked, (cases["seal"],)).fetchone()
    assert found == ("李四", f"decided {outcome_wanted}")


def test_a_letter_taken_back_while_the_outbox_is_being_emptied_does_not_go_out(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    person.check(cases["seal"], "seal")
    person.decide(cases["seal"], "accepted")
    store = place.store()
    entry = confirmation(store)
    person.send(f"/case/{cases['seal']}/undo", version=person.version(cases["seal"]))
    assert not store.claim(entry)


def problems(place: Workplace, case: int) -> list[str]:
    """The codes of a message."""
    found: list[str] = json.loads(
        place.database.conn.execute("SELECT problems FROM messages WHERE id = ?", (case,)).fetchone()[0]
    )
    return found
