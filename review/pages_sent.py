"""Answers that are out, or should be: a person says what became of one, has it sent again, or leaves it at that.

In: a Visit. Out: the page that the form came from.
Elsewhere: rows (`data.review_answers`), when it goes (`haizhi.delivering`).
"""

from collections.abc import Callable

from starlette.responses import Response

from data.database import Database
from data.review_answers import answer_ended, leave_answer, leave_bounce, message_of, send_again
from data.review_edits import Hand
from outbox.life import Event, WrongTurn
from review.visit import Visit, back_to, refusal

DOES: dict[str, Callable[[Database, Hand, int], object]] = {
    "arrived": lambda database, hand, number: answer_ended(database, hand, number, Event.SENT),
    "lost": lambda database, hand, number: answer_ended(database, hand, number, Event.FAILED),
    "again": send_again,
    "leave": leave_answer,
}


def answer_done(visit: Visit) -> Response:
    """What a person does about one answer."""
    does = DOES.get(visit.form.get("do", ""))
    if does is None:
        return refusal(visit, 400, "没有这种办理方式。")
    try:
        does(visit.database, visit.hand(), visit.number())
    except WrongTurn:
        return refusal(visit, 409, "这封答复的状态已经变了，请刷新后再看。")
    return _back(visit, message_of(visit.database, visit.number()))


def bounce_done(visit: Visit) -> Response:
    """A bounce has been dealt with."""
    return _back(visit, leave_bounce(visit.database, visit.hand(), visit.number()))


def _back(visit: Visit, message: int | None) -> Response:
    from_case = visit.form.get("at") == "case" and message is not None
    return back_to(f"/case/{message}#answers" if from_case else "/")
