"""Does the domain of an address look like a slip of the finger? No name server is asked.

In: a domain in lower case. Out: what was probably meant; whether anything can end so.
Elsewhere: the address as a whole (`rules.values_contact`).
"""

import re

_LARGE = (
    *("qq.com", "163.com", "126.com", "139.com", "189.cn", "sina.com", "sohu.com", "yeah.net", "foxmail.com"),
    *("aliyun.com", "gmail.com", "outlook.com", "hotmail.com", "icloud.com", "yahoo.com"),
)
"""Where most people have their mail: what is one slip away from these is more likely one of them."""
_REAL_NEIGHBOURS = frozenset({"mail.com", "ymail.com", "sina.cn", "me.com"})
_ENDINGS = frozenset(
    re.findall(
        r"\w+",
        "com net org edu gov mil int info biz name pro asia mobi tel travel museum coop jobs post cat aero arpa"
        " xyz top vip wang club shop site online store tech cloud wiki link ltd group team live work email world today"
        " space website fun ink art red kim run pub center global international academy institute university education"
        " science foundation ngo ong company agency network systems technology engineering consulting health bio eco"
        " news media press studio design events app dev io ai example test invalid local",
    )
)
"""Endings of more than two letters that offices are likely to have; two letters are a country's."""
_CHINESE = re.compile(r"\.(?:com|org|net|edu|gov|ac)\.c[a-z]{1,2}$")


def slip_of(domain: str) -> str:
    """The domain that was probably meant; "" where nothing speaks for another."""
    if domain in _LARGE or domain in _REAL_NEIGHBOURS:
        return ""
    near = _one_slip_away(domain)
    if near or has_real_ending(domain):
        return near
    if _CHINESE.search(domain):
        return domain.rpartition(".")[0] + ".cn"
    return domain[:-1] + "m" if domain.endswith(".con") else ""


def is_large(domain: str) -> bool:
    """Whether it is one of those where most people have their mail."""
    return domain.lower() in _LARGE


def has_real_ending(domain: str) -> bool:
    """Whether the domain ends as domains do."""
    ending = domain.rpartition(".")[2]
    return ending in _ENDINGS or re.fullmatch("[a-z]{2}|xn--[a-z0-9-]+", ending) is not None


def _one_slip_away(domain: str) -> str:
    from rapidfuzz.distance import OSA

    return next((large for large in _LARGE if OSA.distance(domain, large) == 1), "")
