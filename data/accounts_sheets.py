"""The account list as sheets: who needs an account, who has one, whose account is no longer wanted.

In: Account and Gone values, the notice. Out: Sheet values, and whom they name.
Elsewhere: where the values come from (`data.accounts`), writing the file (`data.sheets`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from data.accounts import Account, Gone, in_words
from data.export import OUTCOMES
from data.sheets import Column, Sheet
from rules.notice import Notice

BEIJING = timezone(timedelta(hours=8))
COLUMNS = (
    Column("序号", 6), Column("单位名称", 34), Column("姓名", 12), Column("单位-部门", 38), Column("职务", 14),
    Column("手机号", 16), Column("邮箱", 30), Column("单位类型", 30), Column("推荐名额", 10), Column("登记时间", 17),
    Column("导出情况", 34), Column("请留意", 44), Column("邮件", 14),
)  # fmt: skip
GONE_COLUMNS = (
    Column("单位名称", 34), Column("姓名", 12), Column("手机号", 16), Column("邮箱", 30), Column("上次导出", 17),
    Column("现在的负责人", 14),
)  # fmt: skip
NEW = "本次新增"


def account_sheets(accounts: Sequence[Account], gone: Sequence[Gone], notice: Notice) -> list[Sheet]:
    """Two sheets, and a third where somebody named before is not registered any more. New people stand first."""
    wanting = [account for account in accounts if not account.has_account]
    having = [account for account in accounts if account.has_account]
    sheets = [_sheet("待开通账户", wanting, notice), _sheet("已有账户", having, notice)]
    return [*sheets, _gone_sheet(gone)] if gone else sheets


def _sheet(title: str, accounts: Sequence[Account], notice: Notice) -> Sheet:
    ordered = sorted(accounts, key=_how_new)
    return Sheet(title, COLUMNS, [_row(number, account, notice) for number, account in enumerate(ordered, start=1)])


def _how_new(account: Account) -> int:
    return 0 if account.named is None else 1 if account.changed else 2


def _row(number: int, account: Account, notice: Notice) -> list[str]:
    keys = ("unit_name", "name", "unit_department", "position", "mobile", "email", "unit_type")
    kind = notice.unit_type(str(account.record.get("unit_type")))
    return [
        str(number),
        *(in_words(account.record.get(key)) for key in keys),
        str(kind.quota) if kind else "",
        when(account.received),
        _state(account),
        _remarks(account),
        account.source,
    ]


def _state(account: Account) -> str:
    if account.named is None:
        return NEW
    changes = "；".join(f"{label}（原为{before or '空'}）" for label, before in account.changed.items())
    day = f"{account.named.at.astimezone(BEIJING):%Y-%m-%d}"
    return f"{day} 导出过，其后变更：{changes}" if changes else f"{day} 已导出"


def _remarks(account: Account) -> str:
    shared = [f"手机号与“{unit}”的负责人相同，账户以手机号为准" for unit in account.shared_by]
    rivals = [f"同一单位还登记了{name}，只应有一位" for name in account.rivals]
    mails = [
        f"另有未办结的来信 {mail}（{OUTCOMES.get(outcome, outcome)}），请先看" for mail, outcome in account.open_mails
    ]
    return "；".join((*rivals, *shared, *mails))


def when(received: str) -> str:
    """A moment of the database in Beijing's time; "" where there is none."""
    return f"{datetime.fromisoformat(received).astimezone(BEIJING):%Y-%m-%d %H:%M}" if received else ""


def _gone_sheet(gone: Sequence[Gone]) -> Sheet:
    keys = ("unit_name", "name", "mobile", "email")
    rows = [
        [*(in_words(g.record.get(key)) for key in keys), f"{g.at.astimezone(BEIJING):%Y-%m-%d}", g.now or "（无）"]
        for g in gone
    ]
    return Sheet("曾导出、已变动", GONE_COLUMNS, rows)
