"""EDGE: disk, through an open database. Who may use the staff's page: people, sessions, links, refusals.

In: an open Database, names, hashes of tokens, the time. Out: Person, Session, or None.
No token and no password is kept, only what cannot be turned back. Elsewhere: hashing, cookies (`review.entering`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from data.database import Database, inserted, writing
from data.text import moment

Role = Literal["look", "decide", "administer"]
ROLES: tuple[Role, ...] = ("look", "decide", "administer")
"""Each may do what the one before may."""
LASTS = timedelta(hours=12)
"""A session ends so long after it began …"""
IDLE = timedelta(hours=2)
"""… or so long after it was last used."""
MOST_REFUSALS = 5
FORGET_REFUSALS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the office."""

    number: int
    name: str
    role: Role
    password: str | None
    active: bool

    def may(self, role: Role) -> bool:
        """True where this person may do what that role may."""
        return self.active and ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Session:
    """A person who has logged in."""

    person: Person
    csrf: str


_PERSON = "people.id, people.name, people.role, people.password, people.active"


def people(database: Database) -> list[Person]:
    """Everybody, in order of joining."""
    found = database.conn.execute(f"SELECT {_PERSON} FROM people ORDER BY id").fetchall()
    return [_person(row) for row in found]


def person_named(database: Database, name: str) -> Person | None:
    """Somebody by name."""
    found = database.conn.execute(f"SELECT {_PERSON} FROM people WHERE name = ?", (name,)).fetchone()
    return _person(found) if found else None


def keep_person(database: Database, name: str, role: Role, password: str | None, now: datetime) -> Person:
    """Add somebody, or change role and, where one is given, the password; his sessions end."""
    with writing(database):
        database.conn.execute(
            "INSERT INTO people (name, role, password, created_at) VALUES (:name, :role, :password, :now)"
            " ON CONFLICT (name) DO UPDATE SET role = :role, active = 1, password = coalesce(:password, password)",
            {"name": name, "role": role, "password": password, "now": moment(now)},
        )
        database.conn.execute("DELETE FROM sessions WHERE person = (SELECT id FROM people WHERE name = ?)", (name,))
    found = person_named(database, name)
    assert found is not None
    return found


def let_go(database: Database, name: str) -> None:
    """Somebody may no longer enter; what he did stays under his name."""
    with writing(database):
        database.conn.execute("UPDATE people SET active = 0 WHERE name = ?", (name,))
        database.conn.execute("DELETE FROM sessions WHERE person = (SELECT id FROM people WHERE name = ?)", (name,))


def begin_session(database: Database, person: Person, token: str, csrf: str, now: datetime) -> None:
    """Somebody has entered. `token` is the hash of what the browser holds."""
    row = {"token": token, "person": person.number, "csrf": csrf, "begun_at": moment(now), "seen_at": moment(now)}
    with writing(database):
        database.conn.execute("DELETE FROM sessions WHERE seen_at < ?", (moment(now - IDLE),))
        database.table("sessions").insert(row)


def session_of(database: Database, token: str, now: datetime) -> Session | None:
    """The session that this token opens; None where there is none, or it has ended."""
    asked = f"""
        SELECT csrf, begun_at, seen_at, {_PERSON} FROM sessions JOIN people ON people.id = sessions.person
        WHERE token = ? AND active = 1
    """
    found = database.conn.execute(asked, (token,)).fetchone()
    if found is None:
        return None
    csrf, begun, seen = found[0], datetime.fromisoformat(found[1]), datetime.fromisoformat(found[2])
    if now - begun > LASTS or now - seen > IDLE:
        return None
    if now - seen > timedelta(minutes=1):
        with writing(database):
            database.conn.execute("UPDATE sessions SET seen_at = ? WHERE token = ?", (moment(now), token))
    return Session(_person(found[3:]), csrf)


def end_session(database: Database, token: str) -> None:
    """Somebody has left."""
    with writing(database):
        database.conn.execute("DELETE FROM sessions WHERE token = ?", (token,))


def add_entrance(database: Database, person: Person, token: str, until: datetime) -> None:
    """A one-time link for somebody."""
    with writing(database):
        database.table("entrances").insert({"token": token, "person": person.number, "until": moment(until)})


def use_entrance(database: Database, token: str, now: datetime) -> Person | None:
    """Whom a one-time link lets in; it lets nobody in a second time."""
    asked = f"SELECT until, {_PERSON} FROM entrances JOIN people ON people.id = person WHERE token = ? AND active = 1"
    with writing(database):
        found = database.conn.execute(asked, (token,)).fetchone()
        database.conn.execute("DELETE FROM entrances WHERE token = ?", (token,))
    if found is None or datetime.fromisoformat(found[0]) < now:
        return None
    return _person(found[1:])


def refused(database: Database, name: str, address: str, now: datetime) -> None:
    """Somebody was not let in."""
    with writing(database):
        database.conn.execute("DELETE FROM refused_entries WHERE at < ?", (moment(now - FORGET_REFUSALS),))
        inserted(database, "refused_entries", {"name": name[:100], "address": address, "at": moment(now)})


def must_wait(database: Database, name: str, address: str, now: datetime) -> bool:
    """True where this name was refused too often of late, or this address far too often."""
    since = moment(now - FORGET_REFUSALS)
    asked = "SELECT count(*) FROM refused_entries WHERE at >= ? AND {} = ?"
    (by_name,) = database.conn.execute(asked.format("name"), (since, name[:100])).fetchone()
    (by_address,) = database.conn.execute(asked.format("address"), (since, address)).fetchone()
    return bool(by_name >= MOST_REFUSALS or by_address >= 4 * MOST_REFUSALS)


def _person(row: tuple[int, str, Role, str | None, int]) -> Person:
    return Person(row[0], row[1], row[2], row[3], bool(row[4]))
