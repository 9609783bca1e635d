"""Coming in and going out: by name and password, or once by a link.

In: a Visit. Out: the log-in page, a session's cookie. Too many wrong passwords make everybody wait.
Elsewhere: passwords and tokens (`review.entering`), sessions (`data.review_people`).
"""

from starlette.responses import Response

from data.review_edits import Hand, happened
from data.review_people import (
    LASTS,
    Person,
    begin_session,
    end_session,
    must_wait,
    person_named,
    refused,
    use_entrance,
)
from review.entering import fits, fresh_token, trace_of
from review.visit import COOKIE, Visit, back_to

TOO_OFTEN = "密码错误次数过多，请 15 分钟后再试，或请管理人员用命令 haizhi user link 给您一个登录链接。"


def show_door(visit: Visit) -> Response:
    """The log-in page."""
    if visit.session:
        return back_to("/")
    return visit.page("door.html", fault="", name="", next=inside(visit.asked("next")))


def enter(visit: Visit) -> Response:
    """By name and password."""
    name, address = visit.form.get("name", "").strip(), _address(visit)
    going_to = inside(visit.form.get("next", ""))
    if must_wait(visit.database, name, address, visit.now):
        return visit.page("door.html", 429, fault=TOO_OFTEN, name=name, next=going_to)
    person = person_named(visit.database, name)
    if not fits(person, visit.form.get("password", "")) or person is None:
        refused(visit.database, name, address, visit.now)
        happened(visit.database, Hand(name[:40], visit.now, 0, 0), "refused")
        return visit.page("door.html", 403, fault="姓名或密码不对。", name=name, next=going_to)
    return _let_in(visit, person, going_to)


def enter_by_link(visit: Visit) -> Response:
    """Once, by a link that the program printed."""
    person = use_entrance(visit.database, trace_of(str(visit.request.path_params["token"])), visit.now)
    if person is None:
        fault = "这个登录链接已经用过或过期，请重新取得链接。"
        return visit.page("door.html", 403, fault=fault, name="", next="/")
    return _let_in(visit, person, "/")


def leave(visit: Visit) -> Response:
    """Out."""
    end_session(visit.database, trace_of(visit.request.cookies.get(COOKIE, "")))
    happened(visit.database, visit.hand(), "left")
    answer = back_to("/enter")
    answer.delete_cookie(COOKIE)
    return answer


def inside(address: str) -> str:
    """An address of this house; anything else is the first page."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if plain and "\\" not in address else "/"


def _let_in(visit: Visit, person: Person, going_to: str) -> Response:
    token = fresh_token()
    begin_session(visit.database, person, trace_of(token), fresh_token(), visit.now)
    happened(visit.database, Hand(person.name, visit.now, 0, 0), "entered")
    answer = back_to(going_to)
    secure = visit.request.url.scheme == "https"
    answer.set_cookie(
        COOKIE, token, max_age=int(LASTS.total_seconds()), httponly=True, samesite="lax", secure=secure, path="/"
    )
    return answer


def _address(visit: Visit) -> str:
    return visit.request.client.host if visit.request.client else ""
