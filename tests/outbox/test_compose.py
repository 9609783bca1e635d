"""Who is answered with which letter, and what the letter says."""

import html
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from outbox.compose import render, write
from outbox.entry import Inbound, Kind
from outbox.letter import Enclosure, Office, Picture
from outbox.prefilled import WORD
from rules.finding import FIELDS, Finding, Outcome
from tests.outbox.letters import (
    AT,
    NOTICE,
    OFFICE,
    RECORD,
    answer,
    decision,
    entry_for,
    envelope,
    texts,
)


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (Outcome.ACCEPTED, Kind.CONFIRMATION),
        (Outcome.REJECTED, Kind.PROBLEMS),
        (Outcome.REVIEW, Kind.RECEIPT),
        (Outcome.INQUIRY, None),
        (Outcome.IGNORED, None),
    ],
)
def test_each_outcome_has_its_letter_or_none(outcome: Outcome, kind: Kind | None) -> None:
    entry = entry_for(decision(outcome, "pdf_missing"))
    assert (entry and entry.kind) == kind


@pytest.mark.parametrize(
    "to", ["", "not an address", "甲@unit.example.cn", "a@b@c", "x@y\r\nBcc: z@w", NOTICE.mailbox.upper()]
)
def test_nobody_is_answered_where_the_address_is_none_or_our_own(to: str) -> None:
    assert entry_for(decision(Outcome.ACCEPTED), envelope(to=to)) is None


def test_the_confirmation_shows_the_whole_record_and_the_next_steps() -> None:
    for text in texts(answer(decision(Outcome.ACCEPTED))):
        flat = html.unescape(text)
        assert all(str(RECORD[field]) in flat for field in FIELDS if field != "has_account")
        assert "9月30日-10月30日" in flat
        assert NOTICE.next_steps.path in flat
        assert "不超过" in flat
        assert "10" in flat.partition("不超过")[2][:6]
        assert "境外机构原则上不少于50%" in flat
        assert all(contact.telephone in flat and contact.email in flat for contact in NOTICE.contacts)


@pytest.mark.parametrize(("has_account", "said"), [(True, "可直接登录"), (False, "统一为您开设")])
def test_the_confirmation_says_whether_an_account_is_opened(has_account: bool, said: str) -> None:
    record = {**RECORD, "has_account": has_account}
    assert all(said in text for text in texts(answer(decision(Outcome.ACCEPTED, record=record))))


def test_the_quota_is_that_of_the_units_type() -> None:
    record = {**RECORD, "unit_type": "中国科协海智计划工作基地"}
    plain, _ = texts(answer(decision(Outcome.ACCEPTED, record=record)))
    assert "不超过5个" in plain


def test_an_update_says_that_it_replaces_what_was_registered() -> None:
    first, update = (texts(answer(decision(Outcome.ACCEPTED, update=u))) for u in (False, True))
    assert all("更新登记" in text for text in update)
    assert all("更新登记" not in text for text in first)


def test_the_receipt_asks_nothing_of_the_sender_and_shows_no_record() -> None:
    for text in texts(answer(decision(Outcome.REVIEW, "late"))):
        assert "无需再做任何操作" in text
        assert str(RECORD["mobile"]) not in text


@pytest.mark.parametrize(
    ("codes", "notes", "said"),
    [
        (["pdf_missing"], {"word": "here", "pdf": "missing"}, "附上盖章后扫描的PDF文件即可"),
        (["pdf_missing"], {"word": "earlier", "pdf": "missing"}, "附上盖章后扫描的PDF文件即可"),
        (["seal_missing"], {"word": "here", "pdf": "here"}, "附上盖章后扫描的PDF文件即可"),
        (["attachment_unreadable"], {"word": "here", "pdf": "missing"}, "附上盖章后扫描的PDF文件即可"),
        (["word_missing"], {"word": "missing", "pdf": "here"}, "附上WORD或WPS文件即可"),
        (["missing:mobile", "pdf_missing"], {"word": "here", "pdf": "missing"}, "两个版本内容应当一致"),
        (["annex1_not_found"], {}, "两个版本内容应当一致"),
        (["word_missing", "seal_missing"], {"word": "missing", "pdf": "here"}, "两个版本内容应当一致"),
    ],
)
def test_the_sender_is_asked_for_no_more_than_is_needed(codes: list[str], notes: dict[str, str], said: str) -> None:
    assert all(said in text for text in texts(answer(decision(Outcome.REJECTED, *codes, notes=notes))))


def test_what_has_arrived_and_what_is_missing_is_told() -> None:
    notes = {"word": "earlier", "pdf": "missing"}
    plain, _ = texts(answer(decision(Outcome.REJECTED, "pdf_missing", notes=notes)))
    assert "已收到：WORD或WPS版本\n尚缺：PDF版本" in plain


