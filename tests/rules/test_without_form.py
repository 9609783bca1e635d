"""Mails without a form: who asks, who forgot something, who sent the wrong thing, who advertises."""

import pytest

from rules.case import History
from rules.finding import Outcome
from tests.rules.given import after, archive, form, judge, mail, other, pdf, registered, unreadable, word

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    "text",
    [
        "请问74号文里“每家不超过10个”包括境外机构吗？附件1下面写的是9月18日，以哪个为准？",
        "收到，谢谢！",
        "老师好，海智合作机构推荐工作由我处负责，特此告知。",
        "想咨询一下“科协一家”账户如何注册",
        "请问信息表报送截止到几号？",
        "请问附件是否需要盖章？",
        "信息表已于昨天发送，请查收。",
        "老师您好，我单位信息表已于9月14日报送，烦请确认。",
        "我会已于9月15日通过邮件报送信息表，特此告知。",
        "信息表已提交，请确认是否收到",
        "我单位的信息表已报送，麻烦查一下是否收到。",
        "我们已经按通知要求报送了信息表，但没有收到回复。",
        "邮件已收悉，我们将按要求补报PDF扫描件。",
        "请发送一份word版信息表模板，谢谢！",
        "信息表由省科协统一上报，我单位不再单独报送。",
        "您好，我已把信息表发给省科协统一报送。",
        "因工作调整，申请撤回我单位已报送的信息表。",
        "请将我单位9月14日提交的材料作废。",
        "现将我单位报送的信息表撤回，不再推荐。",
        "张三 希望撤回邮件“报送信息表”。",
        "我单位的信息表已于9月14日发至贵部邮箱，请查收。",
        "您好，我们学会已经提交过信息表了，不用再提交了吧",
        "已报送，谢谢",
        "信息表已通过快递寄送，请查收",
        "信息表已于昨天重新提交，请查收。",
        "请将上次提交的信息表删除",
        "信息表收悉，我们会按时报送",
    ],
)
def test_a_person_who_only_writes_is_not_answered(text):
    assert judge(mail(text=text, subject="关于海智合作机构")).outcome is Outcome.INQUIRY


@pytest.mark.parametrize(
    "text",
    [
        "我单位信息表见附件，请查收附件。",
        "现将信息表报上，请查收。",
        "附件是填好的信息表",
        "已填好盖章，发给您",
        "信息表见附件，请确认是否收到。",
        "信息表已于今日盖章，见附件。",
        "此前提交的信息表有误，现重新提交，请查收",
        "昨天发的信息表有误，以本次为准，请查收附件",
        "原信息表作废，以附件为准",
    ],
)
def test_a_forgotten_attachment_is_told(text):
    decision = judge(mail(text=text))
    assert decision.outcome is Outcome.REJECTED
    assert decision.problems == ("annex1_not_found",)
    assert decision.record is None


def test_a_withdrawal_with_a_letter_about_it_is_no_submission():
    letter = word(name="撤回函.docx", text_excerpt="关于撤回推荐工作负责人信息表的函")
    decision = judge(mail(letter, text="现申请撤回我单位报送的信息表，撤回函见附件，请查收。"))
    assert decision.outcome is Outcome.INQUIRY


def test_a_paper_that_completes_an_earlier_mail_is_not_told_to_be_the_wrong_one():
    paper = word(name="单位情况.docx", text_excerpt="单位情况")
    text = "我单位信息表已于9月14日报送，现补充单位情况说明，请查收。"
    assert judge(mail(paper, text=text)).outcome is Outcome.INQUIRY


def test_whose_form_is_registered_is_not_told_that_another_paper_is_not_the_form():
    second = word(name="附件2.docx", text_excerpt="附件2\n推荐海智合作机构信息表\n一、机构基本情况")
    handed = after(mail(word(), pdf())).handed
    assert judge(mail(second), registered(handed=handed)).outcome is Outcome.INQUIRY
    assert judge(mail(second), History(handed)).problems == ("annex1_not_found",)
    locked = unreadable("word", "信息表.docx", "encrypted")
    assert judge(mail(locked), registered(handed=handed)).problems == ("attachment_unreadable",)


def test_words_of_an_older_mail_below_the_answer_say_nothing():
    text = "谢谢！\n\n在 2022-09-13 16:41:02，haizhijihua@cast.org.cn 写道：\n> 您好，信息表见附件，请查收。"
    assert judge(mail(text=text, subject="Re: 信息表")).outcome is Outcome.INQUIRY


def test_an_empty_mail_with_the_forms_name_forgot_its_attachment():
    assert judge(mail(text="", subject="中国声学学会信息表")).problems == ("annex1_not_found",)
    assert judge(mail(text="中国声学学会信息表", subject="中国声学学会-信息表")).problems == ("annex1_not_found",)


def test_advertising_with_a_price_list_is_not_answered():
    price_list = pdf(name="报价单.pdf", text_excerpt="代理记账 每月200元")
    text = "本公司专业代理记账，价格优惠，详见附件报价单。"
    assert judge(mail(price_list, text=text, subject="优惠中")).outcome is Outcome.INQUIRY


