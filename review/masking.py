"""Personal data as a person sees it who may only look.

In: values. Out: values in which nobody can be recognised. Elsewhere: who may only look (`review.people`).
"""


def masked_name(text: str) -> str:
    """The first character stays."""
    return text[:1] + "*" * min(max(len(text) - 1, 0), 3)


def masked_mobile(text: str) -> str:
    """Three in front, two behind."""
    return text[:3] + "*" * 6 + text[-2:] if len(text) > 5 else "*" * len(text)


def masked_address(text: str) -> str:
    """One character and the domain."""
    local, at, domain = text.rpartition("@")
    return f"{local[:1]}***{at}{domain}" if at else masked_name(text)


def hidden(text: str) -> str:
    """Nothing stays."""
    return "***"


MASKS = {"name": masked_name, "mobile": masked_mobile, "email": masked_address, "position": hidden}


def masked(key: str, text: str) -> str:
    """A field's value; unit, department, type and account stay as they are."""
    return MASKS[key](text) if text and key in MASKS else text
