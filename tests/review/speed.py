"""EDGE: time. What the staff's page costs with 20,000 cases, beside a bare page of the same server in the same run.

In: a database (`tests.review.many`). Out: medians in milliseconds by page, for `make bench`: over a real socket, with
the log-in's cookie, as a browser asks. By itself: `python -m tests.review.speed`.
"""

import statistics
import tempfile
import time
from pathlib import Path

import httpx2
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from review.app import build_app
from tests.browser.site import served_app
from tests.review.many import make
from tests.review.office import PASSWORD, workplace

ROUNDS = 31


async def hello(request: Request) -> Response:
    """The least that this server can say."""
    return PlainTextResponse("hello")


def measure(path: Path, case: int) -> dict[str, float]:
    """Median milliseconds of one request, by what is asked; `hello` is the floor."""
    place = workplace(path, {"张三": "decide"})
    app = build_app(place)
    app.router.routes.insert(0, Route("/hello", hello))
    asked = {
        "hello": "/hello",
        "今日": "/",
        "列表": "/list",
        "列表：待人工，最早在前": "/list?outcome=review&sort=oldest",
        "列表：第 200 页": "/list?page=200",
        "列表：按问题筛选": "/list?problem=uncertain:mobile",
        "查找：单位（三字以上）": "/list?q=数学学会",
        "查找：姓名（两字）": "/list?q=言午",
        "查找：手机号": "/list?q=13900",
        "一件": f"/case/{case}",
    }
    with served_app(app) as address, httpx2.Client(base_url=address) as client:
        client.post("/enter", data={"name": "张三", "password": PASSWORD})
        return {name: _median(client, path) for name, path in asked.items()}


def _median(client: httpx2.Client, address: str) -> float:
    assert client.get(address).status_code == 200, address
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        client.get(address)
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1_000


def page_figures(cases: int = 20_000) -> dict[str, float]:
    """The same over a database that is made for it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.sqlite3"
        return measure(path, make(path, cases))


if __name__ == "__main__":
    for title, figure in page_figures().items():
        print(f"{title}\t{figure:.1f}")
