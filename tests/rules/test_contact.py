"""手机号 and 邮箱: what people write around a number or an address makes it no worse; other words are asked about."""

import pytest

from rules.finding import Outcome
from rules.values_contact import email, mobile
from tests.rules.given import desk, form, judge, mail, pdf, stamped, word

NUMBER, ADDRESS = "13900010001", "lin@kexue.example.cn"


def decided(changed, pdf_changed=None):
    """The decision about a form with these values in both versions."""
    return judge(mail(word(form(changed)), pdf(stamped(pdf_changed or changed))))


@pytest.mark.parametrize(
    "typed",
    [
        *(
            f"{NUMBER} 微信同号",
            f"{NUMBER}（微信同号）",
            f"微信同号：{NUMBER}",
            f"☎{NUMBER}",
            f"📱{NUMBER}",
            f"*{NUMBER}",
        ),
        *("139,0001,0001", "139.0001.0001", f"本人手机：{NUMBER}", f"{NUMBER}（手机）", f"电话：{NUMBER}，微信同号"),
        *(f"（{NUMBER}）", f"“{NUMBER}”", f"(+86){NUMBER}", f"手机号码：{NUMBER}。", f"中国 +86 {NUMBER}"),
    ],
)
def test_signs_and_plain_remarks_around_a_number_change_nothing(typed):
    assert (mobile(typed).normal, mobile(typed).fault) == (NUMBER, "")


@pytest.mark.parametrize("typed", [f"{NUMBER}（李秘书）", f"{NUMBER} 张三", f"办公室王老师{NUMBER}", f"{NUMBER}？"])
def test_other_words_beside_a_number_are_for_a_person(typed):
    assert mobile(typed).suggestion == NUMBER
    decision = decided({"mobile": typed})
    assert (decision.outcome, decision.problems) == (Outcome.REVIEW, ("uncertain:mobile",))


@pytest.mark.parametrize(
    "typed", ["139****0001", "1390001000*", "139O0010001", "139,0001,00011", "微信同号", "138,0001,00", "见附件1"]
)
def test_what_holds_no_whole_number_stays_invalid(typed):
    assert (mobile(typed).fault, mobile(typed).suggestion) == ("invalid", "")


@pytest.mark.parametrize("other", ["\n010-62551234", "\n13900010002", " 13900010002", " \n010-62551234"])
def test_two_numbers_on_two_lines_are_two_in_a_printed_version_too(other):
    typed = f"{NUMBER}{other}"
    assert mobile(typed).normal == mobile(f"{NUMBER}{other.replace(' ', chr(10))}", laid_out=True).normal
    assert mobile(typed, laid_out=True).normal == mobile(typed).normal
    assert not any(code.startswith("mismatch") for code in decided({"mobile": typed}).problems)


def test_a_long_foreign_number_on_two_printed_lines_is_one_number():
    assert mobile("+49 176 12\n345678", laid_out=True).normal == "+4917612345678"


@pytest.mark.parametrize(
    "typed",
    [
        *(f"{ADDRESS}（工作邮箱）", f"{ADDRESS}<mailto:{ADDRESS}>", f"“{ADDRESS}”", f"（{ADDRESS}）", f"<{ADDRESS}>"),
        *(f"工作邮箱：{ADDRESS}", f"[{ADDRESS}](mailto:{ADDRESS})", f"{ADDRESS}；{ADDRESS}", f"E-mail：{ADDRESS}"),
    ],
)
def test_signs_and_plain_remarks_around_an_address_change_nothing(typed):
    assert (email(typed).normal, email(typed).fault) == (ADDRESS, "")


@pytest.mark.parametrize("typed", [f"{ADDRESS}（李秘书代收）", f"{ADDRESS} 李秘书"])
def test_other_words_beside_an_address_are_for_a_person(typed):
    assert email(typed).suggestion == ADDRESS
    decision = decided({"email": typed})
    assert (decision.outcome, decision.problems) == (Outcome.REVIEW, ("uncertain:email",))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("163.comm", "163.com"), ("gmial.com", "gmail.com"), ("qq.co", "qq.com"), ("kexue.org.con", "kexue.org.cn"),
     ("kexue.con", "kexue.com"), ("b.c", ""), ("kexue.cnn", "")],
)  # fmt: skip
def test_a_domain_that_looks_like_a_slip_is_for_a_person(typed, meant):
    value = email(f"lin@{typed}")
    assert (value.normal, value.fault) == (f"lin@{typed}", "doubtful")
    assert value.suggestion == (f"lin@{meant}" if meant else "")


@pytest.mark.parametrize(
    "domain",
    ["vip.163.com", "mail.com", "cst.org.cn", "kexue.edu.cn", "xuehui.tech", "kexue.ac.uk", "263.net", "sina.cn"],
)
def test_a_domain_of_its_own_is_taken(domain):
    assert email(f"lin@{domain}").fault == ""


def test_the_offices_own_address_and_numbers_are_nobodys_contact():
    for changed in (
        {"email": desk().notice.mailbox},
        *({"email": contact.email} for contact in desk().notice.contacts),
        *({"mobile": contact.telephone} for contact in desk().notice.contacts if len(contact.telephone) == 11),
    ):
        decision = decided(changed)
        assert (decision.outcome, decision.problems) == (Outcome.REVIEW, (f"uncertain:{next(iter(changed))}",))
