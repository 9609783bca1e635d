"""A suggested answer to somebody who asks, from the notice alone: only what the question seems to be about.

In: the words of the mail, the Notice. Out: paragraphs for a person to change and send. Nothing is sent by itself.
Elsewhere: the letter around it (`outbox.by_hand.reply`).
"""

import re
from collections.abc import Iterator

from rules.notice import Notice

WHEN = re.compile(r"什么时候|何时|截止|期限|日期|几号|多久|延期|来得及|晚")
WHAT = re.compile(r"附件|表格|模板|材料|格式|word|wps|pdf|盖章|公章|扫描", re.I)
WHO = re.compile(r"名额|资格|几个|几家|多少|可以推荐|能否推荐|符合")
WHERE = re.compile(r"平台|账户|账号|登录|科协一家|下载|网址|开通")


def suggested_reply(question: str, notice: Notice) -> str:
    """The answer, a paragraph a line."""
    return "\n".join(_paragraphs(question, notice))


def _paragraphs(question: str, notice: Notice) -> Iterator[str]:
    asked = [pattern.search(question) is not None for pattern in (WHEN, WHAT, WHO, WHERE)]
    when, what, who, where = asked if any(asked) else (True, True, False, False)
    form, steps = notice.form, notice.next_steps
    if when:
        by = f"根据{notice.number}，请于{notice.deadline.words}前"
        yield f"{by}将{form.annex}《{form.title}》发送至{notice.mailbox}。"
    if what:
        both = f"{form.annex}的WORD或WPS版本，以及加盖单位公章后扫描的PDF版本"
        yield f"{both}，请一并作为附件发来，两个版本内容应当一致。"
    if who:
        quotas = "；".join(f"{kind.name}不超过{kind.quota}个" for kind in notice.unit_types)
        yield f"各类单位的推荐名额原则上为：{quotas}。{steps.abroad}。"
    if where:
        yield f"推荐机构的信息将于{steps.words}在“{steps.platform}”填报（{steps.path}）。"
        yield "账户由我们统一开设，以登记的手机号为准。"
    contact = notice.contacts[0]
    yield f"如需进一步了解，请联系{'、'.join(contact.people)}，电话{contact.telephone}。"
