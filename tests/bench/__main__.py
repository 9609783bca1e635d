"""`make bench`: what each thing costs, beside its bare limit measured in the same run.

In: nothing. Out: a table on stdout; medians of several rounds, in milliseconds, with their ratio.
Elsewhere: one mail (`tests.bench.one_mail`), many (`tests.bench.many_mails`), a growing database (`tests.bench.growth`,
by itself, since it takes minutes), the staff's page (`tests.review.speed`).
"""

from collections.abc import Iterator
from itertools import chain

from rich.console import Console
from rich.table import Table

from tests.bench import many_mails, one_mail
from tests.bench.clock import Line
from tests.review.speed import page_figures


def _page_lines() -> Iterator[Line]:
    figures = page_figures()
    for title, cost in figures.items():
        if title != "hello":
            yield Line(f"页面（两万件）：{title}", cost, figures["hello"], "空页面")


def main() -> None:
    """Measure and print."""
    table = Table("项目", "毫秒", "下限（毫秒）", "倍数", "下限是什么", title="make bench")
    for line in chain(one_mail.lines(), many_mails.lines(), _page_lines()):
        figures = (f"{line.cost:.1f}", f"{line.limit:.1f}", f"{line.cost / line.limit:.2f}")
        table.add_row(line.title, *figures, line.against)
    Console().print(table)


if __name__ == "__main__":
    main()
