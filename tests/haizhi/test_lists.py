"""The commands for lists and units: what they say, what they write, and what a later mail makes of it."""

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from haizhi.cli import arguments, main
from rules.finding import Outcome
from tests.data.messages import opened
from tests.data.office import UNIT, came, record

BASE = "国家海外人才离岸创新创业基地（某某新区）"
KIND = "国家海外人才离岸创新创业基地"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """One registered unit, one that waits."""
    with opened(tmp_path / "db") as store:
        came(store, "1", Outcome.ACCEPTED, record())
        came(store, "2", Outcome.REJECTED, record("重庆市科学技术协会"), "pdf_missing")
    return tmp_path / "db"


def said(capsys: pytest.CaptureFixture[str], *words: str | Path, status: int = 0) -> str:
    """What a command says."""
    assert main([str(word) for word in words]) == status
    told = capsys.readouterr()
    return told.out + told.err


def test_status_says_how_far_the_closed_lists_have_come(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "status", "--db", database)
    assert "全国学会（共 210）已登记 1，未来信 209" in told
    assert "省级科协（共 32）待单位补正 1，未来信 31" in told


def test_the_account_list_is_written_and_remembers(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = database.parent / "a.xlsx"
    assert "待开通账户 1 人（本次新增 1 人）" in said(capsys, "export", "--db", database, "--accounts", file)
    assert "本次新增 0 人" in said(capsys, "export", "--db", database, "--accounts", file)
    assert load_workbook(file).sheetnames == ["待开通账户", "已有账户"]


def test_a_list_that_could_not_be_written_names_nobody(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = database.parent / "nowhere" / "a.xlsx"
    assert "写不进" in said(capsys, "export", "--db", database, "--accounts", nowhere, status=2)
    assert "本次新增 1 人" in said(capsys, "export", "--db", database, "--accounts", database.parent / "a.xlsx")


def test_the_coverage_is_written(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "export", "--db", database, "--coverage", database.parent / "c.xlsx")
    assert len(load_workbook(database.parent / "c.xlsx").sheetnames) == 5


def test_a_unit_that_is_added_is_found_in_every_way_of_writing(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = "中国科协【某某新区】海外人才离岸创新创业基地"
    assert "名单中没有" in said(capsys, "unit", "find", other, "--db", database)
    said(capsys, "unit", "add", BASE, "--type", KIND, "--db", database, "--person", "钟无艳")
    assert f"{BASE}（{KIND}）" in said(capsys, "unit", "find", other, "--db", database)
    assert "钟无艳" in said(capsys, "unit", "list", "--db", database)


def test_another_name_of_a_unit_is_taken_back_by_its_number(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "unit", "add", "中国旧名学会", "--same-as", UNIT, "--db", database)
    assert UNIT in said(capsys, "unit", "find", "中国旧名学会", "--db", database)
    said(capsys, "unit", "undo", "1", "--db", database)
    assert "名单中没有" in said(capsys, "unit", "find", "中国旧名学会", "--db", database)
    assert "已撤销" in said(capsys, "unit", "list", "--db", database)
    assert "没有编号" in said(capsys, "unit", "undo", "1", "--db", database, status=2)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_file_of_units_is_added_with_its_aliases(
    encoding: str, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = database.parent / "units.csv"
    file.write_bytes(
        f"name,aliases\n{BASE},某某新区离岸基地|某某基地\n中国科协（重庆两江新区）离岸基地,\n".encode(encoding)
    )
    assert "4 个名称" in said(capsys, "unit", "import", file, "--type", KIND, "--db", database)
    assert BASE in said(capsys, "unit", "find", "某某基地", "--db", database)
    assert "0 个名称" in said(capsys, "unit", "import", file, "--type", KIND, "--db", database)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add", BASE], "--type"),
        (["add", BASE, "--type", "别的类型"], "全国学会、省级科协"),
        (["add", BASE, "--same-as", "没有的单位"], "请先增加"),
        (["add", UNIT, "--same-as", "中国数学会"], "本身就在名单中"),
        (["add", "   ", "--type", KIND], "请写明名称"),
        (["add", "“”", "--type", KIND], "1 至 200"),
        (["add", "长" * 201, "--type", KIND], "1 至 200"),
        (["find"], "请写明名称"),
        (["import", "没有的.csv", "--type", KIND], "打不开"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(
    words: list[str], told: str, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in said(capsys, "unit", *words, "--db", database, status=2)
    assert said(capsys, "unit", "list", "--db", database) == ""


def test_every_command_and_option_is_explained_in_chinese() -> None:
    parser = arguments()
    (commands,) = [action for action in parser._actions if hasattr(action, "choices") and action.choices]
    assert isinstance(commands.choices, dict)
    silent = [
        (name, action.dest)
        for name, command in commands.choices.items()
        for action in command._actions
        if not any("\u4e00" <= character <= "\u9fff" for character in action.help or action.metavar or "")
    ]
    assert silent == []


def test_the_help_of_the_new_commands_can_be_printed() -> None:
    for command in ("unit", "export", "status"):
        shown = subprocess.run([sys.executable, "-m", "haizhi", command, "--help"], capture_output=True, text=True)
        assert shown.returncode == 0
        assert "用法：" in shown.stdout
