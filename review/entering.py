"""Passwords and tokens: what the browser holds, and what of it is kept.

In: a password, a token. Out: what cannot be turned back; whether they fit; a fresh token.
Elsewhere: where they are kept (`data.review_people`), cookies and forms (`review.pages_entering`).
"""

import hashlib
import secrets
import unicodedata
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data.database import Database
from data.review_people import Person, add_entrance

SHORTEST = 10
"""Characters of a password."""
LINK_LASTS = timedelta(minutes=30)


class WeakPassword(ValueError):
    """The password will not do; the text says why, in Chinese."""


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_hex(16))


def hashed(password: str) -> str:
    """The password as it is kept (argon2id). Raises WeakPassword."""
    plain = unicodedata.normalize("NFKC", password)
    if len(plain) < SHORTEST or len(set(plain)) < 4:
        raise WeakPassword(f"密码至少{SHORTEST}个字符，不能总是同几个字符")
    return _hasher().hash(plain)


def fits(person: Person | None, password: str) -> bool:
    """True where this is the person's password. For an unknown name it takes as long to say no."""
    kept = person.password if person and person.active and person.password else None
    try:
        right = _hasher().verify(kept or _nobody(), unicodedata.normalize("NFKC", password))
    except (VerificationError, InvalidHashError):
        return False
    return right and kept is not None


def fresh_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(32)


def trace_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Compared without telling how far they agree."""
    return secrets.compare_digest(one.encode(), other.encode())


def one_time_link(database: Database, person: Person, address: str, now: datetime) -> str:
    """An address that lets this person in, once, for a while."""
    token = fresh_token()
    add_entrance(database, person, trace_of(token), now + LINK_LASTS)
    return f"{address}/enter/{token}"
