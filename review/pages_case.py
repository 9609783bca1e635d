"""One case: shown, its fields confirmed or corrected, taken back, given to somebody.

In: a Visit. Out: the page, or for the page's script what has become of a line. ★ The heart of the staff's page.
Elsewhere: deciding and the letter (`review.pages_answer`), pictures and files (`review.pages_files`).
"""

from starlette.responses import JSONResponse, Response

from data.review_answers import bounces_of
from data.review_case import stored_case
from data.review_decisions import TooLate, undo_decision
from data.review_edits import Check, Said, Stale, Verdict, assign, check, undo_check
from data.review_items import next_waiting
from data.review_people import people
from review.case_view import CaseView, Line, case_view
from review.deciding import why_not_accepted
from review.done import just_done
from review.history import timeline, versions
from review.typed import typed_value
from review.visit import Visit, back_to, refusal
from review.words import value_words

VERDICTS: dict[str, Verdict] = {"right": "right", "wrong": "wrong"}


def show_case(visit: Visit) -> Response:
    """The page of one case."""
    view = view_of(visit, visit.number())
    if view is None:
        return refusal(visit, 404, "没有这一件。")
    stored = view.stored
    submission = visit.place.submission(stored.number)
    return visit.page(
        "case.html",
        view=view,
        item=stored.item,
        mail=submission,
        timeline=timeline(stored, visit.masked),
        versions=versions(stored),
        why_not=why_not_accepted(view),
        people=[person.name for person in people(visit.database) if person.active],
        others=visit.place.others_looking(stored.number, visit.name),
        bounces=bounces_of(visit.database, stored.number),
        done=just_done(visit),
    )


def view_of(visit: Visit, number: int) -> CaseView | None:
    """The case as it stands now."""
    stored = stored_case(visit.database, number)
    return case_view(stored, visit.place.tools().desk) if stored else None


def check_line(visit: Visit) -> Response:
    """Confirm, correct or fault one line."""
    number, about = visit.number(), visit.form.get("about", "")
    view = view_of(visit, number)
    line = next((line for line in view.lines if line.about == about), None) if view else None
    if view is None or line is None or view.stored.decision:
        return refusal(visit, 409, "这一件已经办过，或没有这一栏。")
    said = _said(visit, view, line)
    if isinstance(said, str):
        return _told(visit, number, about, said)
    try:
        check(visit.database, visit.hand(number), said)
    except Stale as stale:
        return _stale(visit, number, str(stale))
    return _told(visit, number, about)


def undo(visit: Visit) -> Response:
    """Take back the last step on this case: the decision where there is one, else the last check."""
    number, hand = visit.number(), visit.hand(visit.number())
    again = visit.form.get("again") == "1"
    try:
        done = undo_decision(visit.database, hand, even_if_sent=again) or undo_check(visit.database, hand)
    except Stale as stale:
        return _stale(visit, number, str(stale))
    except TooLate as late:
        return refusal(visit, 409, str(late))
    return back_to(f"/case/{number}?done={'undone' if done else 'nothing'}")


def give_to(visit: Visit) -> Response:
    """Say who looks after the case."""
    number, to = visit.number(), visit.form.get("to", "")
    if to and to not in [person.name for person in people(visit.database) if person.active]:
        return refusal(visit, 400, "没有这位经办人。")
    try:
        assign(visit.database, visit.hand(number), to or None)
    except Stale as stale:
        return _stale(visit, number, str(stale))
    return back_to(f"/case/{number}")


def next_case(visit: Visit) -> Response:
    """The next one that waits, or today's page where none does."""
    found = next_waiting(visit.database, visit.number())
    done = visit.asked("done")
    address = "/" if found is None else f"/case/{found}"
    return back_to(address + (f"?done={done}&moved={visit.number()}" if done else ""))


def _said(visit: Visit, view: CaseView, line: Line) -> Check | str:
    """What the form says, or why it cannot be taken."""
    was: Said = view.record.get(line.about) if line.takes_value else None
    verdict = VERDICTS.get(visit.form.get("verdict", ""))
    if verdict is None:
        return "请选择“确认”或“有误”"
    if verdict == "wrong" or not line.takes_value:
        return Check(line.about, verdict, None, was)
    text = visit.form.get("value", "").strip()
    value = typed_value(line.about, text, visit.place.tools().desk, view.record)
    if value.normal is None or value.fault in ("missing", "invalid", "multiple_people"):
        return value.reason or "请填写此栏"
    if isinstance(value.normal, str) and value.fault and line.about in ("mobile", "email"):
        return value.reason
    return Check(line.about, "right" if value.normal == was else "corrected", value.normal, was)


def _told(visit: Visit, number: int, about: str, fault: str = "") -> Response:
    if not visit.wants_data:
        return refusal(visit, 400, fault) if fault else back_to(f"/case/{number}#line-{about}")
    view = view_of(visit, number)
    assert view is not None
    line = next(line for line in view.lines if line.about == about)
    return JSONResponse(
        {
            "ok": not fault,
            "words": fault,
            "version": view.stored.item["version"],
            "verdict": line.verdict,
            "value": value_words(view.record.get(about)) if line.takes_value else "",
            "open": len(view.open_lines),
            "ready": view.can_be_accepted,
            "why_not": why_not_accepted(view),
        }
    )


def _stale(visit: Visit, number: int, words: str) -> Response:
    if visit.wants_data:
        return JSONResponse({"ok": False, "words": words, "stale": True}, 409)
    return visit.page("stale.html", 409, words=words, number=number)
