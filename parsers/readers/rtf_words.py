"""Control words of RTF by what they do.

In: nothing. Out: sets and tables of words.
Elsewhere: what is done with them (`rtf_reader`). Source: RTF Specification 1.9.1, appendix B.
"""

_SKIPPED = """
stylesheet info themedata colorschememapping datastore latentstyles listtable listoverridetable rsidtbl generator
xmlnstbl footnote annotation shprslt nonshppict mmathPr sn sv pntext pntxta pntxtb listtext objdata objclass
nonesttables bkmkstart bkmkend revtbl filetbl pgptbl template xe tc fontemb falt panose ud
"""
_STORIES = "shptxt dptxbxtext header headerl headerr headerf footer footerl footerr footerf"

SKIPPED = frozenset(_SKIPPED.split())
"""Destinations with nothing that people see, or a second time what they see."""
DESTINATIONS = {"fldinst": "code", "formfield": "form", "ffl": "entry", "fonttbl": "fonts", "colortbl": "colours"}
STORIES = frozenset(_STORIES.split())
"""Destinations with a text of their own."""
OPTIONAL_BUT_READ = frozenset({"shpinst", "nesttableprops", "shppict", "do"}) | STORIES | set(DESTINATIONS)
"""Destinations marked \\* that hold text or tables all the same."""
SPOKEN = {"line": "\n", "lbr": "\n", "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘"}
SPOKEN |= {"rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " "}
SYMBOLS = {"~": " ", "_": "-", "{": "{", "}": "}", "\\": "\\"}
ENDS = frozenset({"par", "sect", "page", "cell", "row", "nestcell", "nestrow"})
MERGES = frozenset({"clmrg", "clvmrg", "clmgf", "clvmgf"})
