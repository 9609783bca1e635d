"""Deciding a case: the answer as it will go out, a remark, and then the same letters and the same outbox as the rules'.

In: a Visit. Out: the page with the preview; or the decision with its letter in one commit.
Elsewhere: what may be decided (`review.deciding`), letters (`outbox.by_hand`), rows (`data.review_decisions`).
"""

import html
from functools import partial

from starlette.responses import Response

from data.review_case import picture
from data.review_decisions import CLOSED, Decided, answer_by_hand, decide, registered_person, turn_of
from data.review_edits import Stale
from outbox.by_hand import reply, write_by_hand
from outbox.compose import KINDS, render
from outbox.entry import Inbound, Kind, OutboxEntry
from outbox.letter import Letter
from review.case_view import CaseView
from review.cells import with_cells
from review.deciding import NotAllowed, decision_for
from review.inquiry import suggested_reply
from review.original import document, letter_html
from review.pages_case import view_of
from review.pages_files import letter_answer
from review.visit import Visit, back_to, refusal
from rules.finding import Decision, Outcome

REPLY = "reply"
TITLES = {"accepted": "登记并答复", "rejected": "退回补正", REPLY: "答复来信", CLOSED: "办结，不发信"}


def show_answer(visit: Visit) -> Response:
    """The answer as it will go out, with room for a remark."""
    outcome = str(visit.request.path_params["outcome"])
    view = view_of(visit, visit.number())
    if view is None or outcome not in TITLES:
        return refusal(visit, 404, "没有这一件。")
    if view.stored.decision:
        return refusal(visit, 409, "这一件已经办过了。")
    try:
        decision = None if outcome in (REPLY, CLOSED) else _decision(visit, view, outcome)
    except NotAllowed as why:
        return refusal(visit, 409, f"还不能{TITLES[outcome]}：{why}。")
    mail = visit.place.submission(view.stored.number)
    remark = suggested_reply(mail.text, visit.place.tools().office.notice) if outcome == REPLY else ""
    return visit.page(
        "answer.html",
        view=view,
        item=view.stored.item,
        outcome=outcome,
        title=TITLES[outcome],
        remark=remark,
        must_say_why=decision is not None and decision.outcome is Outcome.REJECTED and not decision.findings,
        recipient=mail.envelope.reply_to,
        hold=int(visit.place.hold.total_seconds()),
    )


def preview(visit: Visit) -> Response:
    """The letter with this remark, for a frame."""
    outcome = str(visit.request.path_params["outcome"])
    view = view_of(visit, visit.number())
    try:
        letter = _letter(visit, view, outcome)[1] if view else None
    except NotAllowed as why:
        return letter_answer(document(f"<p>{html.escape(str(why))}</p>"))
    if letter is None:
        return letter_answer(document("<p>不发信。</p>"))
    return letter_answer(letter_html(render(letter, visit.place.tools().office).octets))


def decide_case(visit: Visit) -> Response:
    """Decide, and put the letter into the outbox."""
    number, outcome = visit.number(), str(visit.request.path_params["outcome"])
    view = view_of(visit, number)
    if view is None or outcome not in TITLES:
        return refusal(visit, 404, "没有这一件。")
    try:
        decision, letter = _letter(visit, view, outcome)
        _says_why(decision, visit.form.get("remark", ""))
        _write_down(visit, view, outcome, decision, letter)
    except NotAllowed as why:
        return refusal(visit, 409, f"{why}。")
    except Stale as stale:
        return visit.page("stale.html", 409, words=str(stale), number=number)
    return back_to(f"/case/{number}/next?done={outcome}")


def _says_why(decision: Decision | None, remark: str) -> None:
    if decision and decision.outcome is Outcome.REJECTED and not decision.findings and not remark.strip():
        raise NotAllowed("请写明退回的原因（说明一栏），或先把有误的栏标为“有误”")


def _write_down(visit: Visit, view: CaseView, outcome: str, decision: Decision | None, letter: Letter | None) -> None:
    office, hold = visit.place.tools().office, visit.place.hold
    entry: OutboxEntry | None = render(letter, office) if letter else None
    hand = visit.hand(view.stored.number)
    if outcome == REPLY:
        if entry is None:
            raise NotAllowed("这个来信地址不能答复，或答复没有内容")
        decided = Decided(CLOSED, None, None, remark=visit.form.get("remark", ""), entry=entry)
    elif decision is None:
        decided = Decided(CLOSED, None, None, remark=visit.form.get("remark", ""))
    else:
        decided = Decided(
            decision.outcome,
            decision.record,
            decision.unit_key,
            decision.problems,
            visit.form.get("remark", ""),
            entry,
            visit.place.submission(view.stored.number).envelope.from_address,
        )
    if view.stored.decision and outcome == REPLY and entry:
        answer_by_hand(visit.database, hand, entry, hold)
    else:
        decide(visit.database, hand, decided, hold)


def _letter(visit: Visit, view: CaseView, outcome: str) -> tuple[Decision | None, Letter | None]:
    number, remark = view.stored.number, visit.form.get("remark", "")
    if outcome == CLOSED:
        return None, None
    envelope, office = visit.place.submission(number).envelope, visit.place.tools().office
    if outcome == REPLY:
        letter = reply(remark, envelope, _inbound(visit, number, Kind.REPLY), office) if remark.strip() else None
        return None, letter
    decision = _decision(visit, view, outcome)
    inbound = _inbound(visit, number, KINDS[decision.outcome])
    letter = write_by_hand(decision, envelope, inbound, office, remark)
    return decision, letter and with_cells(letter, view, partial(picture, visit.database))


def _decision(visit: Visit, view: CaseView, outcome: str) -> Decision:
    desk = visit.place.tools().desk
    key = desk.registry.find(str(view.record.get("unit_name") or "")).key
    former = registered_person(visit.database, key, view.stored.message["sender"] or "", view.stored.number)
    return decision_for(view, outcome, desk, former)


def _inbound(visit: Visit, number: int, kind: Kind) -> Inbound:
    plain = visit.place.store().key(number)
    return Inbound(plain.source, plain.digest, plain.answered_at, turn_of(visit.database, number, kind))
