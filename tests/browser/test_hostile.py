"""A hostile mail on every page of a real browser: no script runs, no request leaves, nothing is drawn over the page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Page, Request

from data.store import Store
from haizhi.pipeline import read, settle
from intake.message import RawMessage
from tests.browser.conftest import Site
from tests.review.office import AT, the_house, trouble
from tests.review.test_safety import EVIL, hostile

Enter = Callable[[str], Page]


def hostile_question(store: Store) -> int:
    """A question in which everything tries to be more than text."""
    octets = (
        f'From: "{EVIL}" <ask@unit.example.cn>\r\nSubject: 请问{EVIL}\r\nMessage-ID: <q{EVIL}@x.cn>\r\n'
        f"Content-Type: text/html; charset=utf-8\r\n\r\n<p>请问何时截止？</p>{EVIL}<svg onload=alert(3)>\r\n"
    ).encode()
    raw = RawMessage(octets, f"{EVIL}.eml", AT)
    row = store.receive(raw)
    assert row is not None
    settle(row, read(raw, the_house()), store, the_house())
    return row


def pages_of(site: Site, number: int, question: int) -> Iterator[str]:
    """Every page on which something of the mails may stand."""
    yield from ("/", "/list", "/list?q=script", "/list?problem=%3Cscript%3E", "/list?answer=open", "/list?all=1")
    yield from (
        "/units",
        "/units?q=%3Cimg%20src=x%20onerror=alert(1)%3E",
        "/settings",
        "/people",
        "/nowhere%3Cscript%3E",
    )
    for case in (number, question):
        yield from (f"/case/{case}", f"/case/{case}/mail")
        yield from (f"/case/{case}/answer/{outcome}" for outcome in ("accepted", "rejected", "closed", "reply"))
    answers = "SELECT message, id FROM outbox WHERE message IN (?, ?)"
    for case, answer in site.place.database.conn.execute(answers, (number, question)).fetchall():
        yield f"/case/{case}/sent/{answer}"


@dataclass
class Watched:
    """What a page did that it should not."""

    site: Site
    left: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """From now on."""
        page.context.on("request", self._asked)
        page.on("dialog", lambda dialog: (self.ran.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: self.ran.append(str(error)))

    def look(self, page: Page, address: str) -> None:
        """Open a page, and everything on it that can be opened."""
        page.goto(self.site.address + address)
        for shut in page.locator("details:not([open]) > summary").all():
            if shut.is_visible():
                shut.click()
        page.wait_for_timeout(100)
        assert page.evaluate("document.querySelectorAll('script').length") <= 1, address

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site.address, "data:", "about:")):
            self.left.append(request.url)


def test_nothing_of_a_hostile_mail_runs_or_leaves_on_any_page(enter: Enter, site: Site) -> None:
    number, question = hostile(site.place.store()), hostile_question(site.place.store())
    trouble(site.place.store(), number, EVIL)
    page, watched = enter("赵六"), Watched(site)
    watched.watch(page)
    for address in pages_of(site, number, question):
        watched.look(page, address)
    page.goto(f"{site.address}/case/{question}/answer/reply")
    page.locator("#remark").fill(EVIL)
    page.wait_for_timeout(700)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: "/answer/" not in url)
    watched.look(page, f"/case/{question}")
    assert watched.left == []
    assert watched.ran == []


def test_nor_does_it_for_somebody_who_may_only_look(enter: Enter, site: Site) -> None:
    number, question = hostile(site.place.store()), hostile_question(site.place.store())
    page, watched = enter("王五"), Watched(site)
    watched.watch(page)
    for address in ("/", "/list", f"/case/{number}", f"/case/{question}", f"/case/{number}/mail"):
        watched.look(page, address)
    assert (watched.left, watched.ran) == ([], [])


def test_attachments_are_saved_and_never_opened(enter: Enter, site: Site) -> None:
    number = hostile(site.place.store())
    page = enter("张三")
    page.goto(f"{site.address}/case/{number}")
    for link in page.locator(".files a").all():
        with page.expect_download() as waiting:
            link.click()
        assert waiting.value.url.startswith(site.address)
    assert page.url.endswith(f"/case/{number}")