def test_nothing_has_arrived_where_no_form_was_found() -> None:
    plain, _ = texts(answer(decision(Outcome.REJECTED, "annex1_not_found", notes={}, record=None)))
    assert "已收到：" not in plain
    assert "尚缺：WORD或WPS版本、PDF版本" in plain


@pytest.mark.parametrize(
    ("findings", "greeted"),
    [
        (["missing:mobile"], "尊敬的言午阳："),
        (["missing:name"], "尊敬的推荐工作负责人："),
        (["mismatch:name"], "尊敬的推荐工作负责人："),
        (["multiple_people"], "尊敬的推荐工作负责人："),
    ],
)
def test_a_name_that_may_be_wrong_is_not_greeted(findings: list[str], greeted: str) -> None:
    plain, _ = texts(answer(decision(Outcome.REJECTED, *findings)))
    assert plain.startswith(greeted)


def test_the_same_finding_twice_is_one_problem() -> None:
    plain, _ = texts(answer(decision(Outcome.REJECTED, "pdf_missing", "pdf_missing")))
    assert "有1处需要补正" in plain


def test_the_letter_is_dated_where_the_office_is() -> None:
    message = answer(decision(Outcome.ACCEPTED))
    assert "2022年9月14日" in texts(message)[0]
    assert message["Date"] == "Wed, 14 Sep 2022 00:30:00 +0800"


def test_no_fact_of_a_notice_stands_in_the_words() -> None:
    """Another year's notice changes every fact in every letter."""
    steps = NOTICE.next_steps.model_copy(
        update={
            "platform": "新平台",
            "path": "甲—乙",
            "address": "x",
            "words": "1月1日",
            "abroad": "不限",
            "steps": ("做",),
        }
    )
    contact = NOTICE.contacts[0].model_copy(update={"people": ("某人",), "telephone": "000", "email": "q@example.cn"})
    unit_types = tuple(kind.model_copy(update={"quota": 77}) for kind in NOTICE.unit_types)
    other = NOTICE.model_copy(
        update={
            "next_steps": steps,
            "contacts": (contact,),
            "unit_types": unit_types,
            "deadline": NOTICE.deadline.model_copy(update={"words": "某日"}),
            "form": NOTICE.form.model_copy(
                update={"labels": {f: f for f in FIELDS}, "title": "新表", "annex": "新附件"}
            ),
            "issuer": "新单位",
        }
    )
    office = Office(other, "新单位", "in@new.example.cn")
    codes = ["late", "eligibility", "annex1_not_found", "missing:has_account", "uncertain:mobile"]
    for decided in (decision(Outcome.ACCEPTED), decision(Outcome.REJECTED, *codes), decision(Outcome.REVIEW, *codes)):
        letter = write(decided, envelope(), Inbound("s", "d", AT), office)
        assert letter is not None
        said = render(letter, office).octets
        from email import message_from_bytes
        from email.policy import default

        for text in texts(message_from_bytes(said, policy=default)):
            facts = ("9月30日", "10月30日", "20日", "科协", "50%", "10个", "cast.org.cn", "信息表》", "附件1")
            assert [fact for fact in facts if fact in text] == []


def test_the_same_input_gives_the_same_octets() -> None:
    made = [entry_for(decision(Outcome.REJECTED, "pdf_missing", "missing:name")) for _ in range(2)]
    assert made[0] == made[1]


def test_two_messages_with_the_same_octets_have_answers_of_their_own() -> None:
    one, two = (entry_for(decision(Outcome.ACCEPTED), source=source) for source in ("a.eml", "b.eml"))
    assert one is not None
    assert two is not None
    assert one.message_id != two.message_id


def test_enclosures_and_pictures_have_their_places() -> None:
    letter = write(
        decision(Outcome.REJECTED, Finding("invalid:mobile", "1")), envelope(), Inbound("s", "d", AT), OFFICE
    )
    assert letter is not None
    pictured = replace(letter.problems[0], picture=Picture("mobile", "image/png", b"\x89PNG"))
    entry = render(
        replace(letter, problems=(pictured,)), OFFICE, [Enclosure("附件1（补正）.docx", "application/msword", b"w")]
    )
    message = message_from_bytes(entry.octets, policy=default)
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        WORD,
        "application/msword",
    ]
    page, picture, file = (list(message.walk())[number] for number in (4, 5, 7))
    assert f'src="cid:{picture["Content-ID"][1:-1]}"' in page.get_content()
    assert file.get_filename() == "附件1（补正）.docx"
