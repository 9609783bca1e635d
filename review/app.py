"""The staff's page put together: which address is which page, and who may open it.

In: Workplace. Out: an ASGI application. Elsewhere: serving it (`haizhi.reviewing`), the pages (`review.pages_*`).
"""

from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from review import pages_answer, pages_case, pages_entering, pages_files, pages_house, pages_list, pages_sent
from review.safety import SafeHeaders
from review.visit import Visit, open_to, refusal
from review.workplace import Workplace


def build_app(place: Workplace) -> Starlette:
    """The application."""
    app = Starlette(
        routes=[*_doors(), *_pages(), *_case(), *_house(), Mount("/static", StaticFiles(directory=_static()))],
        middleware=[Middleware(SafeHeaders), Middleware(TrustedHostMiddleware, allowed_hosts=list(place.hosts))],
        exception_handlers={404: _nothing_here},
    )
    app.state.place = place
    return app


def _doors() -> list[Route]:
    return [
        Route("/enter", open_to(None, pages_entering.show_door), methods=["GET"]),
        Route("/enter", open_to(None, pages_entering.enter), methods=["POST"]),
        Route("/enter/{token}", open_to(None, pages_entering.enter_by_link), methods=["GET"]),
        Route("/leave", open_to("look", pages_entering.leave), methods=["POST"]),
    ]


def _pages() -> list[Route]:
    return [
        Route("/", open_to("look", pages_list.show_today)),
        Route("/list", open_to("look", pages_list.show_list)),
        Route("/list.xlsx", open_to("decide", pages_list.export_list)),
        Route("/picture/{digest}", open_to("decide", pages_files.show_picture)),
    ]


def _case() -> list[Route]:
    case = "/case/{number:int}"
    return [
        Route(case, open_to("look", pages_case.show_case)),
        Route(f"{case}/next", open_to("look", pages_case.next_case)),
        Route(f"{case}/check", open_to("decide", pages_case.check_line), methods=["POST"]),
        Route(f"{case}/undo", open_to("decide", pages_case.undo), methods=["POST"]),
        Route(f"{case}/give", open_to("decide", pages_case.give_to), methods=["POST"]),
        Route(f"{case}/answer/{{outcome}}", open_to("decide", pages_answer.show_answer), methods=["GET"]),
        Route(f"{case}/answer/{{outcome}}", open_to("decide", pages_answer.decide_case), methods=["POST"]),
        Route(f"{case}/letter/{{outcome}}", open_to("decide", pages_answer.preview), methods=["POST"]),
        Route(f"{case}/mail", open_to("decide", pages_files.show_mail)),
        Route(f"{case}/mail.eml", open_to("decide", pages_files.download_mail)),
        Route(f"{case}/file/{{file:int}}", open_to("decide", pages_files.download_attachment)),
        Route(f"{case}/part/{{place:int}}", open_to("decide", pages_files.download_part)),
        Route(f"{case}/sent/{{answer:int}}", open_to("decide", pages_files.show_sent)),
    ]


def _house() -> list[Route]:
    return [
        Route("/units", open_to("look", pages_house.show_units), methods=["GET"]),
        Route("/units", open_to("decide", pages_house.add_name), methods=["POST"]),
        Route("/units/{number:int}/undo", open_to("decide", pages_house.undo_name), methods=["POST"]),
        Route("/settings", open_to("administer", pages_house.show_settings), methods=["GET"]),
        Route("/settings", open_to("administer", pages_house.change_setting), methods=["POST"]),
        Route("/people", open_to("administer", pages_house.show_people), methods=["GET"]),
        Route("/people", open_to("administer", pages_house.change_person), methods=["POST"]),
        Route("/answers/{number:int}", open_to("decide", pages_sent.answer_done), methods=["POST"]),
        Route("/bounces/{number:int}", open_to("decide", pages_sent.bounce_done), methods=["POST"]),
    ]


def _static() -> Path:
    return Path(str(files("review") / "static"))


async def _nothing_here(request: Request, error: Exception) -> Response:
    return await open_to(None, _lost)(request)


def _lost(visit: Visit) -> Response:
    return refusal(visit, 404, "没有这一页。")
