"""The day's work in a real browser: doubts cleared by keys, forms returned, found, exported, shared, answered."""

import io
import re
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from haizhi.pipeline import deliver
from outbox.folder import FolderSink
from tests.browser.conftest import Site
from tests.review.office import Sent, question, values_of

Enter = Callable[[str], Page]
VALUES = values_of(Sent(), 2)
"""Of the doubtful case."""


def decision(site: Site, case: int) -> tuple[str, str] | None:
    """Outcome and person of the decision that stands."""
    asked = "SELECT outcome, person FROM decisions WHERE message = ? AND undone_at IS NULL"
    found: tuple[str, str] | None = site.place.database.conn.execute(asked, (case,)).fetchone()
    return found


def answers(folder: Path, site: Site) -> list[str]:
    """The kinds of letters that left the house, after the outbox was emptied twice."""
    for _ in range(2):
        deliver(site.place.store(), FolderSink(folder))
    ids = [str(message_from_bytes(f.read_bytes(), policy=default)["Message-ID"]) for f in folder.glob("*.eml")]
    return sorted(name.split(".")[2] for name in ids)


def test_a_doubtful_case_is_cleared_by_the_keyboard_alone(enter: Enter, site: Site, tmp_path: Path) -> None:
    page = enter("张三")
    page.keyboard.press("Enter")  # the button on today's page
    page.wait_for_url("**/case/*")
    expect(page.locator(":focus")).to_have_value(VALUES["mobile"])
    page.keyboard.press("Enter")
    expect(page.locator("#line-mobile")).to_contain_text("确认无误")
    expect(page.locator(":focus")).to_have_value(VALUES["email"])
    page.keyboard.press("Enter")
    expect(page.locator("#open-count")).to_have_text("0")
    expect(page.locator(":focus")).to_have_id("accept")
    page.keyboard.press("F2")
    page.wait_for_url("**/answer/accepted")
    expect(page.frame_locator("iframe").locator("body")).to_contain_text("现予登记")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: "/answer/" not in url)
    expect(page.locator("#toast")).to_contain_text("已登记")
    assert decision(site, site.cases["doubtful"]) == ("accepted", "张三")


def test_a_digit_is_corrected_by_typing(enter: Enter, site: Site) -> None:
    page = enter("张三")
    page.goto(f"{site.address}/case/{site.cases['doubtful']}")
    page.keyboard.type("138 1234 567")
    page.keyboard.press("Enter")
    expect(page.locator("#line-mobile [role=alert]")).to_be_visible()
    page.keyboard.type("138 1234 5679")
    page.keyboard.press("Enter")
    expect(page.locator("#line-mobile")).to_contain_text("已更正")
    expect(page.locator("#line-mobile [name=value]")).to_have_value("13812345679")
    page.reload()
    expect(page.locator("#line-mobile [name=value]")).to_have_value("13812345679")
    expect(page.locator("#line-mobile")).to_contain_text("13812345678")  # what was read still stands beside it


def test_tab_goes_through_doubtful_fields_only_and_the_page_turns_to_each(enter: Enter, site: Site) -> None:
    page = enter("张三")
    page.goto(f"{site.address}/case/{site.cases['doubtful']}")
    expect(page.locator("rect.now")).to_have_attribute("data-about", "mobile")
    page.keyboard.press("Tab")
    expect(page.locator("rect.now")).to_have_attribute("data-about", "email")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("rect.now")).to_have_attribute("data-about", "mobile")


def test_a_case_is_returned_with_a_remark_and_the_answer_leaves_exactly_once(
    enter: Enter, site: Site, tmp_path: Path
) -> None:
    page = enter("李四")
    page.goto(f"{site.address}/case/{site.cases['doubtful']}")
    page.keyboard.press("Alt+KeyX")
    expect(page.locator("#line-mobile")).to_contain_text("认定有误")
    page.keyboard.press("F4")
    page.wait_for_url("**/answer/rejected")
    page.keyboard.type("手机号看不清，请重新填写。")
    expect(page.frame_locator("iframe").locator("body")).to_contain_text("手机号看不清，请重新填写。")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: "/answer/" not in url)
    receipts = len(site.cases) - 2  # the accepted and the rejected one got other letters at once
    assert answers(tmp_path / "out", site) == ["confirmation", "problems", "problems", *["receipt"] * receipts]


def test_the_last_decision_is_undone_by_one_key(enter: Enter, site: Site) -> None:
    page = enter("张三")
    page.goto(f"{site.address}/case/{site.cases['seal']}")
    page.keyboard.press("Enter")
    expect(page.locator("#open-count")).to_have_text("0")
    page.keyboard.press("F2")
    page.wait_for_url("**/answer/accepted")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: "/answer/" not in url)
    page.keyboard.press("F9")
    page.wait_for_url(f"**/case/{site.cases['seal']}**")
    expect(page.locator(".head .chip")).to_have_text("待人工")
    assert decision(site, site.cases["seal"]) is None


def test_two_people_on_one_case_are_told_of_each_other(enter: Enter, site: Site) -> None:
    one, two = enter("张三"), enter("李四")
    one.goto(f"{site.address}/case/{site.cases['doubtful']}")
    two.goto(f"{site.address}/case/{site.cases['doubtful']}")
    expect(two.locator(".head")).to_contain_text("张三也打开着这一件")
    one.keyboard.type("13811112222")
    one.keyboard.press("Enter")
    expect(one.locator("#line-mobile")).to_contain_text("已更正")
    two.keyboard.type("13833334444")
    two.keyboard.press("Enter")
    expect(two.locator("#toast")).to_contain_text("张三")
    expect(two.locator("#line-mobile [name=value]")).to_have_value("13811112222", timeout=6000)


def test_a_case_is_found_by_searching(enter: Enter, site: Site) -> None:
    page = enter("张三")
    page.keyboard.press("/")
    page.keyboard.type(VALUES["name"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/case/{site.cases['doubtful']}")
    page.goto(site.address + "/list")
    page.keyboard.press("/")
    page.keyboard.type("没有这样的字")
    page.keyboard.press("Enter")
    expect(page.locator("#items")).to_contain_text("没有符合条件的来件")


def test_what_is_filtered_is_exported(enter: Enter, site: Site) -> None:
    page = enter("张三")
    page.goto(site.address + "/list")
    page.get_by_label("结果").select_option("review")
    page.wait_for_url("**outcome=review**")
    with page.expect_download() as waiting:
        page.get_by_text("导出这").click()
    sheet = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes())).active
    assert sheet is not None
    assert [cell.value for cell in sheet["E"]] == ["现在", "待人工", "待人工", "待人工"]


def test_a_question_is_answered_in_a_persons_words(enter: Enter, site: Site, tmp_path: Path) -> None:
    number = question(site.place.store())
    page = enter("张三")
    page.goto(f"{site.address}/case/{number}")
    page.keyboard.press("F2")
    page.wait_for_url("**/answer/reply")
    expect(page.locator("#remark")).to_have_value(re.compile("2022年9月20日"))
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: "/answer/" not in url)
    assert "reply" in answers(tmp_path / "out", site)
