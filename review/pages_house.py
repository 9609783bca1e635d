"""The house's own pages: units and their names, settings, people.

In: a Visit. Out: pages; what people change, with history. Elsewhere: rows (`data.review_units`, `_people` …).
"""

from datetime import date

from starlette.responses import Response

from data.review_edits import happened
from data.review_people import ROLES, Role, keep_person, let_go, people, person_named
from data.review_settings import CONTACTS, DEADLINE, REMARK, set_to, setting_history, settings
from data.review_units import add_unit, handed_in_by_unit, undo_unit, unit_names
from review.entering import WeakPassword, hashed, one_time_link
from review.visit import Visit, back_to, refusal
from rules.folding import unit_key
from rules.notice import Contact

LONGEST_NAME = 100
LETTERS_WITH_REMARKS = ("confirmation", "problems", "receipt")
MOST_SHOWN = 400


def show_units(visit: Visit) -> Response:
    """All units of a type, with what they sent, and the names that people added."""
    desk = visit.place.tools().desk
    kind = visit.asked("type") or desk.notice.unit_types[0].name
    words = unit_key(visit.asked("q"))
    units = [unit for unit in desk.registry.of_kind(kind) if not words or any(words in unit_key(n) for n in unit.names)]
    return visit.page(
        "units.html",
        kind=kind,
        types=desk.notice.options,
        units=units[:MOST_SHOWN],
        more=max(0, len(units) - MOST_SHOWN),
        states=handed_in_by_unit(visit.database),
        added=unit_names(visit.database),
        q=visit.asked("q"),
    )


def add_name(visit: Visit) -> Response:
    """A new unit, or another name of a known one."""
    name, kind = visit.form.get("name", "").strip()[:LONGEST_NAME], visit.form.get("kind", "")
    same_as = visit.form.get("same_as", "").strip()[:LONGEST_NAME]
    desk = visit.place.tools().desk
    if not unit_key(name):
        return refusal(visit, 400, "请填写单位名称。")
    if same_as and unit_key(same_as) not in desk.registry.units:
        return refusal(visit, 400, f"名单中没有“{same_as}”，请先增加这一单位。")
    if not same_as and kind not in desk.notice.options:
        return refusal(visit, 400, "请选择单位类型。")
    add_unit(visit.database, visit.hand(), name, "" if same_as else kind, same_as or None)
    return back_to("/units#added")


def undo_name(visit: Visit) -> Response:
    """Take a name back."""
    undo_unit(visit.database, visit.hand(), visit.number())
    return back_to("/units#added")


def show_settings(visit: Visit) -> Response:
    """What people may set, and who set what."""
    return visit.page(
        "settings.html",
        notice=visit.place.tools().desk.notice,
        printed=visit.place.desk.notice,
        found=settings(visit.database),
        history=setting_history(visit.database),
        kinds=LETTERS_WITH_REMARKS,
    )


def change_setting(visit: Visit) -> Response:
    """Set one thing, or put it back as the notice has it."""
    name = visit.form.get("name", "")
    try:
        value = None if visit.form.get("reset") == "1" else _value(visit, name)
    except ValueError:
        return refusal(visit, 400, "日期、电话或邮箱的写法不对，没有保存。")
    set_to(visit.database, visit.hand(), name, value)
    return back_to("/settings")


def show_people(visit: Visit) -> Response:
    """Who may use the page."""
    return visit.page("people.html", people=people(visit.database), roles=ROLES, link="", link_for="")


def change_person(visit: Visit) -> Response:
    """Add somebody, change a role or password, let somebody go, or make a one-time link."""
    name, doing = visit.form.get("name", "").strip()[:40], visit.form.get("do", "")
    found = person_named(visit.database, name)
    if not name or (doing in ("go", "link") and found is None):
        return refusal(visit, 400, "请填写姓名。")
    if doing == "link" and found and found.active:
        address = f"{visit.request.url.scheme}://{visit.request.url.netloc}"
        link = one_time_link(visit.database, found, address, visit.now)
        return visit.page("people.html", people=people(visit.database), roles=ROLES, link=link, link_for=name)
    if name == visit.name:
        return refusal(visit, 400, "不能更改自己的角色；请由另一位管理人员办理。")
    if doing == "go":
        let_go(visit.database, name)
    else:
        fault = _keep(visit, name)
        if fault:
            return refusal(visit, 400, fault)
    happened(visit.database, visit.hand(), "person changed", f"{name} {doing}")
    return back_to("/people")


def _keep(visit: Visit, name: str) -> str:
    role: Role | None = next((role for role in ROLES if role == visit.form.get("role")), None)
    password = visit.form.get("password", "")
    if role is None:
        return "请选择角色。"
    try:
        keep_person(visit.database, name, role, hashed(password) if password else None, visit.now)
    except WeakPassword as weak:
        return f"{weak}。"
    return ""


def _value(visit: Visit, name: str) -> object:
    """The value that a form brings. Raises ValueError (pydantic's is one)."""
    if name == DEADLINE:
        return date.fromisoformat(visit.form.get("value", "")).isoformat()
    if name == CONTACTS:
        return [_contact(visit, number) for number in range(len(visit.place.desk.notice.contacts))]
    if name in {REMARK + kind for kind in LETTERS_WITH_REMARKS}:
        return " ".join(visit.form.get("value", "").split())[:500] or None
    raise ValueError(name)


def _contact(visit: Visit, number: int) -> object:
    people_named = [
        name for name in visit.form.get(f"people{number}", "").replace("，", "、").split("、") if name.strip()
    ]
    contact = Contact(
        subject=visit.form.get(f"subject{number}", ""),
        people=tuple(name.strip() for name in people_named),
        telephone=visit.form.get(f"telephone{number}", ""),
        email=visit.form.get(f"email{number}", ""),
    )
    return contact.model_dump(mode="json")