def test_advertising_with_a_locked_file_is_not_answered():
    text = "发票代开，详见附件，请查收"
    decision = judge(mail(unreadable("pdf", "优惠.pdf", "encrypted"), text=text, subject="优惠"))
    assert decision.outcome is Outcome.INQUIRY


def test_advertising_with_a_scan_that_cannot_be_read_is_not_answered():
    decision = judge(mail(pdf(name="样本.pdf", doubt="看不清"), text="产品样本", subject="新品"))
    assert decision.outcome is Outcome.INQUIRY


def test_another_annex_is_told_by_its_name():
    second = word(name="附件2.docx", text_excerpt="附件2\n推荐海智合作机构信息表\n一、机构基本情况")
    decision = judge(mail(second))
    assert decision.problems == ("annex1_not_found",)
    assert "附件2" in decision.findings[0].detail


def test_a_question_with_a_letter_enclosed_is_a_question():
    letter = word(name="问题.docx", text_excerpt="几个问题")
    decision = judge(mail(letter, text="请问海智合作机构推荐名额怎么算？", subject="海智合作机构"))
    assert decision.outcome is Outcome.INQUIRY


@pytest.mark.parametrize("reason", ["encrypted", "corrupt", "bomb", "too_large", "empty", "unsupported"])
def test_a_form_that_cannot_be_opened_is_told_with_its_reason(reason):
    decision = judge(mail(unreadable("word", "信息表.docx", reason)))
    assert decision.problems == ("attachment_unreadable",)
    assert decision.findings[0].filename == "信息表.docx"
    assert decision.findings[0].detail


def test_an_archive_that_cannot_be_opened_is_told():
    decision = judge(mail(unopened=(archive("信息表.rar", "encrypted"),)))
    assert decision.problems == ("attachment_unreadable",)
    assert "密码" in decision.findings[0].detail


def test_a_spreadsheet_that_holds_the_form_is_a_kind_that_is_not_accepted():
    decision = judge(mail(other("信息表.xlsx", XLSX, forms=(form(),))))
    assert decision.outcome is Outcome.REJECTED
    assert set(decision.problems) == {"attachment_unreadable", "word_missing", "pdf_missing"}
    assert "WORD" in decision.findings[0].detail


def test_a_photographed_form_beside_word_is_asked_for_as_pdf():
    photo = other("IMG_1.jpg", "image/jpeg", forms=(form(scanned=True),))
    decision = judge(mail(word(), photo))
    assert decision.problems == ("pdf_missing",)
    assert "PDF" in decision.findings[0].detail


def test_a_photographed_form_alone_lacks_both_versions():
    photo = other("IMG_1.jpg", "image/jpeg", forms=(form(scanned=True),))
    assert set(judge(mail(photo)).problems) == {"word_missing", "pdf_missing"}


def test_a_locked_pdf_explains_why_it_is_missing():
    decision = judge(mail(word(), unreadable("pdf", "信息表.pdf", "encrypted")))
    assert decision.problems == ("attachment_unreadable",)
    assert decision.record["name"] == "林书航"


def test_a_covering_letter_is_no_pdf_version():
    decision = judge(mail(word(), pdf(name="推荐函.pdf", text_excerpt="兹推荐……")))
    assert decision.problems == ("pdf_missing",)
    assert "推荐函.pdf" in decision.findings[0].detail


def test_a_link_is_not_a_file():
    decision = judge(mail(unopened=(archive("超大附件", "link"),), text="信息表见超大附件"))
    assert decision.problems == ("annex1_not_found",)
    assert "链接" in decision.findings[0].detail


def test_a_link_beside_word_is_asked_for_as_a_file():
    decision = judge(mail(word(), unopened=(archive("超大附件", "link"),)))
    assert decision.problems == ("pdf_missing",)
    assert "链接" in decision.findings[0].detail


def test_a_scan_that_cannot_be_read_in_a_mail_about_this_is_for_a_person_but_word_is_asked_for():
    decision = judge(mail(pdf(doubt="看不清")))
    assert decision.outcome is Outcome.REJECTED
    assert "word_missing" in decision.problems
    assert "uncertain:seal" in decision.problems
    assert set(decision.record.values()) == {None}


def test_a_sender_with_an_open_case_need_not_name_the_matter_again():
    history = after(mail(word()))
    decision = judge(mail(text="不好意思，请查收", subject="补"), history)
    assert decision.problems == ("annex1_not_found",)
    assert judge(mail(text="不好意思，请查收", subject="补"), History()).outcome is Outcome.INQUIRY


def test_a_logo_in_a_thank_you_mail_without_a_question_is_no_submission():
    logo = other("image001.png", "image/png", doubt="看不清")
    assert judge(mail(logo, text="收到，谢谢！", subject="Re: 信息表")).outcome is Outcome.INQUIRY


def test_a_photo_in_a_thank_you_mail_is_no_submission():
    decision = judge(mail(other("logo.png", "image/png"), text="收到，谢谢！请问何时登录？", subject="Re: 信息表"))
    assert decision.outcome is Outcome.INQUIRY
