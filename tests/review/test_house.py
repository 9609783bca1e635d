"""Search, list, units, settings and people: what is changed there counts for what comes later, and is remembered."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data.review_items import Wanted, listed
from data.review_people import person_named
from review.charts import PLACES, bars, tiles
from review.differences import pieces
from review.workplace import Workplace
from tests.review.client import Somebody
from tests.review.office import Sent, hand_in, the_house, unit_names, values_of
from tests.review.test_deciding import plain_text, problems

Cases = dict[str, int]


def found(place: Workplace, words: str, **other: object) -> set[int]:
    """Which cases these words find."""
    rows, total = listed(place.database, Wanted(words=words, **other))  # type: ignore[arg-type]
    assert total == len(rows)
    return {row["message"] for row in rows}


def test_words_of_every_length_are_found_wherever_they_stand(place: Workplace, cases: Cases) -> None:
    values = values_of(Sent(), 2)
    for words in (values["name"], values["name"][:2], values["unit_name"], values["unit_name"][-4:], values["mobile"]):
        assert cases["doubtful"] in found(place, words), words
    assert found(place, values["mobile"][3:9]) == {cases["doubtful"]}
    assert found(place, values["email"].upper()) == {cases["doubtful"]}
    assert found(place, "信息表 现报上") == set(cases.values())  # the mail's own words


@pytest.mark.parametrize("words", ['"', "'", "*", "unit:", "AND", '") OR 1', "%", "(", "\0", "^", "-"])
def test_no_word_is_taken_for_a_command(place: Workplace, cases: Cases, words: str) -> None:
    assert found(place, words * 3) <= set(cases.values())
    assert Somebody(place, "张三").client.get("/list", params={"q": words * 3}).status_code == 200


def test_the_list_is_filtered_by_what_a_person_asks(place: Workplace, cases: Cases) -> None:
    assert found(place, "", problem="uncertain:mobile") == {cases["doubtful"]}
    assert found(place, "", problem="missing") == {cases["missing"]}
    assert found(place, "", outcome="waiting") == {cases[name] for name in ("doubtful", "seal", "abroad")}
    assert found(place, "", unit_type="海外科技团体") == {cases["abroad"]}
    assert found(place, "", since="2022-09-15T00:00:00Z") == set()


def test_only_the_newest_message_of_a_case_is_listed(place: Workplace, cases: Cases) -> None:
    values = values_of(Sent(), 4)
    newer = hand_in(place.store(), Sent(values={**values}), 4_000)
    assert cases["missing"] not in found(place, values["unit_name"])
    assert found(place, values["unit_name"], every_version=True) >= {cases["missing"], newer}
    page = Somebody(place, "张三").get(f"/case/{newer}").text
    assert f'href="/case/{cases["missing"]}"' in page
    assert values["mobile"] in page


def test_an_added_unit_is_known_from_then_on_and_forgotten_when_undone(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    sent = Sent(unit="无名之辈研究学会")
    assert "unit_unknown" in problems(place, hand_in(place.store(), sent, 71))
    person.send("/units", name=sent.unit, kind="全国学会")
    assert "unit_unknown" not in problems(place, hand_in(place.store(), sent, 72))
    person.send("/units/1/undo")
    assert "unit_unknown" in problems(place, hand_in(place.store(), sent, 73))


def test_a_merged_name_is_the_listed_unit(place: Workplace, cases: Cases) -> None:
    listed_name = unit_names()[60]
    Somebody(place, "张三").send("/units", name="别名学会", same_as=listed_name)
    desk, _ = place.store().as_people_set(the_house().desk, the_house().office)
    assert desk.registry.find("别名学会").key == listed_name


def test_a_name_that_is_no_unit_cannot_be_merged_into(place: Workplace) -> None:
    assert Somebody(place, "张三").send("/units", name="别名学会", same_as="没有的学会").status_code == 400


def test_a_later_deadline_counts_for_the_next_mail_and_stands_in_its_answer(place: Workplace, cases: Cases) -> None:
    late = Sent(at=datetime(2022, 9, 25, tzinfo=UTC))
    assert "late" in problems(place, hand_in(place.store(), late, 81))
    Somebody(place, "赵六").send("/settings", name="deadline", value="2022-09-30")
    assert "late" not in problems(place, hand_in(place.store(), late, 82))
    missing = Sent(values={"mobile": ""}, at=late.at)
    assert "2022年9月30日" in plain_text(place, hand_in(place.store(), missing, 83), "problems")
    Somebody(place, "赵六").send("/settings", name="deadline", reset="1")
    assert "late" in problems(place, hand_in(place.store(), late, 84))


def test_a_remark_stands_in_every_letter_of_its_kind(place: Workplace, cases: Cases) -> None:
    Somebody(place, "赵六").send("/settings", name="remark:confirmation", value="请关注后续通知。")
    assert "请关注后续通知。" in plain_text(place, hand_in(place.store(), Sent(), 91), "confirmation")


@pytest.mark.parametrize(
    ("name", "value"), [("deadline", "soon"), ("deadline", ""), ("nothing", "1"), ("contacts", "x")]
)
def test_a_setting_that_makes_no_sense_is_not_kept(place: Workplace, name: str, value: str) -> None:
    assert Somebody(place, "赵六").send("/settings", name=name, value=value).status_code == 400
    assert place.database.conn.execute("SELECT count(*) FROM settings").fetchone() == (0,)


def test_an_administrator_adds_somebody_who_can_log_in(place: Workplace) -> None:
    Somebody(place, "赵六").send("/people", do="keep", name="钱七", role="look", password="long-enough-3")
    assert Somebody(place, "钱七", "long-enough-3").entered.status_code == 303
    refused = Somebody(place, "赵六").send("/people", do="keep", name="孙八", role="look", password="short")
    assert refused.status_code == 400
    assert person_named(place.database, "孙八") is None


def test_the_current_export_shows_the_decision_beside_the_contracts_keys(place: Workplace, cases: Cases) -> None:
    person = Somebody(place, "张三")
    person.check(cases["seal"], "seal")
    person.decide(cases["seal"], "accepted")
    rows = {row["source"]: row for row in place.store().current_rows()}
    assert rows["0003.eml"]["outcome"] == "accepted"
    assert rows["0003.eml"]["decided_by"] == "张三"
    assert json.dumps(rows["0001.eml"], ensure_ascii=False)
    assert rows["0001.eml"]["decided_by"] is None


def test_every_provincial_association_has_its_own_tile() -> None:
    units = unit_names("省级科协")
    drawn = tiles(units, {})
    assert {tile.unit for tile in drawn} == set(units)
    assert len({(tile.x, tile.y) for tile in drawn}) == len(units) == len(PLACES)


def test_a_chart_has_every_day_up_to_the_deadline() -> None:
    drawn = bars([("2022-09-13", 4), ("2022-09-22", 1)], date(2022, 9, 20))
    assert [bar.day.day for bar in drawn] == list(range(13, 23))
    assert [bar.day.day for bar in drawn if bar.is_late] == [21, 22]


def test_what_differs_is_marked_and_widths_of_letters_are_not() -> None:
    left, right = pieces("基地（济南）l", "基地(济南)1")
    assert [text for text, differs in left if differs] == ["l"]
    assert [text for text, differs in right if differs] == ["1"]


def test_the_page_needs_nothing_from_elsewhere() -> None:
    folder = Path(__file__).parents[2] / "review"
    for path in [*folder.rglob("*.html"), *folder.rglob("*.css"), *folder.rglob("*.js")]:
        text = path.read_text("utf-8")
        assert "://" not in text.replace("http://www.w3.org/2000/svg", ""), path
