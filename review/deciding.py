"""What a person may decide about a case, and the same Decision that the rules would have made of it.

In: CaseView, the outcome wanted, the desk. Out: Decision, or NotAllowed in words.
Elsewhere: the letter (`outbox.by_hand`), writing it down (`data.review_decisions`).
"""

from collections.abc import Iterator
from dataclasses import replace

from review.case_view import CaseView, Line, findings_of, line_about
from review.words import label_of
from rules.decide import FOR_THE_OFFICE
from rules.desk import Desk
from rules.finding import FIELDS, Decision, Finding, Outcome
from rules.reasons import reasons_of

JUDGED_WRONG = "经工作人员核对，此栏内容有误或无法辨认"


class NotAllowed(ValueError):
    """This cannot be decided; the text says what is wanted first, in Chinese."""


def decision_for(view: CaseView, outcome: str, desk: Desk, former: str | None) -> Decision:
    """The decision; `former`: who was registered for the unit by the same sender. Raises NotAllowed."""
    if outcome == Outcome.ACCEPTED:
        return _accepted(view, desk, former)
    if outcome == Outcome.REJECTED:
        return _rejected(view)
    raise NotAllowed("没有这种办理方式")


def problems_by_hand(view: CaseView) -> tuple[Finding, ...]:
    """What the sender is told to put right: the rules' faults that nobody cleared, and what a person found wrong."""
    lines = {line.about: line for line in view.lines}
    found = (
        finding
        for finding in findings_of(view.stored)
        if finding.kind not in FOR_THE_OFFICE and not _is_cleared(lines.get(line_about(finding)))
    )
    told = tuple(found)
    answered = {line_about(finding) for finding in told}
    return (*told, *(_as_fault(line) for line in view.wrong_lines if line.about not in answered and _is_fault(line)))


def _accepted(view: CaseView, desk: Desk, former: str | None) -> Decision:
    if not view.can_be_accepted:
        raise NotAllowed(why_not_accepted(view))
    name = str(view.record["unit_name"])
    return Decision(
        Outcome.ACCEPTED,
        record=view.record,
        unit_key=desk.registry.find(name).key,
        update=former is not None and former == view.record["name"],
        reasons=("工作人员核对后登记",),
        notes=dict(view.stored.message["notes"]),
    )


def _rejected(view: CaseView) -> Decision:
    if not view.is_about_a_form:
        raise NotAllowed("这封来信里没有信息表，不能退回补正。")
    findings = problems_by_hand(view)
    return Decision(
        Outcome.REJECTED,
        findings,
        view.record if any(view.record.values()) else None,
        view.stored.message["unit_key"],
        reasons=reasons_of(findings),
        notes=dict(view.stored.message["notes"]),
    )


def why_not_accepted(view: CaseView) -> str:
    """What is wanted before the form can be accepted."""
    return "；".join(_wants(view)) or "可以登记"


def _wants(view: CaseView) -> Iterator[str]:
    if not view.is_about_a_form:
        yield "这封来信里没有信息表"
        return
    if view.is_accepted_as_it_is:
        yield "程序已经登记，没有改动"
    if view.open_lines:
        yield f"还有{len(view.open_lines)}处没有核对（{'、'.join(line.label for line in view.open_lines)}）"
    if view.wrong_lines:
        yield f"{'、'.join(line.label for line in view.wrong_lines)}已认定有误"
    empty = [label_of(key) for key in FIELDS if view.record.get(key) is None]
    if empty:
        yield f"{'、'.join(empty)}没有内容"
    elif not view.complete:
        yield "登记内容不完整或不合要求，请核对手机号、邮箱和单位类型"


def _is_cleared(line: Line | None) -> bool:
    return line is not None and line.verdict in ("right", "corrected")


def _is_fault(line: Line) -> bool:
    """Eligibility, lateness and the like are the office's own to refuse: its remark says so."""
    return line.about in FIELDS or line.about == "seal"


def _as_fault(line: Line) -> Finding:
    if line.about == "seal":
        return Finding("seal_missing")
    read = line.sides.word or line.sides.scan
    plain = Finding(f"invalid:{line.about}", found=read.text if read else "", detail=JUDGED_WRONG)
    return plain if plain.found else replace(plain, code=f"missing:{line.about}", detail="")
