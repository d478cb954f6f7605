"""What the control words of RTF 1.9 are, as far as articles need them: tables, no code."""

_SKIPPED = """
aftnsep aftnsepc annotation atnauthor atndate atnid atnref background bkmkend category
colorschememapping colortbl comment company datafield datastore doccomm falt filetbl fldtype
fontemb footer footerf footerl footerr ftnsep ftnsepc generator header headerf headerl headerr
keywords latentstyles listname listoverridetable listtable manager mmathPr nonshppict objclass
objdata operator panose pgptbl private1 revtbl rsidtbl shprslt tc template themedata userprops
wgrffmtfilter xe xmlnstbl
"""
SKIPPED = frozenset(_SKIPPED.split())
"""Groups that say nothing an article needs."""

DESTINATIONS = {
    "fonttbl": "fonttbl",
    "stylesheet": "stylesheet",
    "info": "info",
    "fldinst": "instruction",
    "listtext": "bullet",
    "pntext": "bullet",
    "sp": "properties",
    "picprop": "properties",
    "sn": "name",
    "sv": "value",
    "pn": "skip",
    "nonesttables": "skip",
}
"""Groups whose text is kept apart, and under which name."""

CONTENT = frozenset({"fldrslt", "shppict", "shpinst", "shptxt", "shp", "object", "result"})
"""Groups that are read as what stands around them."""

PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
"""Code pages of the whole file."""

CHARACTERS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
"""Words that stand for a character."""

SYMBOLS = {"~": "\u00a0", "_": "\u2011", "-": "\u00ad", "{": "{", "}": "}", "\\": "\\"}
"""Signs behind a backslash that stand for a character."""

LOOKS = frozenset(
    {"b", "i", "ab", "ai", "strike", "striked", "super", "sub", "nosupersub", "v", "deleted"}
)
"""Words about how characters look."""
