"""RTF files, also those named .doc.

In: octets. Out: Document with tables as the file defines them, or Unreadable.
Elsewhere: tokens, formatting and streams (`rtf_tokens`, `rtf_state`, `rtf_reader`), tables (`marked_blocks`).
"""

from parsers.document import Document, Unreadable
from parsers.readers import limits
from parsers.readers.marked_blocks import blocks_of
from parsers.readers.rtf_reader import RtfReader
from parsers.readers.rtf_tokens import tokens

MEDIA_TYPES = ("application/rtf", "text/rtf")

MAGIC = b"{\\rtf"


def read(octets: bytes) -> Document | Unreadable:
    """What the file shows."""
    start = octets.find(MAGIC, 0, 1_000)
    if start < 0:
        return Unreadable("corrupt", "RTF 文件头已损坏")
    reader = RtfReader()
    reader.read(tokens(octets[start:]))
    if reader.trouble == "too deep":
        return Unreadable("bomb", "RTF 文件嵌套过深")
    if reader.trouble:
        return Unreadable("corrupt", "RTF 文件不完整，可能在传输中被截断")
    blocks = [block for story in reader.stories for block in blocks_of(story.paragraphs)]
    return Document(MEDIA_TYPES[0], tuple(blocks[: limits.MAX_BLOCKS]), seal_decidable=False)
