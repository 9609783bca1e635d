"""EDGE: disk (the templates that ship with the program). Pages as HTML.

In: a template's name and values. Out: an answer; every value is escaped. Elsewhere: `review/templates/`.
"""

import json
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from review import words
from review.masking import masked


def render(template: str, status: int = 200, **values: Any) -> Response:
    """A page."""
    return HTMLResponse(environment().get_template(template).render(values), status)


@cache
def environment() -> Environment:
    """Templates with the words and filters that they use."""
    made = Environment(
        loader=PackageLoader("review", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "outcome": words.outcome_words,
        "problem": words.problem_words,
        "clock": words.clock_words,
        "day": words.day_words,
        "masked": masked,
        "label": words.label_of,
        "fromjson": json.loads,
    }
    made.globals |= {
        "OUTCOMES": words.OUTCOMES,
        "ANSWERS": words.ANSWERS,
        "LETTERS": words.LETTERS,
        "ROLES": words.ROLES,
        "VERDICTS": words.VERDICTS,
        "event_words": words.event_words,
        "masked": masked,
    }
    return made
