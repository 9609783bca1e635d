"""Nobody gets in who should not, nobody sees or does more than his role, and nothing that a stranger wrote runs."""

import re
from datetime import timedelta

import pytest

from data.review_people import IDLE, LASTS, MOST_REFUSALS, person_named
from data.store import Store
from review.app import build_app
from review.entering import one_time_link
from review.masking import masked
from review.original import shown_html
from review.pages_entering import inside
from review.workplace import Workplace
from tests.review.client import Somebody
from tests.review.office import Sent, hand_in, values_of

Cases = dict[str, int]
EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def every_address(place: Workplace) -> list[tuple[str, str]]:
    """Method and address of every page behind the door."""
    found: list[tuple[str, str]] = []
    for route in build_app(place).routes:
        path = getattr(route, "path", "")
        if not path.startswith(("/enter", "/static")):
            methods = sorted(set(getattr(route, "methods", None) or ()) - {"HEAD"})
            found += [(method, re.sub(r"\{\w+(:int)?\}", "1", path)) for method in methods]
    return found


def test_no_page_is_open_to_somebody_who_has_not_logged_in(place: Workplace) -> None:
    stranger = Somebody(place)
    assert len(every_address(place)) > 15
    for method, address in every_address(place):
        answer = stranger.client.request(method, address, data={"a": "b"} if method == "POST" else None)
        assert answer.status_code in (303, 401), address
        assert "/enter" in answer.headers.get("location", "/enter")


def test_a_wrong_password_lets_nobody_in_and_five_make_everybody_wait(place: Workplace) -> None:
    for _ in range(MOST_REFUSALS):
        assert Somebody(place, "张三", "wrong-password").entered.status_code == 403
    assert Somebody(place, "张三").entered.status_code == 429
    assert Somebody(place, "李四").entered.status_code == 303
    later = place.clock() + timedelta(minutes=16)
    place.clock = lambda: later
    assert Somebody(place, "张三").entered.status_code == 303


def test_no_token_and_no_password_is_stored_as_it_is(place: Workplace) -> None:
    person = Somebody(place, "张三")
    token = person.client.cookies["haizhi"]
    dump = "\n".join(place.database.conn.iterdump())
    assert token not in dump
    assert "correct-horse-9" not in dump
    assert "$argon2id$" in dump


def test_the_cookie_is_kept_from_scripts_and_other_sites(place: Workplace) -> None:
    cookie = Somebody(place, "张三").entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize("later", [IDLE, LASTS])
def test_a_session_ends(place: Workplace, later: timedelta) -> None:
    person = Somebody(place, "张三")
    assert person.get("/").status_code == 200
    then = place.clock() + later + timedelta(minutes=1)
    place.clock = lambda: then
    assert person.get("/").status_code == 303


def test_a_one_time_link_lets_in_once(place: Workplace) -> None:
    known = person_named(place.database, "张三")
    assert known is not None
    link = one_time_link(place.database, known, "", place.clock())
    first, second = Somebody(place), Somebody(place)
    assert first.get(link).status_code == 303
    assert first.get("/").status_code == 200
    assert second.get(link).status_code == 403
    assert second.get("/").status_code == 303


