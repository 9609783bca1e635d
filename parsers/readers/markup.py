"""XML and HTML from strangers, parsed without entities, network or unbounded depth.

In: octets. Out: an lxml element, or None where they cannot be parsed.
Elsewhere: what the elements mean (`odt`, `html`, `wordxml`, `ofd`).
"""

from lxml import etree
from lxml import html as lxml_html

Element = etree._Element


def parsed_xml(octets: bytes) -> Element | None:
    """The root element; None where it is not well formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(octets, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def parsed_html(text: str) -> Element | None:
    """The root element of a page, whatever its faults."""
    try:
        return lxml_html.document_fromstring(text, parser=lxml_html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def local(element: Element) -> str:
    """An element's name without its namespace; "" for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """The attribute of this local name, "" where absent."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
