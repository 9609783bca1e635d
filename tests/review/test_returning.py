"""Forms are returned: the sender is told what a person found wrong, sees it, and may send it again."""

from email import message_from_bytes
from email.policy import default

from review.workplace import Workplace
from tests.review.client import Somebody
from tests.review.office import Sent, cell_picture, hand_in, values_of
from tests.review.test_deciding import Cases, plain_text, problems


def test_returning_tells_the_sender_what_a_person_found_wrong_and_says(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    person.check(cases["doubtful"], "mobile", verdict="wrong")
    assert person.decide(cases["doubtful"], "rejected", remark="手机号请以正楷填写。").status_code == 303
    text = plain_text(place, cases["doubtful"], "problems")
    assert "手机号" in text
    assert "手机号请以正楷填写。" in text
    assert "邮箱”一栏" not in text


def test_what_a_person_found_wrong_is_shown_to_the_sender_as_it_stands_on_his_scan(
    place: Workplace, cases: Cases
) -> None:
    person, case = Somebody(place, "张三"), cases["doubtful"]
    person.check(case, "mobile", "wrong")
    person.check(case, "email", "wrong")
    assert "data:image/png" in person.send(f"/case/{case}/letter/rejected").text
    person.decide(case, "rejected")
    asked = "SELECT octets FROM outbox WHERE message = ? AND kind = 'problems'"
    letter = message_from_bytes(place.database.conn.execute(asked, (case,)).fetchone()[0], policy=default)
    shown = [part for part in letter.walk() if part.get_content_type() == "image/png"]
    assert [part.get_content() for part in shown] == [cell_picture()] * 2
    html = letter.get_body(("html",))
    assert html is not None
    assert all(str(part["Content-ID"]).strip("<>") in html.get_content() for part in shown)


def test_a_return_without_any_reason_is_not_sent(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    assert person.decide(cases["abroad"], "rejected").status_code == 409
    assert person.decide(cases["abroad"], "rejected", remark="贵团体不在推荐范围。").status_code == 303
    assert "贵团体不在推荐范围。" in plain_text(place, cases["abroad"], "problems")


def test_a_rejected_case_is_accepted_once_a_person_fills_in_what_is_missing(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    person.check(cases["missing"], "mobile", value="138 0000 1111")
    assert person.decide(cases["missing"], "accepted").status_code == 303
    assert "13800001111" in plain_text(place, cases["missing"], "confirmation")


def test_a_closed_case_no_longer_stands_in_anybodys_way(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    person.decide(cases["seal"], "closed", remark="该单位改由他人报送")
    unit = values_of(Sent(), 3)["unit_name"]
    later = hand_in(place.store(), Sent(unit=unit, sender="other@example.cn"), 45)
    assert "duplicate_unit" not in problems(place, later)