def test_a_form_without_the_sessions_own_token_does_nothing(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    person.check(cases["seal"], "seal")
    person.csrf = "guess"
    assert person.decide(cases["seal"], "accepted").status_code == 403
    assert place.database.conn.execute("SELECT count(*) FROM decisions").fetchone() == (0,)


def test_a_form_from_another_site_does_nothing_even_with_the_token(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    person.client.headers["Sec-Fetch-Site"] = "cross-site"
    assert person.check(cases["seal"], "seal").status_code == 403


def test_the_page_answers_under_its_own_names_only(place: Workplace) -> None:
    person = Somebody(place)
    assert person.client.get("/enter", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", ""])
def test_logging_in_leads_nowhere_else(address: str) -> None:
    assert inside(address) == "/"


def test_every_page_forbids_what_it_does_not_need(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "赵六")
    pages = ["/", "/list", "/units", "/settings", "/people", f"/case/{cases['doubtful']}", "/nowhere", "/enter"]
    for address in pages:
        answer = person.get(address)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy, address
        assert "unsafe" not in policy, address
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert not re.search(r"<script(?! src=\"/static/)|\son\w+=|\sstyle=|<style", answer.text), address


def test_who_may_only_look_sees_no_personal_data(place: Workplace, cases: Cases) -> None:
    values = values_of(Sent(), 2)
    person = Somebody(place, "王五")
    for address in ("/", "/list", "/list?q=" + values["unit_name"], f"/case/{cases['doubtful']}"):
        text = person.get(address).text
        for key in ("name", "mobile", "email"):
            assert values[key] not in text, (address, key)
        assert "uzer2@" not in text
    assert values["unit_name"] in person.get(f"/case/{cases['doubtful']}").text


def test_who_may_only_look_sees_nothing_that_people_wrote(place: Workplace, cases: Cases) -> None:
    question = hand_in(place.store(), Sent(subject="言午阳的信", text="言午阳敬上", files=("言午阳.docx", "b.pdf")), 77)
    writer = Somebody(place, "张三")
    writer.get(f"/case/{question}/file/{file_of(place, question)}")
    writer.decide(question, "closed", remark="已电话告知言午阳")
    person = Somebody(place, "王五")
    for address in ("/", "/list", f"/case/{question}"):
        assert "言午阳" not in person.get(address).text, address


def file_of(place: Workplace, case: int) -> int:
    """The first attachment of a case."""
    asked = "SELECT min(id) FROM attachments WHERE message = ?"
    return int(place.database.conn.execute(asked, (case,)).fetchone()[0])


def test_who_may_only_look_cannot_find_by_personal_data(place: Workplace, cases: Cases) -> None:
    values = values_of(Sent(), 2)
    person = Somebody(place, "王五")
    for words in (values["mobile"], values["name"], values["email"]):
        assert f"/case/{cases['doubtful']}" not in person.get(f"/list?q={words}").text
        assert f"/case/{cases['doubtful']}" in Somebody(place, "张三").get(f"/list?q={words}").text


def test_who_may_only_look_changes_nothing_and_opens_no_original(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "王五")
    assert person.check(cases["seal"], "seal").status_code == 403
    assert person.decide(cases["seal"], "closed").status_code == 403
    picture = place.database.conn.execute("SELECT digest FROM pictures LIMIT 1").fetchone()[0]
    for address in (f"/picture/{picture}", f"/case/{cases['seal']}/mail.eml", f"/case/{cases['seal']}/file/1"):
        assert person.get(address).status_code == 403
    assert person.get("/list.xlsx").status_code == 403


def test_who_decides_does_not_administer(place: Workplace) -> None:
    person = Somebody(place, "张三")
    assert person.get("/people").status_code == 403
    assert person.send("/people", name="张三", role="administer", do="keep").status_code == 403
    assert person.send("/settings", name="deadline", value="2030-01-01").status_code == 403


def test_whom_an_administrator_lets_go_is_out_at_once(place: Workplace) -> None:
    person = Somebody(place, "张三")
    assert Somebody(place, "赵六").send("/people", name="张三", do="go").status_code == 303
    assert person.get("/").status_code == 303
    assert Somebody(place, "张三").entered.status_code == 403


def hostile(store: Store) -> int:
    """A mail in which everything tries to be more than text."""
    values = {"name": "言午阳", "position": '=HYPERLINK("http://evil.example","x")', "unit_department": f"{EVIL}-部"}
    html = f"<p>hello</p>{EVIL}<svg onload=alert(3)><iframe src=http://evil.example></iframe><style>*{{}}</style>"
    files = (f"{EVIL}.docx", "章.pdf")
    more = (("evil.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(4)'/>"),)
    sent = Sent(values=values, subject=EVIL, text=EVIL, html=html, files=files, extra=more, seen={"mobile": EVIL})
    return hand_in(store, sent, 66)


def test_nothing_in_a_hostile_mail_becomes_markup(place: Workplace) -> None:
    number = hostile(place.store())
    person = Somebody(place, "张三")
    for address in ("/", "/list", f"/case/{number}", "/list?q=" + EVIL, f"/case/{number}/answer/rejected"):
        text = person.get(address).text
        assert "<script>alert" not in text, address
        assert "<img src=x" not in text, address


def test_mail_html_keeps_its_words_and_loses_everything_that_acts() -> None:
    source = (
        b"Content-Type: text/html; charset=gb2312\r\n\r\n"
        + "<p onclick=a()>您好<a href='http://e/'>此处</a><img src='http://e/x'><form action=/x><input></form>"
        "<style>p{background:url(http://e/)}</style><script>a()</script><base href=//e><meta http-equiv=refresh>"
        "<svg><a xlink:href='javascript:1'>x</a></svg><math><mi//xlink:href='data:x,1'>".encode("gb18030")
    )
    text = shown_html(source) or ""
    body = text.partition("<body>")[2]
    assert "您好" in body
    assert "此处" in body
    assert not re.search(r"http|javascript|data:|onclick|<(a|img|form|input|style|script|base|meta|svg|math)\b", body)


def test_attachments_are_downloads_that_no_browser_opens(place: Workplace) -> None:
    number = hostile(place.store())
    person = Somebody(place, "张三")
    files = place.database.conn.execute("SELECT id FROM attachments WHERE message = ?", (number,)).fetchall()
    for (file,) in files:
        answer = person.get(f"/case/{number}/file/{file}")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment")
        assert "\r" not in answer.headers["content-disposition"]
        assert "sandbox" in answer.headers["content-security-policy"]


def test_downloads_exports_and_log_ins_are_written_down(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    person.get("/list.xlsx")
    person.get(f"/case/{cases['seal']}/mail.eml")
    asked = "SELECT what FROM events WHERE actor = '张三' ORDER BY id"
    found = [what for (what,) in place.database.conn.execute(asked).fetchall()]
    assert found == ["entered", "exported", "downloaded"]


@pytest.mark.parametrize(
    ("key", "text", "shown"),
    [
        ("name", "欧阳小满", "欧***"),
        ("mobile", "13900001234", "139******34"),
        ("email", "someone@unit.example.cn", "s***@unit.example.cn"),
        ("unit_name", "某某学会", "某某学会"),
        ("name", "", ""),
    ],
)
def test_masking_leaves_what_tells_nobody_who_it_is(key: str, text: str, shown: str) -> None:
    assert masked(key, text) == shown
