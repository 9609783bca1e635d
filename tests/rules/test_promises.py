"""What holds for every message, whatever it brings: nothing doubtful is accepted, and nothing makes the rules fail."""

from dataclasses import replace

from hypothesis import event, given, settings
from hypothesis import strategies as st

from intake.message import Unopened
from parsers.document import CERTAIN, Seal, Unreadable, Where
from parsers.form import ExtractedForm, Field
from parsers.reading import AttachmentReading
from rules.annex1 import is_complete
from rules.decide import FOR_THE_OFFICE
from rules.finding import FIELDS, Outcome
from rules.folding import comparable
from tests.rules.given import GOOD, SURE_SEAL, after, desk, judge, lattice, mail, scan, stamped
from tests.rules.given import form as word_form

KINDS = {
    "word_missing", "pdf_missing", "annex1_not_found", "attachment_unreadable", "seal_missing", "missing", "invalid",
    "example_left", "mismatch", "multiple_people", "conflict", *FOR_THE_OFFICE,
}  # fmt: skip
OTHERS = {
    "unit_name": ["中国光学学会", "中国火星学会", "伦敦博士联盟", "青岛市科协"],
    "name": ["林书杭", "顾北辰、林书航", "XXX", "Lin Shu"],
    "unit_department": ["中国声学学会", "国际部", "重庆市科协-国际合作部", "中国声学学会 学术部"],
    "position": ["副主任", "无"],
    "mobile": ["13900010007", "010-62190000", "+85291234567"],
    "email": ["1in@kexue.example.cn", "lin", "lin@qq.con"],
}
CHOICES = st.none() | st.lists(st.sampled_from([*desk().notice.options[:2]]), max_size=2).map(tuple)
ANSWERS = st.none() | st.lists(st.sampled_from(["是", "否"]), max_size=2).map(tuple)


@st.composite
def fields(draw, key):
    """Mostly the good value, sometimes another, nothing, or anything."""
    text = draw(st.sampled_from([GOOD[key]] * 8 + OTHERS.get(key, []) + ["", None]) | st.text(max_size=8))
    certainty = draw(st.sampled_from([1.0, 1.0, 0.99, 0.5]))
    if key in ("unit_type", "has_account") and draw(st.booleans()):
        return Field(text or "", certainty, draw(CHOICES if key == "unit_type" else ANSWERS))
    seen = lattice(text) if text and draw(st.booleans()) else None
    return Field(text, certainty, (GOOD[key],) if key == "unit_type" and text else None, lattice=seen)


@st.composite
def forms(draw):
    """A form as any reader may give it."""
    seals = draw(st.lists(st.builds(Seal, st.just(Where(1, (0, 0, 1, 1))), st.sampled_from([0.4, 0.99])), max_size=2))
    return ExtractedForm(
        {key: draw(fields(key)) for key in FIELDS},
        people=draw(st.sampled_from([1, 1, 1, 1, 2])),
        laid_out=draw(st.booleans()),
        scanned=draw(st.booleans()),
        seals=tuple(seals),
        seal_decidable=draw(st.booleans()),
    )


@st.composite
def nearly_good(draw):
    """The good form, with one field at most that is not."""
    good = draw(st.sampled_from([word_form(), stamped(), scan()]))
    odd = draw(st.lists(st.sampled_from(FIELDS), max_size=1))
    return replace(good, fields=dict(good.fields) | {key: draw(fields(key)) for key in odd}, seals=(SURE_SEAL,))


@st.composite
def attachments(draw):
    """An attachment as it may come."""
    version = draw(st.sampled_from(["word", "word", "pdf", "pdf", "other"]))
    unreadable = draw(st.none() | st.none() | st.sampled_from(["encrypted", "corrupt", "timeout"]).map(Unreadable))
    papers = () if unreadable else draw(st.lists(forms(), max_size=2).map(tuple))
    doubt = "" if papers else draw(st.sampled_from(["", "看不清"]))
    kind = draw(st.sampled_from(["application/pdf", "image/jpeg", "application/x"]))
    digest = draw(st.uuids()).hex
    return AttachmentReading("信息表.docx", kind, digest, version, papers, unreadable, doubt)


MAILS = st.builds(
    lambda papers, text, lost: mail(*papers, text=text, unopened=tuple(lost)),
    st.lists(attachments(), max_size=3),
    st.sampled_from(["", "现将信息表报上，请查收。", "请问何时截止？"]) | st.text(max_size=20),
    st.lists(st.sampled_from([Unopened("材料.zip", "encrypted"), Unopened("超大附件", "link")]), max_size=1),
)


@settings(deadline=None, max_examples=60)
@given(MAILS, st.lists(MAILS, max_size=2))
def test_every_message_comes_to_one_outcome_of_the_contract(reading, earlier):
    decision = judge(reading, after(*earlier))
    kinds = {finding.kind for finding in decision.findings}
    assert kinds <= KINDS
    if kinds - FOR_THE_OFFICE:
        assert decision.outcome is Outcome.REJECTED
    elif kinds:
        assert decision.outcome is Outcome.REVIEW
    else:
        assert decision.outcome in (Outcome.ACCEPTED, Outcome.INQUIRY)
    assert decision.reasons
    assert decision.record is None or tuple(decision.record) == FIELDS
    assert {f.field for f in decision.findings} <= {*FIELDS, "seal", ""}


@settings(deadline=None, max_examples=80)
@given(st.lists(nearly_good(), min_size=2, max_size=2))
def test_what_is_accepted_is_complete_certain_and_confirmed(papers):
    word_paper, pdf_paper = papers
    word_file = AttachmentReading("信息表.docx", "application/x", "w", "word", (word_paper,))
    pdf_file = AttachmentReading("信息表.pdf", "application/pdf", "p", "pdf", (pdf_paper,))
    decision = judge(mail(word_file, pdf_file))
    event(decision.outcome)
    if decision.outcome is not Outcome.ACCEPTED:
        return
    assert is_complete(decision.record, desk().notice)
    assert any(seal.certainty >= CERTAIN for seal in pdf_paper.seals)
    for key in ("name", "mobile", "email", "position"):
        written, printed = word_paper.fields[key].text, pdf_paper.fields[key].text
        assert comparable(written) == comparable(printed)
        assert comparable(str(decision.record[key])) == comparable(written)


@settings(deadline=None, max_examples=20)
@given(MAILS)
def test_automatic_mail_is_always_ignored(reading):
    automatic = mail(*reading.attachments, automatic=("R3",))
    assert judge(automatic).outcome is Outcome.IGNORED
