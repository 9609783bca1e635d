"""Coverage as sheets: the counts, one sheet for each closed list, the other units, mails that belong to no unit.

In: Coverage. Out: Sheet values. Elsewhere: where it comes from (`data.coverage`), writing the file (`data.sheets`).
"""

from collections.abc import Sequence

from data.accounts_sheets import when
from data.coverage import Coverage, Line, Standing
from data.export import OUTCOMES
from data.sheets import Column, Sheet

COLUMNS = (
    Column("序号", 6), Column("单位类型", 24), Column("单位名称", 36), Column("情况", 16), Column("等什么", 56),
    Column("负责人", 12), Column("来信地址", 30), Column("收到时间", 17), Column("邮件", 14),
)  # fmt: skip
LOOSE = (Column("邮件", 14), Column("来信地址", 30), Column("主题", 50), Column("结果", 10), Column("收到时间", 17))
LONGEST_TITLE = 31
"""Characters that Excel allows in a sheet's title."""


def coverage_sheets(coverage: Coverage) -> list[Sheet]:
    """All sheets; who has not written stands where the list has the unit."""
    closed = [_sheet(kind, lines) for kind, lines in coverage.closed.items()]
    mails = coverage.loose
    loose = [[m.source, m.sender, m.subject, OUTCOMES.get(m.outcome, m.outcome), when(m.received)] for m in mails]
    return [_counts(coverage), *closed, _sheet("其他单位", coverage.others), Sheet("未归单位的来信", LOOSE, loose)]


def _counts(coverage: Coverage) -> Sheet:
    columns = (Column("单位类型", 30), Column("应报", 8), *(Column(standing, 16) for standing in Standing))
    rows = [
        [kind, str(sum(counts.values())), *(str(counts[standing]) for standing in Standing)]
        for kind, counts in coverage.counts().items()
    ]
    others = {standing: sum(line.standing is standing for line in coverage.others) for standing in Standing}
    rows.append(["其他（名单不全）", "—", *(str(n) if s is not Standing.SILENT else "—" for s, n in others.items())])
    return Sheet("概况", columns, rows)


def _sheet(title: str, lines: Sequence[Line]) -> Sheet:
    rows = [
        [str(n), x.kind, x.unit, x.standing, x.waits_for, x.person, x.sender, when(x.received), x.source]
        for n, x in enumerate(lines, start=1)
    ]
    return Sheet(title[:LONGEST_TITLE], COLUMNS, rows)
