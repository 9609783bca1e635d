"""One request by somebody of the office: who he is, what he may do, what he sent.

In: a request, the role that a page is open to, the page's work. Out: its answer, or the log-in page, or a refusal.
Every form must bear the session's own token. Elsewhere: logging in (`review.pages_entering`), pages (`review.pages_*`).
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from data.database import Database
from data.review_edits import Hand
from data.review_people import Role, Session, session_of
from review.entering import same, trace_of
from review.rendering import render
from review.workplace import Workplace

COOKIE = "haizhi"
LARGEST_FORM = 64_000
"""Octets."""

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, with all that a page needs."""

    request: Request
    place: Workplace
    session: Session | None
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        """This thread's database."""
        return self.place.database

    @property
    def now(self) -> datetime:
        """The time, aware."""
        return self.place.clock()

    @property
    def name(self) -> str:
        """Who it is; "" before the log-in."""
        return self.session.person.name if self.session else ""

    def may(self, role: Role) -> bool:
        """True where he may do what that role may."""
        return self.session is not None and self.session.person.may(role)

    @property
    def masked(self) -> bool:
        """True where he sees no personal data."""
        return not self.may("decide")

    @property
    def wants_data(self) -> bool:
        """True for a request by the page's own script."""
        return "application/json" in self.request.headers.get("accept", "")

    def number(self, name: str = "number") -> int:
        """A number of the address."""
        return int(self.request.path_params[name])

    def asked(self, name: str) -> str:
        """A value of the address's query."""
        return self.request.query_params.get(name, "")[:200]

    def hand(self, message: int = 0) -> Hand:
        """Who changes what, as which version he saw it."""
        version = self.form.get("version", "")
        return Hand(self.name, self.now, message, int(version) if version.isdigit() else -1)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page of the house."""
        return render(template, status, visit=self, **values)


def open_to(role: Role | None, work: Callable[[Visit], Response]) -> Endpoint:
    """An endpoint for people with this role; None: for anybody."""

    async def endpoint(request: Request) -> Response:
        form = await _form(request) if request.method == "POST" else {}
        return await run_in_threadpool(_answered, request, form, role, work)

    return endpoint


def _answered(
    request: Request, form: Mapping[str, str] | None, role: Role | None, work: Callable[[Visit], Response]
) -> Response:
    place: Workplace = request.app.state.place
    token = request.cookies.get(COOKIE, "")
    session = session_of(place.database, trace_of(token), place.clock()) if token else None
    visit = Visit(request, place, session, form or {})
    if form is None or not _is_from_our_own_page(visit):
        return refusal(visit, 403, "这一请求不是从本页面发出的，没有执行。请返回后重试。")
    if role is None:
        return work(visit)
    if session is None:
        return _to_the_door(visit)
    if not visit.may(role):
        return refusal(visit, 403, "您的角色不能办理这一项，请联系管理人员。")
    return work(visit)


def refusal(visit: Visit, status: int, words: str) -> Response:
    """Why not, for a person or for the page's script."""
    if visit.wants_data:
        return JSONResponse({"ok": False, "words": words}, status)
    return visit.page("refusal.html", status, words=words)


def back_to(address: str) -> Response:
    """To another page, after a form."""
    return RedirectResponse(address, 303)


def _to_the_door(visit: Visit) -> Response:
    if visit.wants_data or visit.request.method != "GET":
        return refusal(visit, 401, "登录已过期，请重新登录；您填写的内容没有保存。")
    url = visit.request.url
    return back_to("/enter?next=" + quote(url.path + (f"?{url.query}" if url.query else ""), safe=""))


def _is_from_our_own_page(visit: Visit) -> bool:
    request = visit.request
    if request.method != "POST":
        return True
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    # Without a session there is only the log-in form, and nobody to be acted for.
    return visit.session is None or same(visit.form.get("csrf", ""), visit.session.csrf)


async def _form(request: Request) -> dict[str, str] | None:
    """The fields; None where it is no form of ours."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return None
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_FORM:
            return None
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=100))
    except ValueError:
        return None
