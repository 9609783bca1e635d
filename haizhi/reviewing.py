"""EDGE: network. The staff's page served beside a running `haizhi run` on the same database.

In: Settings, a port. Out: a server that answers until it is stopped; a one-time link for the first person.
Elsewhere: the pages (`review.app`), the command line (`haizhi.cli`).
"""

import uvicorn

from data.review_people import keep_person, person_named
from data.store import now_utc
from data.threads import Databases
from haizhi.build import house_of
from haizhi.config import Settings
from review.app import build_app
from review.entering import one_time_link
from review.workplace import Workplace

FIRST_PERSON = "管理员"
LOCAL = ("127.0.0.1", "localhost")


def workplace_of(settings: Settings, hosts: tuple[str, ...] = LOCAL) -> Workplace:
    """The page's parts for these settings. Raises data.database.WrongDatabase, OSError."""
    assert settings.db is not None
    house = house_of(settings)
    return Workplace(Databases(settings.db), house.desk, house.office, house.own_addresses, hosts=hosts)


def serve(place: Workplace, host: str, port: int) -> None:
    """Answer until somebody stops it."""
    # No access log: addresses hold what people searched for.
    config = uvicorn.Config(
        build_app(place), host=host, port=port, log_level="warning", access_log=False, server_header=False
    )
    uvicorn.Server(config).run()


def link_for(place: Workplace, name: str, address: str) -> str:
    """A one-time link for a person, who becomes the first administrator where he is not known."""
    person = person_named(place.database, name) or keep_person(place.database, name, "administer", None, now_utc())
    return one_time_link(place.database, person, address, now_utc())
