"""An l among the letters of a word is an l, in whatever typeface; elsewhere it may be a 1."""

import pytest

from rules.look_alikes import is_settled


@pytest.mark.parametrize(
    "address",
    [
        "liutang@139.com",
        "wang_01@vip.163.com",
        "gjb-1011@elhyf.org.cn",
        "10013450@qq.com",
        "office@cal.org",
        "Liu.Li@a.cn",
        "konglx@jn-lian.cn",
        "yj@caps-sl.cn",
    ],
)
def test_words_and_numbers_are_settled(address: str) -> None:
    assert is_settled(address)


@pytest.mark.parametrize(
    "address",
    [
        "wangl@a.cn",
        "wang1@a.cn",
        "1iutang@a.cn",
        "l5g6@a.cn",
        "O0@a.cn",
        "a@e1hyf.cn",
        "sI0Bu@a.cn",
        "li",
    ],
)
def test_what_may_be_the_other_is_not(address: str) -> None:
    assert not is_settled(address)
